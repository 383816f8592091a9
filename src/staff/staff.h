#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// Accounts, posts, signing in.
namespace gishe::staff {

inline constexpr RefusalCode wrong_sign_in{"staff.wrong_sign_in", 422};        // address or password: not told which
inline constexpr RefusalCode wait_before_next{"staff.wait_before_next", 429};  // with {seconds}
inline constexpr RefusalCode no_post{"staff.no_post", 403};                    // no post is in force today
inline constexpr RefusalCode email_taken{"staff.email_taken", 409};
inline constexpr RefusalCode not_an_email{"staff.not_an_email", 422};
inline constexpr RefusalCode not_for_yourself{"staff.not_for_yourself", 403};  // a second administrator must
inline constexpr RefusalCode link_over{"staff.link_over", 410};                // used, replaced or older than 72 hours
inline constexpr RefusalCode stands_alone{"staff.stands_alone", 409};          // the own file and another function
inline constexpr RefusalCode password_too_short{"staff.password_too_short", 422};
inline constexpr RefusalCode password_too_common{"staff.password_too_common", 422};
inline constexpr RefusalCode passwords_differ{"staff.passwords_differ", 422};
inline constexpr RefusalCode wrong_password{"staff.wrong_password", 422};  // on one's own account page

struct Account {
  AccountId id;
  std::string email, name;
  std::string language;  // bg, it, en or empty
  bool disabled = false;
};
struct HeldPost {
  Post post;
  std::optional<Day> from, until;
};

std::optional<Account> find_account(db::Session& session, const AccountId& id);
std::optional<Account> find_account_by_email(db::Session& session, std::string_view email);
/// Name to show for an account ("Мария Петрова"); empty when unknown.
std::string account_name(db::Session& session, const AccountId& id);
/// Accounts that hold `function` in this municipality (and organisation, unless nil) today; for messages and tasks.
std::vector<Account> list_holders(db::Session& session, Function function, const MunicipalityCode& municipality,
                                  const OrganisationId& organisation, Day on);
/// Municipalities with a desk: where somebody is a desk officer that day, by code.
std::vector<MunicipalityCode> list_desks(db::Session& session, Day on);
bool any_account(db::Session& session);

/// Used by the command line and the demo. Password empty: a one-time link must be used first.
Result<AccountId> add_account(Office& office, const Actor& actor, const std::string& email, const std::string& name,
                              const std::vector<Post>& posts, const std::string& password);
/// A link that sets a password, good once, for 72 hours: "/welcome/TOKEN".
Result<std::string> make_welcome_link(Office& office, const Actor& actor, const AccountId& account);
/// On a database without accounts: the link to the page that makes the first administrator, "/welcome/TOKEN". Good
/// once, for 72 hours, until the next one is made or any account exists. Where there is an account: nullopt.
std::optional<std::string> make_first_link(Office& office);
/// Proof::second_factor only where the program must reach what a person reaches after her second factor; with
/// Proof::password it reaches L2 at most, and nothing for accounts that need a second factor.
Result<std::string> make_api_token(Office& office, const Actor& actor, const AccountId& account, int days, Proof proof);
/// A lost phone: the account sets up a new second factor before anything else opens. Never one's own.
Result<Done> reset_second_factor(Office& office, const Actor& actor, const AccountId& account);
/// Has this account a second factor in use? Asked before it is named for a shielded file.
bool has_second_factor(db::Session& session, const AccountId& account);
/// The account of somebody who sees her own file, inside the act of who checked her papers (open_own_access; that act
/// has asked access for the file). An address is used again only where its account is of that kind and place, else
/// email_taken. `link`: "/welcome/TOKEN" until she has a password, then empty.
struct PersonAccount {
  AccountId id;
  std::string link;
};
Result<PersonAccount> open_account_for_person(db::Tx& tx, Office& office, const Actor& actor, const std::string& email,
                                              const std::string& name);
/// Password or telephone lost, papers checked again: a new link; the old password, second factor and sessions end.
Result<std::string> renew_account_of_person(db::Tx& tx, Office& office, const Actor& actor, const AccountId& account);
Result<Done> disable_account(Office& office, const Actor& actor, const AccountId& account);

/// What platform/web asks at each request.
std::optional<web::SignedIn> by_session(Office& office, std::string_view session_token);
std::optional<web::SignedIn> by_token(Office& office, std::string_view bearer_token);

/// Keeps the language an account chose; for platform/web's language switch.
void choose_language(Office& office, const Actor& actor, words::Language language);

/// An actor for the command line and the demo, allowed everything an administrator is (never reachable over HTTP).
Actor operator_actor();
/// The actor an account is when acting in its first post; for tests and the demo.
std::optional<Actor> actor_for(db::Session& session, std::string_view email);

/// Organisations whose posts an administrator may give, by name; set once by app/wiring.
using ListOrganisations = std::vector<std::pair<OrganisationId, std::string>> (*)(db::Session& session,
                                                                                  const MunicipalityCode& municipality);
void list_organisations_with(ListOrganisations list);
/// Accounts whose password alone opens nothing, whatever their function; set once by app/wiring.
using AsksSecondFactor = bool (*)(db::Session& session, const AccountId& account);
void ask_second_factor_with(AsksSecondFactor asks);

web::Routes routes();

}  // namespace gishe::staff
