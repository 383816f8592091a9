#include "hospital/link.h"

#include "base/text.h"
#include "directory/directory.h"
#include "platform/office/act.h"
#include "platform/visitors/link_token.h"

namespace gishe::hospital {
namespace {

using access::Action;

constexpr std::string_view use_of_hash = "hospital_link";

/// Links are the desk's own: no file of anybody hangs on one.
Result<const char*> rule_for_desk(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  return access::rule_for(actor, Action::take_online_application, facts);
}

ledger::Line line_about(const HospitalLink& link, const char* action, const char* rule) {
  return {action, link.municipality, "organisation", link.house.value, rule, "", {}};
}

}  // namespace

Result<MadeLink> make_link(Office& office, const Actor& actor, const OrganisationId& house, std::string_view typed) {
  const std::string email = text::tidy(std::string(typed));
  if (!email.empty() && !post::is_address(email)) return Refusal(not_in_list, "email");
  const std::string token = visitors::draw_link_token(actor.post.municipality);
  MadeLink made;
  made.address = office.public_address + "/refer-to-us/" + token;
  const auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto rule = rule_for_desk(actor);
    if (!rule) return rule.refusals();
    const auto organisation = directory::find_organisation(tx, house);
    if (!organisation) return Refusal(not_in_list, "house");
    const auto& town = actor.post.municipality;
    if (store::count_open_links(tx, town, office.today()) >= open_links_max) return too_many_links;
    const Day until = due_by_rule(tx, "hospital_link.valid", town, office.today());
    made.link = {Uuid::make(), town, house, organisation->name, "open", until, email, actor.account, office.now()};
    store::insert_link(tx, made.link, office.vault.keyed_hash(use_of_hash, token));
    if (!email.empty()) {
      post::Message message;
      message.to = email;
      message.kind = "hospital_link";
      message.values = {{"link", made.address}};
      post::queue(tx, office.clock, message);
    }
    office.note(tx, actor, line_about(made.link, "hospital.link_made", *rule));
    return Done{};
  });
  if (!done) return done.refusals();
  return made;
}

Result<Done> withdraw_link(Office& office, const Actor& actor, const Uuid& id, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "withdraw_hospital_link", {id.text()}, [&]() -> Result<Done> {
      const auto rule = rule_for_desk(actor);
      if (!rule) return rule.refusals();
      const auto link = store::find_link(tx, access::scope(actor, Action::take_online_application), id);
      if (!link) return not_found;
      if (!store::close_link(tx, *link, "withdrawn", office.now())) return not_from_this_state;
      office.note(tx, actor, line_about(*link, "hospital.link_withdrawn", *rule));
      return Done{};
    });
  });
}

std::optional<HospitalLink> find_working(db::Session& session, const Office& office, std::string_view token) {
  const auto read = visitors::read_link_token(office, use_of_hash, token);
  auto link = read ? store::find_by_hash(session, read->municipality, read->hash) : std::nullopt;
  if (!link || link->state != "open" || link->expires_on < office.today()) return std::nullopt;
  return link;
}

Result<HospitalLink> look_at_link(Office& office, std::string_view token, std::string_view remote) {
  bool guessed = false;
  auto looked = office.db.read([&](db::Session& session) -> Result<HospitalLink> {
    if (const auto wait = visitors::why_link_waits(session, office, use_of_hash, remote, wait_first)) return *wait;
    if (auto link = find_working(session, office, token)) return std::move(*link);
    const auto read = visitors::read_link_token(office, use_of_hash, token);
    guessed = !read || !store::find_by_hash(session, read->municipality, read->hash);
    return link_gone;
  });
  if (guessed) office.db.write([&](db::Tx& tx) { visitors::count_wrong_link(tx, office, use_of_hash, remote); });
  return looked;
}

}  // namespace gishe::hospital
