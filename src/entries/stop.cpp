#include "entries/stop.h"

#include <fmt/format.h>

#include "base/text.h"
#include "entries/acting.h"
#include "entries/entry_change_store.h"
#include "entries/refusals.h"

namespace gishe::entries {
namespace {

using access::Action;
using directory::Hand;
using directory::Service;
using What = Stop::What;

std::string_view state_after(What what) {
  return what == What::suspend ? "suspended" : what == What::close ? "archived" : "published";
}

Service with(Service service, const Stop& stop) {
  service.status = state_after(stop.what);
  service.stopped_words = stop.words;
  service.suspended_until = stop.until;
  service.replaced_by = stop.instead;
  return service;
}

bool may_go(std::string_view from, std::string_view to) {
  return directory::may_move(from, to, Hand::editor) || directory::may_move(from, to, Hand::second_person);
}

std::vector<EntryChange::Field> changed(const Service& before, const Service& after) {
  std::vector<EntryChange::Field> fields;
  for (const EntryField& field : stop_fields()) {
    const auto was = field_text(before, field.name), is = field_text(after, field.name);
    if (was != is) fields.push_back({std::string(field.name), was, is});
  }
  return fields;
}

Refusals why_not_until(const Stop& stop, Day today) {
  if (stop.what != What::suspend) return {};
  if (!stop.until) return {Refusal(required, "until")};
  const int days = today.days_until(*stop.until);
  if (days < 1 || days > suspended_days_max) return {Refusal(not_until_then, "until")};
  return {};
}

void note_stop(db::Tx& tx, Office& office, const Actor& actor, const Service& after,
               const std::vector<EntryChange::Field>& fields, const char* rule) {
  ledger::Line line{"entry." + after.status, after.municipality, "service", after.id.value, rule, "", {}};
  for (const auto& f : fields) line.changes.push_back({f.name, f.before, f.after});
  office.note(tx, actor, line);
}

Result<std::string> stop_in(db::Tx& tx, Office& office, const Actor& actor, const Stop& stop) {
  const auto entry = find_entry(tx, actor, Action::change_service, stop.service);
  if (!entry) return entry.refusals();
  const Service& before = entry->service;
  if (before.municipality.empty()) return no_editor;
  if (before.version != stop.version) return changed_meanwhile;
  if (auto no = why_not_stop(tx, before, stop, office.today()); !no.empty()) return no;
  const Service after = with(before, stop);
  const auto open = find_open_change(tx, before.municipality, before.id);
  const bool by_editor = !access::why_not(actor, Action::review_entry, directory::facts_of(before));
  if (!by_editor || stop.what == What::reopen) {
    EntryChange wanted;
    wanted.kind = "change";
    wanted.fields = changed(before, after);
    const auto change = put_forward(tx, office, actor, *entry, open, wanted);
    if (!change) return change.refusals();
    return std::string("waits");
  }
  if (stop.what == What::close && open) return change_waits;
  if (auto done = carry_out_stop(tx, office, before, after); !done) return done.refusals();
  note_stop(tx, office, actor, after, changed(before, after), entry->rule);
  return std::string("now");
}

}  // namespace

Refusals why_not_stop(db::Session& session, const Service& service, const Stop& stop, Day today) {
  if (!may_go(service.status, state_after(stop.what))) return {not_from_this_state};
  if (stop.what == What::reopen && service.status != "suspended" && service.status != "archived") {
    return {not_from_this_state};  // a new entry is published by its own change
  }
  if (directory::find_ending(session, service.id).merged_into) return {not_from_this_state};
  Refusals no = why_not_until(stop, today);
  if (stop.what != What::reopen) {
    const auto words = why_not_field(*find_said_field("stopped_words"), stop.words, {});
    no.insert(no.end(), words.begin(), words.end());
    if (stop.words.empty()) no.emplace_back(required, "stopped_words");
  }
  if (stop.instead) {
    const auto other = directory::find_service(session, *stop.instead);
    if (!other || !other->listed() || other->id == service.id) no.emplace_back(not_in_list, "replaced_by");
  }
  return no;
}

Result<Done> carry_out_stop(db::Tx& tx, Office& office, const Service& before, Service after) {
  if (!may_go(before.status, after.status)) return not_from_this_state;
  if (directory::find_ending(tx, before.id).merged_into) return not_from_this_state;
  if (after.status == "published") after.confirmed_on = office.today();
  if (!store_entry(tx, office, after)) return changed_meanwhile;
  directory::Ending ending;
  if (after.status == "archived") ending.closed_on = office.today();
  directory::store_ending(tx, after.id, ending);
  return Done{};
}

Result<Stopped> stop_entry(Office& office, const Actor& actor, const Stop& stop, std::string_view key) {
  const auto content =
      fmt::format("{} {} {} {}\n{}\n{}", stop.service.text(), stop.version, static_cast<int>(stop.what),
                  stop.until ? stop.until->iso() : "", stop.words, stop.instead ? stop.instead->text() : "");
  const auto done =
      once(office, actor, key, "stop_entry", content, [&](db::Tx& tx) { return stop_in(tx, office, actor, stop); });
  if (!done) return done.refusals();
  return *done == "now" ? Stopped::now : Stopped::waits;
}

}  // namespace gishe::entries
