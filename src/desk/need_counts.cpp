#include "desk/need_counts.h"

#include <array>

namespace gishe::desk {

NeedCount suppress(const TrueCount& count) {
  NeedCount shown{count.place, count.need, std::nullopt, std::nullopt, std::nullopt, std::nullopt};
  if (count.asked < smallest_shown) return shown;
  struct Part {
    std::int64_t n;
    bool hidden;
  };
  std::array<Part, 3> parts = {{{count.met, count.met < smallest_shown},
                                {count.waiting, count.waiting < smallest_shown},
                                {count.unmet, count.unmet < smallest_shown}}};
  const std::int64_t rest = count.asked - count.met - count.waiting - count.unmet;
  const auto safe = [&] {
    int hidden = 1;  // the rest is never shown
    std::int64_t together = rest;
    for (const Part& p : parts) {
      if (p.hidden) {
        ++hidden;
        together += p.n;
      }
    }
    // Nothing but the rest hidden: it is known by subtraction, so it must be no small number.
    if (hidden == 1) return rest == 0 || rest >= smallest_shown;
    return together >= smallest_shown;
  };
  while (!safe()) {
    Part* next = nullptr;
    for (Part& p : parts) {
      if (!p.hidden && (!next || p.n < next->n)) next = &p;
    }
    if (!next) break;  // all hidden: only asked remains, which is large enough by itself
    next->hidden = true;
  }
  shown.asked = count.asked;
  if (!parts[0].hidden) shown.met = count.met;
  if (!parts[1].hidden) shown.waiting = count.waiting;
  if (!parts[2].hidden) shown.unmet = count.unmet;
  return shown;
}

std::vector<NeedCount> count_needs(db::Session& session, const access::Scope& scope,
                                   const std::vector<MunicipalityCode>& municipalities, Day from, Day until) {
  std::vector<NeedCount> counts;
  // Counts of the whole zone: only rows that reach anywhere may ask for them.
  if (scope.none() || scope.territory() != access::Territory::anywhere) return counts;
  for (const TrueCount& c : count_lines(session, municipalities, from, until)) counts.push_back(suppress(c));
  return counts;
}

}  // namespace gishe::desk
