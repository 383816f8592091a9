#include <fmt/format.h>

#include "app/commands.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::app {
namespace {

std::optional<AccountId> account_of(OpenHouse& house, const std::string& email) {
  const auto account = house.database->read([&](db::Session& s) { return staff::find_account_by_email(s, email); });
  if (!account) fmt::print(stderr, "no account has the address {}\n", email);
  return account ? std::optional(account->id) : std::nullopt;
}

}  // namespace

int add_user(const Where& where, const UserWish& wish) {
  Post post;
  const auto function = function_from(wish.function);
  const auto municipality = MunicipalityCode::parse(wish.municipality);
  const auto organisation = wish.organisation.empty() ? OrganisationId{} : OrganisationId::parse(wish.organisation);
  if (!function || *function == Function::none || !municipality || !organisation) {
    fmt::print(stderr, "unknown {}\n",
               !municipality   ? "municipality code"
               : !organisation ? "organisation id"
                               : "function");
    return bad_usage;
  }
  post.id = PostId::make();
  post.function = *function;
  post.municipality = *municipality;
  post.organisation = *organisation;
  const auto house = open_house(where);
  std::string& address = house->office.public_address;
  if (!wish.public_address.empty()) address = wish.public_address;
  const Actor actor = staff::operator_actor();
  const auto account = staff::add_account(house->office, actor, wish.email, wish.name, {post}, "");
  if (!account) return say_refused(account.refusals());
  const auto link = staff::make_welcome_link(house->office, actor, *account);
  if (!link) return say_refused(link.refusals());
  fmt::print("{} may set a password here, once, within 72 hours:\n  {}{}\n", wish.email, address, *link);
  if (wish.public_address.empty()) {
    fmt::print("No --public-address was given: this link, and the one in the message, begin with {}\n", address);
  }
  return done;
}

int list_users(const Where& where) {
  const auto house = open_house(where);
  const Day today = house->office.today();
  house->database->read([&](db::Session& s) {
    for (const auto& municipality : territory::list_municipalities(s)) {
      for (int f = 1; f < function_count; ++f) {
        const auto function = static_cast<Function>(f);
        for (const auto& a : staff::list_holders(s, function, municipality.code, {}, today)) {
          fmt::print("{}\t{}\t{}\t{}{}\n", municipality.code.text, function_name(function), a.email, a.name,
                     a.disabled ? "\tdisabled" : "");
        }
      }
    }
  });
  return done;
}

int disable_user(const Where& where, const std::string& email) {
  const auto house = open_house(where);
  const auto account = account_of(*house, email);
  if (!account) return refused;
  const auto ended = staff::disable_account(house->office, staff::operator_actor(), *account);
  if (!ended) return say_refused(ended.refusals());
  fmt::print("{} is signed out everywhere and cannot sign in.\n", email);
  return done;
}

int reset_second_factor(const Where& where, const std::string& email) {
  const auto house = open_house(where);
  const auto account = account_of(*house, email);
  if (!account) return refused;
  const auto reset = staff::reset_second_factor(house->office, staff::operator_actor(), *account);
  if (!reset) return say_refused(reset.refusals());
  fmt::print("{} sets up a new second factor at the next sign-in.\n", email);
  return done;
}

int make_token(const Where& where, const std::string& email, int days, bool sensitive) {
  const auto house = open_house(where);
  const auto account = account_of(*house, email);
  if (!account) return refused;
  const auto token = staff::make_api_token(house->office, staff::operator_actor(), *account, days,
                                           sensitive ? Proof::second_factor : Proof::password);
  if (!token) return say_refused(token.refusals());
  fmt::print("{}\n", *token);
  return done;
}

}  // namespace gishe::app
