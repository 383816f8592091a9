#include "people/barring.h"

#include <algorithm>

#include "base/text.h"
#include "people/alarm.h"
#include "people/alarm_store.h"
#include "people/circle_store.h"
#include "people/person_acts.h"
#include "people/shielded.h"
#include "platform/db/wall.h"

namespace gishe::people {
namespace {

using access::Action;

std::string name_of(db::Session& session, const AccountId& account) {
  const auto who = find_correspondent(session, account);
  return who ? who->name : std::string();
}

/// Nobody barred keeps a way in by the team or by being named. Who is named is taken off first, which needs two: a
/// conflict that one account writes down alone must not push the second one out.
std::optional<Refusal> why_not_leave(db::Tx& tx, const Person& p, const AccountId& account, Day today) {
  store::lock_named(tx, p.municipality, p.id);
  const auto named = store::list_named(tx, p.municipality, p.id);
  if (std::find(named.begin(), named.end(), account) != named.end()) {
    if (named.size() == 1) return Refusal(last_named);
    const auto answering = who_can_answer(tx, named);
    if (std::find(answering.begin(), answering.end(), account) != answering.end())
      return Refusal(named_account, "email");
    store::unname_account(tx, p.municipality, p.id, account);
    store::drop_proposals(tx, p.municipality, p.id, account);
  }
  store::leave_team(tx, p.municipality, p.id, account, today);
  return std::nullopt;
}

}  // namespace

Result<Conflicts> open_conflicts(Office& office, const Actor& actor, const PersonId& id) {
  return or_note_refused(
      office, actor, id, office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Conflicts> {
        auto allowed = allowed_person(session, actor, Action::bar_account, id);
        if (!allowed) return allowed.refusals();
        const Person& p = allowed->person;
        line = {"person.conflicts_opened", p.municipality, "person", p.pseudonym, allowed->rule, "", {}};
        Conflicts all{p, {}};
        for (const auto& row : store::list_barred(session, p.municipality, id)) {
          const auto who = find_correspondent(session, row.account);
          all.barred.push_back({{row.account, who ? who->name : "", who ? who->email : ""},
                                row.reason,
                                name_of(session, row.by),
                                row.barred_at});
        }
        return all;
      }));
}

Result<Done> bar_account(Office& office, const Actor& actor, const PersonId& id, std::string_view email,
                         std::string_view reason, std::string_view once_key) {
  const std::string address = text::tidy(email), why = text::tidy(reason);
  return on_file(office, actor, Action::bar_account, id, "people.bar_account", address + '\x1f' + why, once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   const Person& p = allowed.person;
                   Refusals no;
                   const auto account = find_account(tx, address);
                   if (address.empty())
                     no.emplace_back(required, "email");
                   else if (!account)
                     no.emplace_back(no_such_colleague, "email");
                   if (auto bad = why_not_reason(reason)) no.push_back(*bad);
                   if (!no.empty()) return no;
                   const db::BeyondTheWall also_oneself;
                   if (auto last = why_not_leave(tx, p, *account, office.today())) return *last;
                   if (!store::bar_account(tx, {id, p.municipality, *account, actor.account, why, office.now()}))
                     return Refusal(already_barred, "email");
                   let_follow(tx, p, p.sensitivity);
                   office.note(tx, actor,
                               {"person.account_barred",
                                p.municipality,
                                "person",
                                p.pseudonym,
                                allowed.rule,
                                "",
                                {{"barred", "", account->text()}, {"reason", "", why}}});
                   return Done{};
                 });
}

Result<Done> lift_bar(Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                      std::string_view reason, std::string_view once_key) {
  if (auto bad = why_not_reason(reason)) return *bad;
  const std::string why = text::tidy(reason);
  return on_file(office, actor, Action::bar_account, id, "people.lift_bar", account.text() + why, once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   const Person& p = allowed.person;
                   if (!store::lift_bar(tx, {id, p.municipality, account, actor.account, why, office.now()}))
                     return not_found;
                   let_follow(tx, p, p.sensitivity);
                   office.note(tx, actor,
                               {"person.bar_lifted",
                                p.municipality,
                                "person",
                                p.pseudonym,
                                allowed.rule,
                                "",
                                {{"barred", account.text(), ""}, {"reason", "", why}}});
                   return Done{};
                 });
}

}  // namespace gishe::people
