#include "entries/quality.h"

#include <algorithm>

#include "base/text.h"

namespace gishe::entries {

int freshness_of(const std::optional<Day>& confirmed_on, Day today) {
  constexpr int days_full = 183, days_none = 730;
  if (!confirmed_on) return 0;
  const int age = confirmed_on->days_until(today);
  if (age <= days_full) return 1000;
  return std::max(0, (days_none - age) * 1000 / (days_none - days_full));
}

Quality quality_of(const directory::Service& s, Day today) {
  constexpr int share_complete = 60, share_fresh = 40;
  constexpr std::size_t description_letters = 60;
  const bool somewhere = s.restricted || !s.address.empty() || !s.settlement.empty() || s.serves_everywhere;
  const bool for_somebody = !s.eligibility.empty() || !s.target_groups.empty() || s.age_min || s.age_max;
  const struct {
    const char* what;
    int points;
    bool there;
  } parts[] = {{"phone", 20, !s.phone.empty()}, {"description", 15, text::length(s.description) >= description_letters},
               {"hours", 15, !s.hours.empty()}, {"type", 10, s.type != directory::unclassified},
               {"place", 10, somewhere},        {"who", 10, for_somebody},
               {"fees", 10, !s.fees.empty()},   {"how", 10, !s.application_process.empty() || !s.papers.empty()}};
  Quality q;
  int complete = 0;
  for (const auto& part : parts) {
    if (part.there) {
      complete += part.points;
    } else {
      q.gaps.push_back({part.what, part.points * share_complete / 100});
    }
  }
  const int fresh = freshness_of(s.confirmed_on, today);
  if (const int lost = share_fresh * (1000 - fresh) / 1000; lost > 0) q.gaps.push_back({"confirmation", lost});
  std::stable_sort(q.gaps.begin(), q.gaps.end(), [](const Gap& a, const Gap& b) { return a.points > b.points; });
  q.score = (complete * share_complete * 10 + fresh * share_fresh + 500) / 1000;
  return q;
}

}  // namespace gishe::entries
