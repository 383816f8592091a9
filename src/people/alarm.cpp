#include "people/alarm.h"

#include <algorithm>

#include "people/alarm_store.h"
#include "people/circle_store.h"
#include "people/person_search.h"
#include "people/shielded.h"
#include "platform/db/wall.h"

namespace gishe::people {
namespace {

using access::Action;

bool meets(const Office& office, const store::BarredFrom& from, const LookUp& look_up) {
  if (look_up.opened) return *look_up.opened == from.person.id;
  if (!look_up.number.empty()) {
    const auto hash = identifier_hash(office.vault, look_up.number_kind, look_up.number);
    if (std::find(from.hashes.begin(), from.hashes.end(), hash) != from.hashes.end()) return true;
  }
  return search_would_find(office.vault, look_up.typed, from.person, from.hashes);
}

/// Named accounts of a shielded file; else its team and those who see alarms without being on it.
std::vector<AccountId> keepers_of(db::Session& session, const Person& person, Day today) {
  std::vector<AccountId> keepers;
  if (person.sensitivity == Sensitivity::shielded) {
    keepers = store::list_named(session, person.municipality, person.id);
  } else {
    keepers = store::list_team(session, person.municipality, person.id);
    for (const auto& who : list_holders(session, Action::see_alarms, person.municipality, today)) {
      if (std::find(keepers.begin(), keepers.end(), who.account) == keepers.end()) keepers.push_back(who.account);
    }
  }
  return keepers;
}

std::vector<AccountId> without_barred(db::Session& session, const Person& person, std::vector<AccountId> accounts) {
  const auto barred = store::list_barred(session, person.municipality, person.id);
  std::erase_if(accounts, [&](const AccountId& id) {
    return std::any_of(barred.begin(), barred.end(), [&](const store::BarredRow& b) { return b.account == id; });
  });
  return accounts;
}

void raise(db::Tx& tx, const Office& office, const Actor& actor, const Person& p, const LookUp& look_up) {
  // One message an hour for a file: whoever tries twenty spellings must not bury the first alarm.
  const bool fresh = !store::alarmed_since(tx, p.municipality, p.id, office.now().plus_seconds(-3600));
  store::insert_alarm(tx, {AlarmId::make(), p, actor.account, look_up.how, {}, office.now(), std::nullopt});
  office.note(tx, actor, {"person.looked_for_by_barred", p.municipality, "person", p.pseudonym, "", look_up.how, {}});
  if (fresh) tell_keepers(tx, office, p, "person_alarm", actor.account);
}

}  // namespace

void tell_keepers(db::Tx& tx, const Office& office, const Person& person, std::string_view message_kind,
                  const AccountId& but_not, const std::vector<AccountId>& also) {
  auto accounts = keepers_of(tx, person, office.today());
  for (const auto& id : also) {
    if (std::find(accounts.begin(), accounts.end(), id) == accounts.end()) accounts.push_back(id);
  }
  std::erase(accounts, but_not);
  tell(tx, office, without_barred(tx, person, std::move(accounts)), message_kind);
}

void tell_accounts(db::Tx& tx, const Office& office, const std::vector<AccountId>& accounts,
                   std::string_view message_kind) {
  tell(tx, office, accounts, message_kind);
}

void raise_alarms(db::Tx& tx, const Office& office, const Actor& actor, const LookUp& look_up) {
  const db::BeyondTheWall to_compare;
  for (const auto& from : store::list_barred_from(tx, actor.account)) {
    if (meets(office, from, look_up)) raise(tx, office, actor, from.person, look_up);
  }
}

void note_look_up(Office& office, const Actor& actor, LookUp look_up) {
  office.db.write_before_answer([&office, actor, look_up = std::move(look_up)](db::Tx& tx) {
    office.note(tx, actor, {"person.looked_up", actor.post.municipality, "", {}, look_up.rule, look_up.how, {}});
    raise_alarms(tx, office, actor, look_up);
  });
}

Result<std::vector<Alarm>> open_alarms(Office& office, const Actor& actor) {
  const auto scope = access::scope(actor, Action::see_alarms);
  if (scope.none()) return not_your_function;
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<std::vector<Alarm>> {
    line = {"alarms.opened", scope.municipality(), "", {}, scope.rule(), "", {}};
    auto alarms = store::list_alarms(session, scope, alarms_max);
    for (Alarm& a : alarms) {
      if (const auto who = find_correspondent(session, a.account)) a.who = who->name;
    }
    return alarms;
  });
}

std::int64_t count_alarms(db::Session& session, const Actor& actor) {
  return store::count_unseen(session, access::scope(actor, Action::see_alarms));
}

Result<Done> mark_alarm_seen(Office& office, const Actor& actor, const AlarmId& id, std::string_view once_key) {
  const auto scope = access::scope(actor, Action::see_alarms);
  if (scope.none()) return not_your_function;
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto done = jobs::once(
        tx, office.clock, actor, once_key, "people.alarm_seen", secrets::digest(id.text()),
        [&]() -> Result<std::string> {
          const auto alarm = store::find_alarm(tx, scope, id);
          if (!alarm) return not_found;
          if (alarm->seen_at) return id.text();
          store::mark_seen(tx, *alarm, actor.account, office.now());
          const Person& p = alarm->person;
          office.note(tx, actor, {"person.alarm_seen", p.municipality, "person", p.pseudonym, scope.rule(), "", {}});
          return id.text();
        });
    if (!done) return done.refusals();
    return Done{};
  });
}

}  // namespace gishe::people
