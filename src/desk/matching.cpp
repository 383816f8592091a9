#include "desk/matching.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace gishe::desk {
namespace {

using directory::Service;

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_own(const Seeker& seeker, const Service& s) { return s.municipality == seeker.home; }

bool serves(const Seeker& seeker, const Service& s) {
  if (s.serves_everywhere || is_own(seeker, s)) return true;
  return std::find(s.serves.begin(), s.serves.end(), seeker.home) != s.serves.end();
}

Reason open_or_not(const Service& s) {
  const bool open = s.status == "published" || s.status == "needs_update";
  return open ? Reason{Verdict::yes, "open", {}} : Reason{Verdict::no, "not_open", {{"status", s.status}}};
}

Reason age(const Seeker& seeker, const Service& s) {
  if (!s.age_min && !s.age_max) return {Verdict::yes, "any_age", {}};
  std::vector<std::pair<std::string, std::string>> limits = {{"from", s.age_min ? std::to_string(*s.age_min) : "0"},
                                                             {"to", s.age_max ? std::to_string(*s.age_max) : ""}};
  const std::string form = s.age_max ? "age" : "age_from";
  if (!seeker.age) return {Verdict::maybe, form + "_unknown", std::move(limits)};
  const bool ok = (!s.age_min || *seeker.age >= *s.age_min) && (!s.age_max || *seeker.age <= *s.age_max);
  limits.emplace_back("age", std::to_string(*seeker.age));
  return {ok ? Verdict::yes : Verdict::no, ok ? form + "_fits" : form + "_does_not_fit", std::move(limits)};
}

Reason group(const Seeker& seeker, const Service& s) {
  if (s.target_groups.empty()) return {Verdict::yes, "everybody", {}};
  const std::string groups = text::join(s.target_groups, ",");
  if (seeker.target_groups.empty()) return {Verdict::maybe, "group_unknown", {{"groups", groups}}};
  for (const std::string& g : s.target_groups) {
    if (contains(seeker.target_groups, g)) return {Verdict::yes, "group_fits", {{"groups", g}}};
  }
  return {Verdict::no, "group_does_not_fit", {{"groups", groups}}};
}

Reason places(const Service& s, Day today) {
  const auto& c = s.capacity;
  const std::string_view status = c.status_on(today);  // figures older than a month count for nothing
  const std::string updated = c.updated_on ? c.updated_on->iso() : "";
  if (s.type == "state_desk") return {Verdict::yes, "desk_open_to_all", {}};
  if (status == "capacity" && c.places_free > 0) {
    return {Verdict::yes,
            "places_free",
            {{"free", std::to_string(c.places_free)}, {"total", std::to_string(c.places_total)}, {"updated", updated}}};
  }
  if (status == "waitlist") return {Verdict::maybe, "waiting_list", {{"waiting", std::to_string(c.waiting)}}};
  if (status == "assessment_required") return {Verdict::maybe, "assessment_first", {}};
  if (status == "no_capacity" || status == "capacity") return {Verdict::no, "full", {{"updated", updated}}};
  return {Verdict::maybe, "places_unknown", {}};
}

Reason travel(const Seeker& seeker, const Candidate& c) {
  if (c.service.restricted) return {Verdict::yes, "place_not_shown", {}};
  if (!c.travel_minutes) {
    return {is_own(seeker, c.service) ? Verdict::yes : Verdict::maybe, "travel_unknown", {}};
  }
  return {Verdict::yes, "travel", {{"minutes", std::to_string(*c.travel_minutes)}}};
}

/// A neighbour without an agreement is no wall: the two town halls can agree. Outside the zone it is one, unless the
/// service itself says that it serves this municipality.
Reason agreement(const Seeker& seeker, const Candidate& c) {
  const Service& s = c.service;
  if (is_own(seeker, s)) return {Verdict::yes, "own", {}};
  if (s.serves_everywhere) return {Verdict::yes, "serves_everywhere", {}};
  if (c.agreement && c.agreement->places_left > 0) {
    return {Verdict::yes,
            "quota_left",
            {{"left", std::to_string(c.agreement->places_left)},
             {"number", c.agreement->number},
             {"cents", std::to_string(c.agreement->unit_cost_cents_per_day)}}};
  }
  if (c.agreement) return {Verdict::maybe, "quota_used_up", {{"number", c.agreement->number}}};
  if (serves(seeker, s)) return {Verdict::yes, "serves_us", {}};
  if (c.in_zone) return {Verdict::maybe, "ask_to_agree", {}};
  return {Verdict::no, "out_of_area", {}};
}

Reason price(const Service& s) {
  if (s.fees.empty()) return {Verdict::maybe, "fees_unknown_yet", {}};
  return {Verdict::yes, "fees", {{"fees", s.fees}}};
}

Reason papers(const Service& s) {
  if (s.papers.empty()) return {Verdict::yes, "no_papers", {}};
  return {Verdict::yes, "papers", {{"papers", text::join(s.papers, ",")}}};
}

Reason confirmed(const Seeker& seeker, const Service& s) {
  if (!s.confirmed_on) return {Verdict::maybe, "never_confirmed", {}};
  const bool fresh = s.confirmed_on->days_until(seeker.today) <= fresh_days;
  return {fresh ? Verdict::yes : Verdict::maybe,
          fresh ? "confirmed" : "confirmed_long_ago",
          {{"on", s.confirmed_on->iso()}}};
}

int level(const std::vector<Reason>& reasons, std::initializer_list<std::string_view> good,
          std::initializer_list<std::string_view> middling) {
  for (const Reason& r : reasons) {
    if (std::find(good.begin(), good.end(), r.code) != good.end()) return 0;
    if (std::find(middling.begin(), middling.end(), r.code) != middling.end()) return 1;
  }
  return 2;
}

/// Smaller is better, member by member.
struct Key {
  int unfit, questions, places, commercial, travel_steps, agreement, freshness, minutes;
  ServiceId id;
  auto operator<=>(const Key&) const = default;
};

Key key_of(const Proposal& p) {
  const int unknown_travel = 24 * 60;
  const int minutes = p.candidate.travel_minutes.value_or(unknown_travel);
  int questions = 0;
  for (const Reason& r : p.reasons) {
    if (r.verdict == Verdict::maybe && r.code.ends_with("_unknown") && r.code != "places_unknown" &&
        r.code != "travel_unknown") {
      ++questions;
    }
  }
  return {p.fits ? 0 : 1,
          questions + (p.candidate.declined_before ? 1 : 0),
          level(p.reasons, {"places_free", "desk_open_to_all"}, {"assessment_first", "places_unknown"}),
          p.candidate.service.organisation_kind == "private" ? 1 : 0,
          minutes / travel_step_minutes,
          level(p.reasons, {"own", "serves_everywhere", "quota_left", "serves_us"}, {"quota_used_up", "ask_to_agree"}),
          level(p.reasons, {"confirmed"}, {"confirmed_long_ago"}),
          minutes,
          p.candidate.service.id};
}

}  // namespace

