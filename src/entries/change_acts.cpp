#include "entries/change_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "entries/acting.h"
#include "entries/entry_change_store.h"
#include "entries/refusals.h"
#include "entries/stop.h"
#include "territory/territory.h"

namespace gishe::entries {
namespace {

using access::Action;
using directory::Service;

std::string content_of(const Wanted& wanted, const std::string& note) {
  std::string content = note;
  for (const auto& [field, value] : wanted) content += fmt::format("\n{}={}", field, value);
  return content;
}

/// Where the words of a place are new, the place is. A hidden one of which nothing is said stays where it is.
std::optional<directory::NewLocation> place_of(db::Session& session, const Service& s, bool was_restricted) {
  const bool nothing_said = s.settlement.empty() && s.address.empty();
  if (nothing_said && (was_restricted || !s.restricted)) return std::nullopt;
  directory::NewLocation place;
  if (s.restricted) place.visibility = "restricted";
  place.id = LocationId::make();
  place.organisation = s.organisation;
  place.settlement = s.settlement;
  place.address = s.address;
  if (const auto settlement = territory::find_settlement(session, s.settlement)) {
    place.postal_code = settlement->postal_code;
    place.latitude = settlement->latitude;
    place.longitude = settlement->longitude;
  }
  return place;
}

bool moves(const std::vector<EntryChange::Field>& fields) {
  for (const auto& f : fields) {
    if (f.name == "settlement" || f.name == "address" || f.name == "address_shown") return true;
  }
  return false;
}

/// A hidden address stands in one guarded table, not in the change, its history or the ledger.
void leave_out_hidden(std::vector<EntryChange::Field>& fields) {
  const bool hidden = std::any_of(fields.begin(), fields.end(),
                                  [](const auto& f) { return f.name == "address_shown" && f.after == "hidden"; });
  if (hidden) std::erase_if(fields, [](const auto& f) { return f.name == "settlement" || f.name == "address"; });
}

bool store_words(db::Tx& tx, Office& office, Service& entry, const std::vector<EntryChange::Field>& fields,
                 bool was_restricted) {
  return store_entry(tx, office, entry, moves(fields) ? place_of(tx, entry, was_restricted) : std::nullopt);
}

/// An entry that is not listed yet holds its own words: they change with the change.
bool keep_in_draft(db::Tx& tx, Office& office, Service entry, const std::vector<EntryChange::Field>& fields,
                   std::string_view state) {
  const bool was_restricted = entry.restricted;
  for (const auto& f : fields) set_field(entry, f.name, f.after);
  entry.status = state;
  return store_words(tx, office, entry, fields, was_restricted);
}

Result<std::string> propose_in(db::Tx& tx, Office& office, const Actor& actor, const Proposal& p) {
  const auto entry = find_entry(tx, actor, Action::change_service, p.service);
  if (!entry) return entry.refusals();
  const Service& service = entry->service;
  if (auto no = why_not_words(p.note, "note", false); !no.empty()) return no;
  if (service.municipality.empty()) return no_editor;
  if (service.version != p.version) return changed_meanwhile;
  if (service.status == "archived" || service.status == "suggested") return not_from_this_state;
  const auto open = find_open_change(tx, service.municipality, p.service);
  if (open && (open->state != "returned" || open->proposed_by != actor.account)) return change_waits;
  const bool fresh = open ? open->kind == "new" : service.status == "draft";
  auto fields = differences(tx, service, p.wanted, fresh);
  if (!fields) return fields.refusals();
  EntryChange wanted;
  wanted.kind = fresh ? "new" : "change";
  wanted.note = p.note;
  wanted.fields = std::move(*fields);
  if (fresh && !keep_in_draft(tx, office, service, wanted.fields, "in_review")) return changed_meanwhile;
  leave_out_hidden(wanted.fields);
  const auto change = put_forward(tx, office, actor, *entry, open, wanted);
  if (!change) return change.refusals();
  return change->id.text();
}

Result<std::string> new_entry_in(db::Tx& tx, Office& office, const Actor& actor, const NewEntry& n) {
  const auto organisation = directory::find_organisation(tx, n.organisation);
  Service service;
  if (organisation) {
    service.organisation = organisation->id;
    service.municipality = organisation->municipality;
  }
  const auto decision = access::decide(actor, Action::change_service, directory::facts_of(service));
  if (!decision.allowed) return *decision.no;
  if (!organisation) return Refusal(not_in_list, "organisation");
  if (service.municipality.empty()) return no_editor;
  if (auto no = why_not_words(n.note, "note", false); !no.empty()) return no;
  auto fields = differences(tx, service, n.wanted, true);
  if (!fields) return fields.refusals();
  service.id = ServiceId::make();
  service.status = "in_review";
  service.modified_at = office.now();
  for (const auto& f : *fields) set_field(service, f.name, f.after);
  directory::NewService whole;
  whole.service = service;
  if (const auto place = place_of(tx, service, false)) {
    directory::store_location(tx, *place);
    whole.location = place->id;
  }
  directory::store_service(tx, whole);
  EntryChange change;
  change.id = EntryChangeId::make();
  change.municipality = service.municipality;
  change.service = service.id;
  change.kind = "new";
  change.state = "waiting";
  change.proposed_by = actor.account;
  change.proposed_at = office.now();
  change.note = n.note;
  change.fields = *fields;
  leave_out_hidden(change.fields);
  store_change(tx, change);
  note_step(tx, office, actor, change, "", n.note, decision.rule);
  return change.id.text();
}

/// The state of the entry after the verdict; empty: words could not be put in.
Result<Done> carry_out(db::Tx& tx, Office& office, Service service, const EntryChange& change, Verdict verdict) {
  if (change.kind == "new") {
    const std::string_view to = verdict == Verdict::publish     ? "published"
                                : verdict == Verdict::give_back ? "draft"
                                                                : "archived";
    const auto hand = verdict == Verdict::reject ? directory::Hand::editor : directory::Hand::second_person;
    if (!directory::may_move(service.status, to, hand)) return not_from_this_state;
    service.status = to;
    if (verdict == Verdict::publish) service.confirmed_on = office.today();
    if (!store_words(tx, office, service, {}, service.restricted)) return changed_meanwhile;
    return Done{};
  }
  if (verdict != Verdict::publish) return Done{};
  const Service before = service;
  if (!apply(service, change.fields)) return entry_moved_on;
  if (service.status != before.status) return carry_out_stop(tx, office, before, service);
  if (service.status == "needs_update") service.status = "published";
  service.confirmed_on = office.today();
  if (!store_words(tx, office, service, change.fields, before.restricted)) return changed_meanwhile;
  return Done{};
}

Result<std::string> decide_in(db::Tx& tx, Office& office, const Actor& actor, const Decision& d) {
  auto change = find_change(tx, actor.post.municipality, d.change);
  if (!change) {
    const auto none = access::decide(actor, Action::review_entry, {});
    return none.no ? *none.no : not_found;
  }
  const auto entry = find_entry(tx, actor, Action::review_entry, change->service);
  if (!entry) return entry.refusals();
  if (change->version != d.version) return changed_meanwhile;
  if (change->state != "waiting") return not_from_this_state;
  if (change->proposed_by == actor.account) return second_person;
  if (auto no = why_not_words(d.words, "words", d.verdict != Verdict::publish); !no.empty()) return no;
  if (auto done = carry_out(tx, office, entry->service, *change, d.verdict); !done) return done.refusals();
  change->state = d.verdict == Verdict::publish     ? "published"
                  : d.verdict == Verdict::give_back ? "returned"
                                                    : "rejected";
  change->decided_by = actor.account;
  change->decided_at = office.now();
  change->decision_words = d.words;
  if (!replace_change(tx, *change)) return changed_meanwhile;
  note_step(tx, office, actor, *change, "waiting", d.words, entry->rule);
  return std::string("done");
}

Result<std::string> withdraw_in(db::Tx& tx, Office& office, const Actor& actor, const ServiceId& id,
                                std::int64_t version) {
  const auto entry = find_entry(tx, actor, Action::change_service, id);
  if (!entry) return entry.refusals();
  auto change = find_open_change(tx, entry->service.municipality, id);
  if (!change) return not_from_this_state;
  if (change->proposed_by != actor.account) return not_your_change;
  if (change->version != version) return changed_meanwhile;
  const std::string from = change->state;
  change->state = "withdrawn";
  change->decided_by.reset();
  change->decided_at.reset();
  if (!replace_change(tx, *change)) return changed_meanwhile;
  if (change->kind == "new") {
    Service service = entry->service;
    service.status = "archived";
    if (!store_words(tx, office, service, {}, service.restricted)) return changed_meanwhile;
  }
  note_step(tx, office, actor, *change, from, "", entry->rule);
  return std::string("done");
}

Result<std::string> confirm_in(db::Tx& tx, Office& office, const Actor& actor, const ServiceId& id) {
  const auto entry = find_entry(tx, actor, Action::change_service, id);
  if (!entry) return entry.refusals();
  Service service = entry->service;
  if (!directory::is_listed(service.status)) return not_from_this_state;
  const std::string before = service.confirmed_on ? service.confirmed_on->iso() : "";
  service.status = "published";
  service.confirmed_on = office.today();
  if (!store_words(tx, office, service, {}, service.restricted)) return changed_meanwhile;
  office.note(tx, actor,
              {"entry.confirmed",
               service.municipality,
               "service",
               id.value,
               entry->rule,
               "",
               {{"confirmed_on", before, service.confirmed_on->iso()}}});
  return std::string("done");
}

Result<EntryChangeId> id_or_not(const Result<std::string>& result) {
  if (!result) return result.refusals();
  return EntryChangeId::parse(*result).value_or(EntryChangeId{});
}

}  // namespace

Result<EntryChangeId> propose_change(Office& office, const Actor& actor, const Proposal& p, std::string_view key) {
  const auto content = fmt::format("{} {} {}", p.service.text(), p.version, content_of(p.wanted, p.note));
  return id_or_not(once(office, actor, key, "propose_change", content,
                        [&](db::Tx& tx) { return propose_in(tx, office, actor, p); }));
}

Result<EntryChangeId> propose_entry(Office& office, const Actor& actor, const NewEntry& n, std::string_view key) {
  const auto content = n.organisation.text() + content_of(n.wanted, n.note);
  return id_or_not(once(office, actor, key, "propose_entry", content,
                        [&](db::Tx& tx) { return new_entry_in(tx, office, actor, n); }));
}

Result<Done> withdraw_change(Office& office, const Actor& actor, const ServiceId& service, std::int64_t version,
                             std::string_view key) {
  return done_once(office, actor, key, "withdraw_change", fmt::format("{} {}", service.text(), version),
                   [&](db::Tx& tx) { return withdraw_in(tx, office, actor, service, version); });
}

Result<Done> decide_change(Office& office, const Actor& actor, const Decision& d, std::string_view key) {
  const auto content = fmt::format("{} {} {} {}", d.change.text(), d.version, static_cast<int>(d.verdict), d.words);
  return done_once(office, actor, key, "decide_change", content,
                   [&](db::Tx& tx) { return decide_in(tx, office, actor, d); });
}

Result<Done> confirm_entry(Office& office, const Actor& actor, const ServiceId& service, std::string_view key) {
  return done_once(office, actor, key, "confirm_entry", service.text(),
                   [&](db::Tx& tx) { return confirm_in(tx, office, actor, service); });
}

}  // namespace gishe::entries
