#include "places/waiting.h"

#include <algorithm>

namespace gishe::places {
namespace {

constexpr std::string_view state_names[waiting_state_count] = {"waiting", "offered", "suspended", "placed", "removed"};
constexpr std::string_view verb_names[waiting_verb_count] = {"enter",     "offer", "decline_offer", "expire_offer",
                                                             "take_back", "order", "suspend",       "resume",
                                                             "rule",      "place", "remove"};

template <std::size_t n>
std::optional<int> index_in(const std::string_view (&names)[n], std::string_view name) {
  const auto at = std::find(std::begin(names), std::end(names), name);
  if (at == std::end(names)) return std::nullopt;
  return static_cast<int>(at - std::begin(names));
}

constexpr int days_a_week = 7;

}  // namespace

std::string_view waiting_state_name(WaitingState state) { return state_names[static_cast<int>(state)]; }
std::string_view waiting_verb_name(WaitingVerb verb) { return verb_names[static_cast<int>(verb)]; }
std::optional<WaitingState> waiting_state_from(std::string_view name) {
  const auto at = index_in(state_names, name);
  return at ? std::optional(static_cast<WaitingState>(*at)) : std::nullopt;
}
std::optional<WaitingVerb> waiting_verb_from(std::string_view name) {
  const auto at = index_in(verb_names, name);
  return at ? std::optional(static_cast<WaitingVerb>(*at)) : std::nullopt;
}

std::optional<WaitingState> waiting_after(WaitingState from, WaitingVerb verb) {
  using enum WaitingState;
  const bool open = from == waiting || from == offered || from == suspended;
  switch (verb) {
    case WaitingVerb::offer:
      return from == waiting ? std::optional(offered) : std::nullopt;
    case WaitingVerb::decline_offer:
    case WaitingVerb::expire_offer:
    case WaitingVerb::take_back:
      return from == offered ? std::optional(waiting) : std::nullopt;
    case WaitingVerb::suspend:
      return from == waiting ? std::optional(suspended) : std::nullopt;
    case WaitingVerb::resume:
      return from == suspended ? std::optional(waiting) : std::nullopt;
    case WaitingVerb::order:
    case WaitingVerb::rule:
      return open ? std::optional(from) : std::nullopt;
    case WaitingVerb::place:
      return open ? std::optional(placed) : std::nullopt;
    case WaitingVerb::remove:
      return open ? std::optional(removed) : std::nullopt;
    case WaitingVerb::enter:
      break;
  }
  return std::nullopt;
}

int urgency_points(const WaitingRule& rule, std::string_view urgency) {
  return urgency == "emergency" ? rule.emergency : urgency == "soon" ? rule.soon : 0;
}

int need_points(const WaitingRule& rule, const std::vector<std::string>& needs) {
  int most = 0;
  for (const auto& [need, points] : rule.needs) {
    if (std::find(needs.begin(), needs.end(), need) != needs.end()) most = std::max(most, points);
  }
  return most;
}

static int fixed_points(const WaitingRule& rule, const WaitingEntry& e) {
  return e.urgency_points + e.need_points + e.decided_points - rule.refused_offer * e.refused_offers;
}

int points_on(const WaitingRule& rule, const WaitingEntry& entry, Day today) {
  const int weeks = std::max(0, entry.since.days_until(today)) / days_a_week;
  return fixed_points(rule, entry) + rule.each_week * weeks;
}

std::int64_t turn_of(const WaitingRule& rule, const WaitingEntry& entry) {
  // Points of all grow by each_week every week: what tells two entries apart is the day they began and the rest. A rule
  // that gives nothing for waiting still lets the longer waiting go first among equals.
  const std::int64_t since = entry.since.at.time_since_epoch().count();
  constexpr std::int64_t days_apart_max = 100'000;
  return (rule.each_week * since - std::int64_t{days_a_week} * fixed_points(rule, entry)) * days_apart_max + since;
}

WaitingEntry under(const WaitingRule& rule, WaitingEntry entry) {
  entry.rule_version = rule.version;
  entry.urgency_points = urgency_points(rule, entry.urgency);
  entry.need_points = need_points(rule, entry.needs);
  entry.turn = turn_of(rule, entry);
  return entry;
}

std::optional<Day> expected_day(int position, int free, const std::vector<Day>& planned_ends, Day today) {
  if (position <= free) return today;
  const auto nth = static_cast<std::size_t>(position - std::max(free, 0) - 1);
  return nth < planned_ends.size() ? std::optional(planned_ends[nth]) : std::nullopt;
}

}  // namespace gishe::places
