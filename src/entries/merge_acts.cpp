#include <fmt/format.h>

#include "base/text.h"
#include "entries/acting.h"
#include "entries/entry_change_store.h"
#include "entries/merge.h"
#include "entries/refusals.h"
#include "staff/staff.h"

namespace gishe::entries {
namespace {

using access::Action;
using directory::Service;

Result<EntryPair> find_for(db::Tx& tx, const Actor& actor, const EntryPairId& id) {
  auto pair = find_pair(tx, actor.post.municipality, id);
  access::Facts facts;
  if (pair) facts.municipality = pair->municipality;
  const auto decision = access::decide(actor, Action::merge_entries, facts);
  if (!decision.allowed) return *decision.no;
  if (!pair) return not_found;
  return std::move(*pair);
}

/// Both of the pair, when the actor may merge them and nothing about them is open.
Result<Service> find_free(db::Tx& tx, const Actor& actor, const Uuid& id) {
  auto service = directory::find_service(tx, {id});
  const auto facts = service ? directory::facts_of(*service) : access::Facts{};
  if (auto no = access::why_not(actor, Action::merge_entries, facts)) return *no;
  if (find_open_change(tx, service->municipality, service->id)) return change_waits;
  if (service->status == "archived") return not_from_this_state;
  return std::move(*service);
}

void note(db::Tx& tx, Office& office, const Actor& actor, const char* action, const EntryPair& pair, const Uuid& kept,
          const Uuid& gone) {
  const auto decision = access::decide(actor, Action::merge_entries, {pair.municipality, {}, {}, {}});
  office.note(tx, actor,
              {action, pair.municipality, pair.kind, kept, decision.rule, "", {{"merged", gone.text(), kept.text()}}});
}

Result<EntryMerge> merge_services(db::Tx& tx, Office& office, const Actor& actor, const Merging& m, const Uuid& lost) {
  auto kept = find_free(tx, actor, m.keep);
  if (!kept) return kept.refusals();
  auto gone = find_free(tx, actor, lost);
  if (!gone) return gone.refusals();
  EntryMerge merge;
  merge.gone_state = gone->status;
  for (const EntryField& field : entry_fields()) {
    if (field.of_place || !m.take.contains(field.name)) continue;
    merge.fields.emplace_back(field.name, field_text(*kept, field.name));
    set_field(*kept, field.name, field_text(*gone, field.name));
  }
  kept->modified_at = gone->modified_at = office.now();
  gone->status = "archived";
  if (!directory::replace_entry(tx, *kept) || !directory::replace_entry(tx, *gone)) return changed_meanwhile;
  directory::store_ending(tx, gone->id, {office.today(), kept->id});
  merge.kept_version = kept->version + 1;
  return merge;
}

Result<EntryMerge> merge_houses(db::Tx& tx, Office& office, const Uuid& keep, const Uuid& lost) {
  constexpr int services_max = 1000;
  const auto kept = directory::find_organisation(tx, {keep});
  const auto gone = directory::find_organisation(tx, {lost});
  if (!kept || !gone) return not_found;
  if (!staff::list_holders(tx, Function::provider_head, gone->municipality, gone->id, office.today()).empty()) {
    return organisation_has_people;
  }
  EntryMerge merge;
  for (auto& service : directory::list_services_of(tx, gone->id, services_max)) {
    service.organisation = kept->id;
    service.modified_at = office.now();
    if (!directory::replace_entry(tx, service)) return changed_meanwhile;
    merge.moved.push_back(service.id);
  }
  directory::store_organisation_merge(tx, gone->id, kept->id);
  return merge;
}

Result<std::string> merge_in(db::Tx& tx, Office& office, const Actor& actor, const Merging& m) {
  auto pair = find_for(tx, actor, m.pair);
  if (!pair) return pair.refusals();
  if (pair->version != m.version) return changed_meanwhile;
  if (pair->state != "open") return not_from_this_state;
  if (m.keep != pair->one && m.keep != pair->other) return Refusal(m.keep.is_nil() ? required : not_in_list, "keep");
  const Uuid lost = m.keep == pair->one ? pair->other : pair->one;
  auto merge =
      pair->kind == "service" ? merge_services(tx, office, actor, m, lost) : merge_houses(tx, office, m.keep, lost);
  if (!merge) return merge.refusals();
  merge->id = EntryMergeId::make();
  merge->municipality = pair->municipality;
  merge->pair = pair->id;
  merge->kept = m.keep;
  merge->gone = lost;
  merge->merged_by = actor.account;
  merge->merged_at = office.now();
  store_merge(tx, *merge);
  pair->state = "merged";
  if (!decide_pair(tx, *pair, actor.account, office.now())) return changed_meanwhile;
  note(tx, office, actor, "entry.merged", *pair, m.keep, lost);
  return std::string("done");
}

Result<std::string> apart_in(db::Tx& tx, Office& office, const Actor& actor, const EntryPairId& id,
                             std::int64_t version) {
  auto pair = find_for(tx, actor, id);
  if (!pair) return pair.refusals();
  if (pair->version != version) return changed_meanwhile;
  if (pair->state != "open") return not_from_this_state;
  pair->state = "different";
  if (!decide_pair(tx, *pair, actor.account, office.now())) return changed_meanwhile;
  note(tx, office, actor, "entry.kept_apart", *pair, pair->one, pair->other);
  return std::string("done");
}

Result<Done> part_services(db::Tx& tx, Office& office, const EntryMerge& m) {
  auto kept = directory::find_service(tx, {m.kept});
  auto gone = directory::find_service(tx, {m.gone});
  if (!kept || !gone) return not_found;
  if (kept->version != m.kept_version) return merge_moved_on;
  for (const auto& [field, before] : m.fields) set_field(*kept, field, before);
  gone->status = m.gone_state;
  kept->modified_at = gone->modified_at = office.now();
  directory::store_ending(tx, gone->id, {});
  if (!directory::replace_entry(tx, *kept) || !directory::replace_entry(tx, *gone)) return changed_meanwhile;
  return Done{};
}

Result<Done> part_houses(db::Tx& tx, Office& office, const EntryMerge& m) {
  directory::store_organisation_merge(tx, {m.gone}, std::nullopt);
  for (const auto& id : m.moved) {
    auto service = directory::find_service(tx, id);
    if (!service || service->organisation != OrganisationId{m.kept}) return merge_moved_on;
    service->organisation = {m.gone};
    service->modified_at = office.now();
    if (!directory::replace_entry(tx, *service)) return changed_meanwhile;
  }
  return Done{};
}

Result<std::string> undo_in(db::Tx& tx, Office& office, const Actor& actor, const EntryPairId& id) {
  auto pair = find_for(tx, actor, id);
  if (!pair) return pair.refusals();
  const auto merge = find_merge(tx, pair->municipality, id);
  if (!merge || merge->undone || pair->state != "merged") return not_from_this_state;
  if (merge->merged_at.plus_seconds(undo_days * 86'400LL) < office.now()) return merge_too_old;
  const auto done = pair->kind == "service" ? part_services(tx, office, *merge) : part_houses(tx, office, *merge);
  if (!done) return done.refusals();
  store_undone(tx, *merge, actor.account, office.now());
  pair->state = "different";
  if (!decide_pair(tx, *pair, actor.account, office.now())) return changed_meanwhile;
  note(tx, office, actor, "entry.merge_undone", *pair, merge->kept, merge->gone);
  return std::string("done");
}

}  // namespace

Result<Done> merge_pair(Office& office, const Actor& actor, const Merging& m, std::string_view key) {
  const std::vector<std::string> take(m.take.begin(), m.take.end());
  const auto content = fmt::format("{} {} {} {}", m.pair.text(), m.version, m.keep.text(), text::join(take, ","));
  return done_once(office, actor, key, "merge_pair", content,
                   [&](db::Tx& tx) { return merge_in(tx, office, actor, m); });
}

Result<Done> keep_apart(Office& office, const Actor& actor, const EntryPairId& pair, std::int64_t version,
                        std::string_view key) {
  return done_once(office, actor, key, "keep_apart", fmt::format("{} {}", pair.text(), version),
                   [&](db::Tx& tx) { return apart_in(tx, office, actor, pair, version); });
}

Result<Done> undo_merge(Office& office, const Actor& actor, const EntryPairId& pair, std::string_view key) {
  return done_once(office, actor, key, "undo_merge", pair.text(),
                   [&](db::Tx& tx) { return undo_in(tx, office, actor, pair); });
}

}  // namespace gishe::entries
