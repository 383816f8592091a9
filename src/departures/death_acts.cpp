#include "departures/death_acts.h"

#include "base/text.h"
#include "departures/leaving.h"
#include "platform/office/act.h"
#include "staff/staff.h"

namespace gishe::departures {
namespace {

using access::Action;

ledger::Line line_about(const people::AllowedPerson& allowed, const char* action, std::string_view reason = {}) {
  const people::Person& p = allowed.person;
  return {action, p.municipality, "person", p.pseudonym, allowed.rule, std::string(reason), {}};
}

Day last_day_to_undo(db::Session& session, const Death& death) {
  return due_by_rule(session, "death.undo", death.municipality, local_time(death.recorded_at).day);
}

std::optional<Refusal> why_not_reason(const std::string& words) {
  if (words.empty()) return Refusal(required, "reason");
  if (!text::is_plain(words)) return Refusal(not_plain_text, "reason");
  if (text::length(words) > words_max) return Refusal(too_long, "reason", {{"max", std::to_string(words_max)}});
  return std::nullopt;
}

Result<Done> record_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& id, const NewDeath& typed) {
  const auto allowed = people::allowed_person(tx, actor, Action::record_death, id);
  if (!allowed) return allowed.refusals();
  const people::Person& p = allowed->person;
  if (store::find_death(tx, p.municipality, id)) return recorded_already;
  if (auto closed = people::why_closed(tx, p.municipality, id)) return *closed;
  if (auto no = why_not_death(typed, p.born_on, office.today()); !no.empty()) return no;
  Death d;
  d.id = DeathId::make();
  d.municipality = p.municipality;
  d.person = id;
  d.died_on = *Day::from_person(text::tidy(typed.died_on));
  d.source = typed.source;
  d.document = text::tidy(typed.document);
  d.told_by = text::tidy(typed.told_by);
  d.recorded_by = actor.account;
  d.recorded_at = office.now();
  d.tell_by = due_by_rule(tx, "death.tell_household", p.municipality, office.today());
  store::insert_death(tx, d);
  int position = 0;
  for (const auto& item : list_running(tx, actor, p)) {
    store::insert_item(tx, p.municipality, d.id.value, ++position, item);
  }
  end_everything(tx, office, actor, p, {"died", d.died_on}, Left::died);
  people::tell_keepers(tx, office, p, "file_closed", actor.account);
  office.note(tx, actor, line_about(*allowed, "person.death_recorded", d.source));
  return Done{};
}

}  // namespace

Result<OpenedDeath> open_death(Office& office, const Actor& actor, const PersonId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedDeath> {
    const auto allowed = people::allowed_person(session, actor, Action::record_death, id);
    if (!allowed) return allowed.refusals();
    line = line_about(*allowed, "person.opened");
    OpenedDeath opened{allowed->person, store::find_death(session, allowed->person.municipality, id), {}, {}, {}};
    if (!opened.death) {
      opened.items = list_running(session, actor, opened.person);
      return opened;
    }
    const Death& d = *opened.death;
    opened.items = store::list_items(session, d.municipality, d.id.value);
    opened.recorded_by = staff::account_name(session, d.recorded_by);
    if (d.told_at) opened.told_by = staff::account_name(session, d.told_by_account);
    opened.may_undo = access::function_may(actor, Action::hand_over) && d.recorded_by != actor.account &&
                      office.today() <= last_day_to_undo(session, d);
    return opened;
  });
}

Result<Done> record_death(Office& office, const Actor& actor, const PersonId& id, const NewDeath& typed,
                          std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "departures.death",
                     {id.text(), typed.died_on, typed.source, typed.document, typed.told_by},
                     [&] { return record_in(tx, office, actor, id, typed); });
  });
}

Result<Done> household_told(Office& office, const Actor& actor, const PersonId& id, std::string_view how,
                            std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "departures.told", {id.text(), how}, [&]() -> Result<Done> {
      const auto allowed = people::allowed_person(tx, actor, Action::record_death, id);
      if (!allowed) return allowed.refusals();
      const auto death = store::find_death(tx, allowed->person.municipality, id);
      if (!death) return not_found;
      if (!text::one_of(told_ways, how)) return Refusal(how.empty() ? required : not_in_list, "how");
      if (!store::set_told(tx, *death, how, actor.account, office.now())) return changed_meanwhile;
      office.note(tx, actor, line_about(*allowed, "person.household_told", how));
      return Done{};
    });
  });
}

Result<Done> undo_death(Office& office, const Actor& actor, const PersonId& id, std::string_view reason,
                        std::string_view once_key) {
  if (!access::function_may(actor, Action::hand_over)) return not_your_function;
  const auto words = text::tidy(reason);
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "departures.undo", {id.text(), words}, [&]() -> Result<Done> {
      const auto allowed = people::allowed_person(tx, actor, Action::record_death, id);
      if (!allowed) return allowed.refusals();
      const auto death = store::find_death(tx, allowed->person.municipality, id);
      if (!death) return not_found;
      if (auto no = why_not_reason(words)) return *no;
      if (death->recorded_by == actor.account) return own_record;
      const Day last = last_day_to_undo(tx, *death);
      if (last < office.today()) return Refusal(too_late_to_undo, "", {{"day", last.iso()}});
      if (!store::set_undone(tx, *death, words, actor.account, office.now())) return changed_meanwhile;
      bring_back(tx, office, actor, allowed->person);
      people::tell_keepers(tx, office, allowed->person, "file_reopened", actor.account);
      office.note(tx, actor, line_about(*allowed, "person.death_undone"));
      return Done{};
    });
  });
}

ToTell count_to_tell(db::Session& session, const Actor& actor) {
  return store::count_to_tell(session, access::scope(actor, Action::record_death));
}

}  // namespace gishe::departures
