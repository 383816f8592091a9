#include "people/circle.h"

#include <algorithm>

#include "base/text.h"
#include "people/alarm.h"
#include "people/alarm_store.h"
#include "people/circle_store.h"
#include "people/person_acts.h"
#include "people/shielded.h"
#include "platform/db/wall.h"

namespace gishe::people {

// Set once before the first request, read by many threads after.
static ListColleagues list_port = nullptr;
static FindColleague find_port = nullptr;
static ListHolders holders_port = nullptr;
static std::vector<FollowSensitivity> followers;

void find_colleagues_with(ListColleagues list, FindColleague find, ListHolders holders) {
  list_port = list;
  find_port = find;
  holders_port = holders;
}
void follow_sensitivity_with(std::vector<FollowSensitivity> follow) { followers = std::move(follow); }

std::optional<AccountId> find_account(db::Session& session, std::string_view email) {
  return find_port && !email.empty() ? find_port(session, email) : std::nullopt;
}
std::vector<Colleague> list_holders(db::Session& session, access::Action action, const MunicipalityCode& municipality,
                                    Day on) {
  return holders_port ? holders_port(session, action, municipality, on) : std::vector<Colleague>{};
}
void let_follow(db::Tx& tx, const Person& person, Sensitivity level) {
  for (const auto follow : followers) follow(tx, person.municipality, person.id, level);
}

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

bool is_among(const std::vector<AccountId>& accounts, const AccountId& account) {
  return std::find(accounts.begin(), accounts.end(), account) != accounts.end();
}

std::vector<Proposal> proposals_of(db::Session& session, const Person& p) {
  std::vector<Proposal> list;
  for (const auto& row : store::list_proposals(session, p.municipality, p.id)) {
    list.push_back({colleagues_of(session, {row.account}).front(), colleagues_of(session, {row.proposed_by}).front(),
                    row.kind == store::Kind::unname});
  }
  return list;
}

/// Those named as they are now and stay until this transaction ends; nothing where the actor is not among them any
/// more.
Result<std::vector<AccountId>> hold_named(db::Tx& tx, const Actor& actor, const Person& p) {
  if (p.sensitivity != Sensitivity::shielded) return not_shielded;
  store::lock_named(tx, p.municipality, p.id);
  auto named = store::list_named(tx, p.municipality, p.id);
  if (!is_among(named, actor.account)) return not_found;
  return named;
}

void take_off(db::Tx& tx, const Office& office, const Actor& actor, const AllowedPerson& allowed,
              const AccountId& account) {
  const db::BeyondTheWall also_oneself;
  const Person& p = allowed.person;
  store::unname_account(tx, p.municipality, p.id, account);
  store::drop_proposals(tx, p.municipality, p.id, account);
  let_follow(tx, p, p.sensitivity);
  note(tx, office, actor, allowed, "person.account_unnamed", {{"named", account.text(), ""}});
  if (account != actor.account) tell(tx, office, {account}, "naming_changed");
}

/// Names at once where there is nobody who could confirm; else it waits for another of those named.
void name_or_propose(db::Tx& tx, const Office& office, const Actor& actor, const AllowedPerson& allowed,
                     const AccountId& account, std::vector<AccountId> named) {
  const Person& p = allowed.person;
  named = who_can_answer(tx, std::move(named));
  if (named.size() <= 1) {
    store::name_account(tx, p.municipality, p.id, account, office.now());
    let_follow(tx, p, p.sensitivity);
    note(tx, office, actor, allowed, "person.account_named", {{"named", "", account.text()}});
    return;
  }
  if (!store::propose_account(tx, p.municipality, p.id, {account, actor.account}, office.now())) return;
  note(tx, office, actor, allowed, "person.naming_proposed", {{"named", "", account.text()}});
  std::erase(named, actor.account);
  tell(tx, office, named, "shielded_number");
}

}  // namespace

Result<Circle> open_circle(Office& office, const Actor& actor, const PersonId& id) {
  auto seen = office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Circle> {
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
      circle.proposals = proposals_of(session, p);
    }
    if (list_port) circle.colleagues = list_port(session, p.municipality, office.today());
    std::erase_if(circle.colleagues,
                  [&](const Colleague& c) { return std::find(team.begin(), team.end(), c.account) != team.end(); });
    return circle;
  });
  return or_note_refused(office, actor, id, std::move(seen));
}