std::vector<Reason> reasons_of(const Seeker& seeker, const Candidate& candidate) {
  const Service& s = candidate.service;
  std::vector<Reason> reasons;
  if (Reason r = open_or_not(s); r.verdict == Verdict::no) reasons.push_back(std::move(r));
  if (candidate.declined_before) reasons.push_back({Verdict::maybe, "declined_before", {}});
  reasons.push_back(age(seeker, s));
  reasons.push_back(group(seeker, s));
  reasons.push_back(places(s, seeker.today));
  reasons.push_back(travel(seeker, candidate));
  reasons.push_back(agreement(seeker, candidate));
  reasons.push_back(price(s));
  reasons.push_back(papers(s));
  reasons.push_back(confirmed(seeker, s));
  return reasons;
}

std::vector<Proposal> rank(const Seeker& seeker, std::vector<Candidate> candidates) {
  std::vector<std::pair<Key, Proposal>> keyed;
  keyed.reserve(candidates.size());
  for (Candidate& c : candidates) {
    Proposal p;
    p.reasons = reasons_of(seeker, c);
    p.fits = std::none_of(p.reasons.begin(), p.reasons.end(), [](const Reason& r) { return r.verdict == Verdict::no; });
    p.candidate = std::move(c);
    Key key = key_of(p);
    keyed.emplace_back(std::move(key), std::move(p));
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Proposal> ranked;
  ranked.reserve(keyed.size());
  for (auto& [key, proposal] : keyed) ranked.push_back(std::move(proposal));
  return ranked;
}

}  // namespace gishe::desk
