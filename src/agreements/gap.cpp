#include "agreements/gap.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace gishe::agreements {

std::string_view ring_name(Ring ring) {
  constexpr std::string_view names[ring_count] = {"own", "zone", "district", "further", "not_shown"};
  return names[static_cast<int>(ring)];
}

std::string_view gap_name(Gap gap) {
  constexpr std::string_view names[] = {"none_here", "all_full", "not_known", "no_gap"};
  return names[static_cast<int>(gap)];
}

bool works(const directory::Service& s) { return s.listed() && !s.suspended(); }

bool serves(const directory::Service& s, const MunicipalityCode& municipality) {
  return s.serves_everywhere || std::find(s.serves.begin(), s.serves.end(), municipality) != s.serves.end();
}

Fit fit_of(const Wanted& w, const directory::Service& s) {
  const bool has_ages = s.age_min.value_or(0) > 0 || s.age_max.has_value();
  if (w.age && ((s.age_min && *w.age < *s.age_min) || (s.age_max && *w.age > *s.age_max))) return Fit::no;
  const bool group_open = s.target_groups.empty();
  if (!w.group.empty() && !group_open && !text::one_of(s.target_groups, w.group)) return Fit::no;
  const bool age_sure = !has_ages || w.age.has_value();
  const bool group_sure = group_open || !w.group.empty();
  return age_sure && group_sure ? Fit::yes : Fit::maybe;
}

std::vector<std::string_view> fit_reasons(const Wanted& w, const directory::Service& s) {
  std::vector<std::string_view> reasons;
  if (w.age && ((s.age_min && *w.age < *s.age_min) || (s.age_max && *w.age > *s.age_max)))
    reasons.push_back("age_no");
  else if (!w.age && (s.age_min.value_or(0) > 0 || s.age_max))
    reasons.push_back("age_unknown");
  if (!s.target_groups.empty()) {
    if (w.group.empty())
      reasons.push_back("group_unknown");
    else if (!text::one_of(s.target_groups, w.group))
      reasons.push_back("group_no");
  }
  if (reasons.empty()) reasons.push_back("fits");
  return reasons;
}

Places places_of(const directory::Service& s, Day today) {
  const auto status = s.capacity.status_on(today);
  if (status == "capacity") return Places::free;
  if (status == "assessment_required") return Places::assessment;
  if (status == "waitlist") return Places::waiting;
  return status == "no_capacity" ? Places::none : Places::unknown;
}

std::vector<Candidate> rank(const Wanted& w, std::vector<Candidate> candidates) {
  const auto key = [&](const Candidate& c) {
    const bool agreed = c.quota_left > 0 || serves(c.service, w.home);
    return std::tuple(c.ring, fit_of(w, c.service), places_of(c.service, w.today), agreed ? 0 : 1,
                      c.travel ? c.travel->minutes : 1'000'000, c.service.id);
  };
  std::sort(candidates.begin(), candidates.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return candidates;
}

Gap gap_of(const Wanted& w, const std::vector<Candidate>& own) {
  bool any = false, unknown = false;
  for (const Candidate& c : own) {
    if (!works(c.service) || fit_of(w, c.service) == Fit::no) continue;
    any = true;
    const Places places = places_of(c.service, w.today);
    if (places == Places::free || places == Places::assessment) return Gap::no_gap;
    unknown = unknown || places == Places::unknown;
  }
  if (!any) return Gap::none_here;
  return unknown ? Gap::not_known : Gap::all_full;
}

}  // namespace gishe::agreements
