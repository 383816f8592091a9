#include "entries/acting.h"

#include "base/text.h"
#include "entries/entry_change_store.h"
#include "entries/refusals.h"

namespace gishe::entries {

Result<Allowed> find_entry(db::Tx& tx, const Actor& actor, access::Action action, const ServiceId& id) {
  auto service = directory::find_service(tx, id);
  const auto decision = access::decide(actor, action, service ? directory::facts_of(*service) : access::Facts{});
  if (!decision.allowed) return *decision.no;
  if (!service) return not_found;
  return Allowed{std::move(*service), decision.rule};
}

Refusals why_not_words(const std::string& words, const char* field, bool needed) {
  constexpr std::size_t words_max = 1000;
  if (needed && words.empty()) return {Refusal(required, field)};
  if (!text::is_plain(words, text::Lines::many)) return {Refusal(not_plain_text, field)};
  if (text::length(words) > words_max) return {Refusal(too_long, field, {{"max", std::to_string(words_max)}})};
  return {};
}

bool store_entry(db::Tx& tx, Office& office, directory::Service& entry,
                 const std::optional<directory::NewLocation>& place) {
  entry.modified_at = office.now();
  return directory::replace_entry(tx, entry, place);
}

void note_step(db::Tx& tx, Office& office, const Actor& actor, const EntryChange& change, std::string_view from,
               const std::string& words, const char* rule) {
  add_step(tx, change, {office.now(), actor.account, std::string(from), change.state, words});
  ledger::Line line{"entry.change_" + change.state, change.municipality, "service", change.service.value, rule, "", {}};
  for (const auto& f : change.fields) line.changes.push_back({f.name, f.before, f.after});
  office.note(tx, actor, line);
}

Result<EntryChange> put_forward(db::Tx& tx, Office& office, const Actor& actor, const Allowed& entry,
                                const std::optional<EntryChange>& open, const EntryChange& wanted) {
  const bool again = open && open->state == "returned" && open->proposed_by == actor.account;
  if (open && !again) return change_waits;
  EntryChange change = open.value_or(EntryChange{});
  const std::string from = change.state;
  change.state = "waiting";
  change.proposed_at = office.now();
  change.note = wanted.note;
  change.decided_by.reset();
  change.decided_at.reset();
  change.fields = wanted.fields;
  if (again) {
    if (!replace_change(tx, change)) return changed_meanwhile;
  } else {
    change.id = EntryChangeId::make();
    change.municipality = entry.service.municipality;
    change.service = entry.service.id;
    change.kind = wanted.kind;
    change.proposed_by = actor.account;
    store_change(tx, change);
  }
  note_step(tx, office, actor, change, from, change.note, entry.rule);
  return change;
}

}  // namespace gishe::entries
