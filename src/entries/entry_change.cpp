#include "entries/entry_change.h"

#include <algorithm>

#include "entries/refusals.h"

namespace gishe::entries {
namespace {

/// Lists say the same in any order.
bool same(const EntryField& field, std::string_view one, std::string_view other) {
  if (one == other) return true;
  if (field.form != EntryField::Form::codes || one.size() != other.size()) return false;
  auto a = split_codes(one), b = split_codes(other);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

std::optional<Refusal> why_not_place(const directory::Service& before, const directory::Service& after,
                                     bool new_entry) {
  const bool moved = after.settlement != before.settlement || after.address != before.address;
  if (!new_entry && after.restricted && moved) return Refusal(hide_only, "address");
  // What is known of a hidden place cannot be shown: it must be said again.
  if (before.restricted && !after.restricted && !moved) return Refusal(required, "address");
  return std::nullopt;
}

}  // namespace

Result<std::vector<EntryChange::Field>> differences(db::Session& session, const directory::Service& service,
                                                    const Wanted& wanted, bool new_entry) {
  std::vector<EntryChange::Field> found;
  Refusals no;
  directory::Service after = service;
  for (const EntryField& field : entry_fields()) {
    const auto given = wanted.find(field.name);
    const bool asked = given != wanted.end() && (new_entry || !field.only_new);
    const bool new_place = new_entry && field.name == "address_shown";
    if (!asked && !new_place && !(new_entry && field.needed)) continue;
    if (field.of_place && service.restricted && !new_entry) continue;
    const std::string before = new_entry ? std::string() : field_text(service, field.name);
    std::string value = asked ? given->second : std::string();
    if (new_place && value.empty()) value = directory::hides_by_kind(after) ? "hidden" : "shown";
    if (!new_entry && same(field, value, before)) continue;
    const auto refused = why_not_field(field, value, codes_for(session, field, service));
    no.insert(no.end(), refused.begin(), refused.end());
    if (!refused.empty() || value == before) continue;
    set_field(after, field.name, value);
    found.push_back({std::string(field.name), before, value});
  }
  if (after.age_min && after.age_max && *after.age_min > *after.age_max) no.push_back(Refusal(ages_crossed, "age_max"));
  if (auto fault = why_not_place(service, after, new_entry)) no.push_back(*fault);
  if (!no.empty()) return no;
  if (found.empty()) return nothing_changed;
  return found;
}

bool EntryChange::stops() const {
  return std::any_of(fields.begin(), fields.end(), [](const Field& f) { return f.name == "status"; });
}

bool apply(directory::Service& service, const std::vector<EntryChange::Field>& fields) {
  for (const auto& field : fields) {
    // The clock may have moved the state; whether the step can still be taken is asked where it is taken.
    if (field.name != "status" && field_text(service, field.name) != field.before) return false;
    set_field(service, field.name, field.after);
  }
  return true;
}

}  // namespace gishe::entries
