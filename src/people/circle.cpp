#include "people/circle.h"

#include <algorithm>

#include "base/text.h"
#include "people/circle_store.h"
#include "people/person_acts.h"
#include "people/shielded.h"

namespace gishe::people {

// Set once before the first request, read by many threads after.
static ListColleagues list_port = nullptr;
static FindColleague find_port = nullptr;
static std::vector<FollowSensitivity> followers;

void find_colleagues_with(ListColleagues list, FindColleague find) {
  list_port = list;
  find_port = find;
}
void follow_sensitivity_with(std::vector<FollowSensitivity> follow) { followers = std::move(follow); }

namespace {

using access::Action;

std::vector<Colleague> colleagues_of(db::Session& session, const std::vector<AccountId>& accounts) {
  std::vector<Colleague> list;
  for (const auto& id : accounts) {
    const auto who = find_correspondent(session, id);
    list.push_back({id, who ? who->name : std::string(), who ? who->email : std::string()});
  }
  return list;
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const AllowedPerson& allowed, const char* action,
          std::vector<ledger::Change> changes) {
  const Person& p = allowed.person;
  office.note(tx, actor, {action, p.municipality, "person", p.pseudonym, allowed.rule, "", std::move(changes)});
}

void let_follow(db::Tx& tx, const Person& person, Sensitivity level) {
  for (const auto follow : followers) follow(tx, person.municipality, person.id, level);
}

}  // namespace

Result<Circle> open_circle(Office& office, const Actor& actor, const PersonId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Circle> {
    const auto allowed = allowed_person(session, actor, Action::change_team, id);
    if (!allowed) return allowed.refusals();
    const Person& p = allowed->person;
    line = {"person.circle_opened", p.municipality, "person", p.pseudonym, allowed->rule, "", {}};
    Circle circle;
    circle.person = p;
    const auto team = store::list_team(session, p.municipality, id);
    circle.team = colleagues_of(session, team);
    if (p.sensitivity == Sensitivity::shielded) {
      circle.named = colleagues_of(session, store::list_named(session, p.municipality, id));
    }
    if (list_port) circle.colleagues = list_port(session, p.municipality, office.today());
    std::erase_if(circle.colleagues,
                  [&](const Colleague& c) { return std::find(team.begin(), team.end(), c.account) != team.end(); });
    return circle;
  });
}

Result<Done> join_team(Office& office, const Actor& actor, const PersonId& id, std::string_view email,
                       std::string_view once_key) {
  const std::string address = text::tidy(email);
  return on_file(office, actor, Action::change_team, id, "people.join_team", address, once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   if (address.empty()) return Refusal(required, "email");
                   const auto& home = allowed.person.municipality;
                   const auto colleagues = list_port ? list_port(tx, home, office.today()) : std::vector<Colleague>{};
                   const auto at = std::find_if(colleagues.begin(), colleagues.end(),
                                                [&](const Colleague& c) { return c.email == address; });
                   if (at == colleagues.end()) return Refusal(no_such_colleague, "email");
                   store::join_team(tx, home, id, at->account, office.today());
                   note(tx, office, actor, allowed, "person.team_joined", {{"team", "", at->account.text()}});
                   return Done{};
                 });
}

Result<Done> leave_team(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                        std::string_view once_key) {
  return on_file(office, actor, Action::change_team, id, "people.leave_team", account.text(), once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   if (!store::leave_team(tx, allowed.person.municipality, id, account, office.today())) {
                     return not_found;
                   }
                   note(tx, office, actor, allowed, "person.team_left", {{"team", account.text(), ""}});
                   return Done{};
                 });
}

Result<Done> name_account(Office& office, const Actor& actor, const PersonId& id, std::string_view email,
                          std::string_view once_key) {
  const std::string address = text::tidy(email);
  return on_file(office, actor, Action::name_account, id, "people.name_account", address, once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   if (address.empty()) return Refusal(required, "email");
                   const Person& p = allowed.person;
                   if (p.sensitivity != Sensitivity::shielded) return not_shielded;
                   const auto account = find_port ? find_port(tx, address) : std::nullopt;
                   if (!account) return Refusal(no_such_colleague, "email");
                   store::name_account(tx, p.municipality, id, *account, office.now());
                   let_follow(tx, p, p.sensitivity);
                   note(tx, office, actor, allowed, "person.account_named", {{"named", "", account->text()}});
                   return Done{};
                 });
}

Result<Done> unname_account(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                            std::string_view once_key) {
  return on_file(office, actor, Action::name_account, id, "people.unname_account", account.text(), once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   const Person& p = allowed.person;
                   if (p.sensitivity != Sensitivity::shielded) return not_shielded;
                   const auto named = store::list_named(tx, p.municipality, id);
                   if (std::find(named.begin(), named.end(), account) == named.end()) return not_found;
                   if (named.size() == 1) return last_named;
                   store::unname_account(tx, p.municipality, id, account);
                   note(tx, office, actor, allowed, "person.account_unnamed", {{"named", account.text(), ""}});
                   return Done{};
                 });
}

Result<Done> change_sensitivity(Office& office, const Actor& actor, const SensitivityChange& change,
                                std::string_view once_key) {
  if (auto no = why_not_reason(change.reason)) return *no;
  if (change.level < static_cast<int>(Sensitivity::personal) || change.level > static_cast<int>(Sensitivity::shielded))
    return Refusal(not_in_list, "sensitivity");
  const auto level = static_cast<Sensitivity>(change.level);
  const std::string content = std::to_string(change.level) + ' ' + std::to_string(change.version) + change.reason;
  try {
    return on_file(office, actor, Action::change_sensitivity, change.person, "people.change_sensitivity", content,
                   once_key, [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                     Person p = allowed.person;
                     const Sensitivity before = p.sensitivity;
                     p.version = change.version;
                     if (!store::set_sensitivity(tx, p, level, office.now())) return changed_meanwhile;
                     if (level == Sensitivity::shielded) {
                       store::name_account(tx, p.municipality, p.id, actor.account, office.now());
                     } else {
                       store::unname_all(tx, p.municipality, p.id);
                     }
                     let_follow(tx, p, level);
                     note(tx, office, actor, allowed, "person.sensitivity_changed",
                          {{"sensitivity", std::to_string(static_cast<int>(before)), std::to_string(change.level)},
                           {"reason", "", text::tidy(change.reason)}});
                     return Done{};
                   });
  } catch (const db::Conflict&) {
    // The number was registered a second time behind the shield: two open files must not hold it.
    return ask_coordinator;
  }
}

}  // namespace gishe::people