void join_team_in(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
                  Day from) {
  store::join_team(tx, municipality, person, account, from);
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
                   const auto named = hold_named(tx, actor, p);
                   if (!named) return named.refusals();
                   const auto account = find_account(tx, address);
                   // Who is barred cannot be named, and whoever tries need not learn why.
                   if (!account || store::is_barred(tx, p.municipality, id, *account))
                     return Refusal(no_such_colleague, "email");
                   if (!is_among(*named, *account)) name_or_propose(tx, office, actor, allowed, *account, *named);
                   return Done{};
                 });
}

static Result<Done> answer_in(db::Tx& tx, Office& office, const Actor& actor, const AllowedPerson& allowed,
                              const AccountId& account, bool yes) {
  const Person& p = allowed.person;
  const auto named = hold_named(tx, actor, p);
  if (!named) return named.refusals();
  const auto open = store::list_proposals(tx, p.municipality, p.id);
  const auto at = std::find_if(open.begin(), open.end(), [&](const auto& row) { return row.account == account; });
  if (at == open.end()) return not_found;
  const bool removal = at->kind == store::Kind::unname;
  if (yes && at->proposed_by == actor.account) return needs_another;
  // Whom it is about agrees; to keep her place against the others is not hers.
  if (!yes && removal && account == actor.account && who_can_answer(tx, *named).size() > 2) return needs_another;
  if (yes && !removal && store::is_barred(tx, p.municipality, p.id, account)) return not_found;
  if (yes && removal && named->size() == 1) return last_named;
  store::answer_proposal(tx, p.municipality, p.id, *at, actor.account, yes, office.now());
  if (yes && removal) {
    take_off(tx, office, actor, allowed, account);
    return Done{};
  }
  if (yes) store::name_account(tx, p.municipality, p.id, account, office.now());
  if (yes) let_follow(tx, p, p.sensitivity);
  note(tx, office, actor, allowed, yes ? "person.account_named" : "person.naming_declined",
       {{"named", "", account.text()}, {"proposed_by", "", at->proposed_by.text()}});
  return Done{};
}

Result<Done> answer_naming(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                           Naming answer, std::string_view once_key) {
  const bool yes = answer == Naming::confirmed;
  return on_file(office, actor, Action::open_person, id, yes ? "people.confirm_naming" : "people.decline_naming",
                 account.text(), once_key, [&](db::Tx& tx, const AllowedPerson& allowed) {
                   return answer_in(tx, office, actor, allowed, account, yes);
                 });
}

Result<Done> name_accounts_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& id,
                              const std::vector<AccountId>& accounts, Crew crew) {
  const auto allowed = allowed_person(tx, actor, Action::name_account, id);
  if (!allowed) return allowed.refusals();
  const Person& p = allowed->person;
  if (p.sensitivity != Sensitivity::shielded) return not_shielded;
  for (const auto& account : accounts) {
    const auto facts = store::find_facts(tx, p.municipality, id, account);
    if (!facts || facts->barred) continue;
    if (!facts->named) {
      store::name_account(tx, p.municipality, id, account, office.now());
      note(tx, office, actor, *allowed, "person.account_named", {{"named", "", account.text()}});
    }
    if (crew == Crew::no || facts->on_team) continue;
    store::join_team(tx, p.municipality, id, account, office.today());
    note(tx, office, actor, *allowed, "person.team_joined", {{"team", "", account.text()}});
  }
  let_follow(tx, p, p.sensitivity);
  return Done{};
}

Result<Done> unname_account(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                            std::string_view once_key) {
  return on_file(office, actor, Action::name_account, id, "people.unname_account", account.text(), once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   const Person& p = allowed.person;
                   auto named = hold_named(tx, actor, p);
                   if (!named) return named.refusals();
                   if (!is_among(*named, account)) return not_found;
                   if (named->size() == 1) return last_named;
                   auto others = who_can_answer(tx, *named);
                   if (account == actor.account || !is_among(others, account)) {
                     // Whoever leaves must leave somebody who opens the file.
                     std::erase(others, account);
                     if (others.empty()) return last_named;
                     take_off(tx, office, actor, allowed, account);
                     return Done{};
                   }
                   if (!store::propose_account(tx, p.municipality, id, {account, actor.account, store::Kind::unname},
                                               office.now()))
                     return Done{};
                   note(tx, office, actor, allowed, "person.removal_proposed", {{"named", account.text(), ""}});
                   std::erase(others, actor.account);
                   tell(tx, office, others, "naming_changed");
                   return Done{};
                 });
}

}  // namespace gishe::people
