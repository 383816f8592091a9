#include "desk/matching.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace gishe::desk {
namespace {

using directory::Service;

bool is_own(const Seeker& seeker, const Service& s) { return s.municipality == seeker.home; }

bool serves(const Seeker& seeker, const Service& s) {
  if (s.serves_everywhere || is_own(seeker, s)) return true;
  return std::find(s.serves.begin(), s.serves.end(), seeker.home) != s.serves.end();
}

Reason age(const Seeker& seeker, const Service& s) {
  if (!s.age_min && !s.age_max) return {Verdict::yes, "any_age"};
  const bool both = s.age_max.has_value();
  if (!seeker.age) return {Verdict::maybe, both ? "age_unknown" : "age_from_unknown"};
  const bool ok = (!s.age_min || *seeker.age >= *s.age_min) && (!s.age_max || *seeker.age <= *s.age_max);
  if (ok) return {Verdict::yes, both ? "age_fits" : "age_from_fits"};
  return {Verdict::no, both ? "age_does_not_fit" : "age_from_does_not_fit"};
}

/// The first group that the service takes and the seeker belongs to; empty: none.
std::string_view common_group(const Seeker& seeker, const Service& s) {
  for (const std::string& g : s.target_groups) {
    if (text::one_of(seeker.target_groups, g)) return g;
  }
  return {};
}

Reason group(const Seeker& seeker, const Service& s) {
  if (s.target_groups.empty()) return {Verdict::yes, "everybody"};
  if (seeker.target_groups.empty()) return {Verdict::maybe, "group_unknown"};
  if (!common_group(seeker, s).empty()) return {Verdict::yes, "group_fits"};
  return {Verdict::no, "group_does_not_fit"};
}

Reason places(const Service& s, Day today) {
  const auto& c = s.capacity;
  const std::string_view status = c.status_on(today);  // figures older than a month count for nothing
  if (s.type == "state_desk") return {Verdict::yes, "desk_open_to_all"};
  if (status == "capacity" && c.places_free > 0) return {Verdict::yes, "places_free"};
  if (status == "waitlist") return {Verdict::maybe, "waiting_list"};
  if (status == "assessment_required") return {Verdict::maybe, "assessment_first"};
  if (status == "no_capacity" || status == "capacity") return {Verdict::no, "full"};
  return {Verdict::maybe, "places_unknown"};
}

Reason travel(const Seeker& seeker, const Candidate& c) {
  if (c.service.restricted) return {Verdict::yes, "place_not_shown"};
  if (c.travel_minutes) return {Verdict::yes, "travel"};
  return {is_own(seeker, c.service) ? Verdict::yes : Verdict::maybe, "travel_unknown"};
}

/// A neighbour without an agreement is no wall: the two town halls can agree. Outside the zone it is one, unless the
/// service itself says that it serves this municipality.
Reason agreement(const Seeker& seeker, const Candidate& c) {
  const Service& s = c.service;
  if (is_own(seeker, s)) return {Verdict::yes, "own"};
  if (s.serves_everywhere) return {Verdict::yes, "serves_everywhere"};
  if (c.agreement && c.agreement->places_left > 0) return {Verdict::yes, "quota_left"};
  if (c.agreement) return {Verdict::maybe, "quota_used_up"};
  if (serves(seeker, s)) return {Verdict::yes, "serves_us"};
  if (c.in_zone) return {Verdict::maybe, "ask_to_agree"};
  return {Verdict::no, "out_of_area"};
}

Reason confirmed(const Seeker& seeker, const Service& s) {
  if (!s.confirmed_on) return {Verdict::maybe, "never_confirmed"};
  if (s.confirmed_on->days_until(seeker.today) <= fresh_days) return {Verdict::yes, "confirmed"};
  return {Verdict::maybe, "confirmed_long_ago"};
}

int level(const Reasons& reasons, std::initializer_list<std::string_view> good,
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

Proposal weigh(const Seeker& seeker, Candidate candidate) {
  Proposal p{std::move(candidate), {}, false};
  const Service& s = p.candidate.service;
  if (s.status != "published" && s.status != "needs_update") p.reasons.push_back({Verdict::no, "not_open"});
  if (p.candidate.declined_before) p.reasons.push_back({Verdict::maybe, "declined_before"});
  p.reasons.push_back(age(seeker, s));
  p.reasons.push_back(group(seeker, s));
  p.reasons.push_back(places(s, seeker.today));
  p.reasons.push_back(travel(seeker, p.candidate));
  p.reasons.push_back(agreement(seeker, p.candidate));
  p.reasons.push_back(s.fees.empty() ? Reason{Verdict::maybe, "fees_unknown_yet"} : Reason{Verdict::yes, "fees"});
  p.reasons.push_back({Verdict::yes, s.papers.empty() ? "no_papers" : "papers"});
  p.reasons.push_back(confirmed(seeker, s));
  p.fits = std::none_of(p.reasons.begin(), p.reasons.end(), [](const Reason& r) { return r.verdict == Verdict::no; });
  return p;
}

std::vector<std::pair<std::string, std::string>> values_of(const Reason& reason, const Seeker& seeker,
                                                           const Candidate& candidate) {
  const Service& s = candidate.service;
  const auto& capacity = s.capacity;
  const auto is = [&](std::string_view code) { return reason.code == code; };
  const auto updated = [&] { return capacity.updated_on ? capacity.updated_on->iso() : ""; };
  if (is("not_open")) return {{"status", s.status}};
  if (reason.code.starts_with("age")) {
    return {{"from", std::to_string(s.age_min.value_or(0))},
            {"to", s.age_max ? std::to_string(*s.age_max) : ""},
            {"age", seeker.age ? std::to_string(*seeker.age) : ""}};
  }
  if (is("group_fits")) return {{"groups", std::string(common_group(seeker, s))}};
  if (reason.code.starts_with("group")) return {{"groups", text::join(s.target_groups, ",")}};
  if (is("places_free")) {
    return {{"free", std::to_string(capacity.places_free)},
            {"total", std::to_string(capacity.places_total)},
            {"updated", updated()}};
  }
  if (is("waiting_list")) return {{"waiting", std::to_string(capacity.waiting)}};
  if (is("full")) return {{"updated", updated()}};
  if (is("travel")) return {{"minutes", std::to_string(candidate.travel_minutes.value_or(0))}};
  if (is("quota_left")) {
    return {{"left", std::to_string(candidate.agreement->places_left)},
            {"number", candidate.agreement->number},
            {"cents", std::to_string(candidate.agreement->unit_cost_cents_per_day)}};
  }
  if (is("quota_used_up")) return {{"number", candidate.agreement->number}};
  if (is("fees")) return {{"fees", s.fees}};
  if (is("papers")) return {{"papers", text::join(s.papers, ",")}};
  if (is("confirmed") || is("confirmed_long_ago")) return {{"on", s.confirmed_on->iso()}};
  return {};
}

std::vector<Proposal> rank(std::vector<Proposal> proposals) {
  std::vector<std::pair<Key, std::size_t>> order;
  order.reserve(proposals.size());
  for (std::size_t i = 0; i < proposals.size(); ++i) order.emplace_back(key_of(proposals[i]), i);
  std::sort(order.begin(), order.end());
  std::vector<Proposal> ranked;
  ranked.reserve(proposals.size());
  for (const auto& [key, place] : order) ranked.push_back(std::move(proposals[place]));
  return ranked;
}

}  // namespace gishe::desk
