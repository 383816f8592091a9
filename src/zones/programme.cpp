#include "zones/programme.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "directory/directory.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

void check_text(Refusals& no, const std::string& text, const std::string& field, std::size_t max, bool needed) {
  if (needed && text.empty()) no.emplace_back(required, field);
  if (!text::is_plain(text, max > short_text_max ? text::Lines::many : text::Lines::one))
    no.emplace_back(not_plain_text, field);
  else if (text::length(text) > max)
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
}

bool in_years(const Plan& plan, int year) { return year >= plan.first_year && year <= plan.last_year; }

bool takes_part(const std::vector<MunicipalityCode>& who, const MunicipalityCode& member) {
  return std::find(who.begin(), who.end(), member) != who.end();
}

std::int64_t in_year(const ByYear& by_year, int year) {
  const auto found = by_year.find(year);
  return found == by_year.end() ? 0 : found->second;
}

std::int64_t places_in(const Measure& m, const MunicipalityCode& member, int year) {
  const auto found = m.places.find(member);
  return found == m.places.end() ? 0 : in_year(found->second, year);
}

std::vector<std::int64_t> weights_of(const Measure& m, const std::vector<MunicipalityCode>& who, int year,
                                     const PeopleOf& people) {
  std::vector<std::int64_t> weights;
  for (const auto& member : who) {
    const auto found = people.find(member);
    weights.push_back(m.share_key == "population" ? (found == people.end() ? 0 : found->second)
                      : m.share_key == "use"      ? places_in(m, member, year)
                                                  : 1);
  }
  return weights;
}

void add_money_gaps(std::vector<Gap>& gaps, const Plan& plan, const Measure& m) {
  for (int year = plan.first_year; year <= plan.last_year; ++year) {
    std::int64_t paid = 0;
    for (const auto& [payer, by_year] : m.money) paid += in_year(by_year, year);
    const std::int64_t cost = in_year(m.cost, year);
    if (paid < cost) gaps.push_back({Gap::Kind::money_missing, m.name, {}, year, cost - paid});
    if (paid > cost) gaps.push_back({Gap::Kind::money_too_much, m.name, {}, year, paid - cost});
  }
}

void add_absence_gaps(std::vector<Gap>& gaps, const Plan& plan, const Measure& m,
                      const std::vector<MunicipalityCode>& who) {
  if (!takes_part(who, m.lead)) gaps.push_back({Gap::Kind::lead_of_absent, m.name, m.lead});
  for (const auto& [member, by_year] : m.places)
    for (const auto& [year, places] : by_year)
      if (!takes_part(who, member)) gaps.push_back({Gap::Kind::places_of_absent, m.name, member, year, places});
  const auto municipal = m.money.find("municipal");
  if (m.share_key != "use" || municipal == m.money.end()) return;
  for (int year = plan.first_year; year <= plan.last_year; ++year) {
    const auto weights = weights_of(m, who, year, {});
    if (in_year(municipal->second, year) > 0 && std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) == 0)
      gaps.push_back({Gap::Kind::nothing_to_use, m.name, {}, year});
  }
}

}  // namespace

Refusals why_not_objective(const Objective& objective) {
  Refusals no;
  check_text(no, objective.name, "name", short_text_max, true);
  check_text(no, objective.need, "need", long_text_max, true);
  check_text(no, objective.need_of_community, "need_of_community", long_text_max, false);
  return no;
}

Refusals why_not_measure(const Measure& m, const Plan& plan) {
  Refusals no;
  if (m.objective == ZoneObjectiveId{}) no.emplace_back(required, "objective");
  check_text(no, m.name, "name", short_text_max, true);
  if (!text::one_of(directory::service_types, m.service_type) || m.service_type == "state_desk")
    no.emplace_back(m.service_type.empty() ? required : not_in_list, "service_type");
  check_text(no, m.target_group, "target_group", short_text_max, true);
  if (!takes_part(plan.members, m.lead)) no.emplace_back(m.lead.text.empty() ? required : not_in_list, "lead");
  check_text(no, m.owner, "owner", short_text_max, true);
  check_text(no, m.partners, "partners", short_text_max, false);
  check_text(no, m.legal_basis, "legal_basis", short_text_max, false);
  if (!text::one_of(share_keys, m.share_key))
    no.emplace_back(m.share_key.empty() ? required : not_in_list, "share_key");
  for (const auto& [member, by_year] : m.places)
    for (const auto& [year, places] : by_year)
      if (!takes_part(plan.members, member) || !in_years(plan, year) || places < 0 || places > places_max)
        no.push_back(
            Refusal(too_many_places, member.text + "_" + std::to_string(year), {{"max", std::to_string(places_max)}}));
  for (const auto& [payer, by_year] : m.money)
    for (const auto& [year, cents] : by_year)
      if (!text::one_of(payers, payer) || !in_years(plan, year) || cents < 0)
        no.emplace_back(not_a_number, payer + "_" + std::to_string(year));
  for (const auto& [year, cents] : m.cost)
    if (!in_years(plan, year) || cents < 0) no.emplace_back(not_a_number, "cost_" + std::to_string(year));
  if (m.indicators.empty()) no.emplace_back(required, "indicator_1");
  for (std::size_t i = 0; i < m.indicators.size(); ++i) {
    check_text(no, m.indicators[i].name, "indicator_" + std::to_string(i + 1), short_text_max, true);
    check_text(no, m.indicators[i].source, "indicator_source_" + std::to_string(i + 1), short_text_max, true);
  }
  return no;
}

std::vector<MunicipalityCode> who_takes_part(const Plan& plan, const Programme& programme) {
  std::vector<MunicipalityCode> who = plan.members;
  for (const auto& d : programme.decisions)
    if (!d.joins) std::erase(who, d.member);
  return who;
}

std::vector<std::string> points_missing(const Programme& programme) {
  std::vector<std::string> missing;
  for (const auto point : points) {
    const auto found = programme.text.find(point);
    const bool written = found != programme.text.end() && !found->second.empty();
    if (!written && !(point == "a" && !programme.objectives.empty())) missing.emplace_back(point);
  }
  return missing;
}

std::vector<std::int64_t> divide(std::int64_t whole, const std::vector<std::int64_t>& weights) {
  if (weights.empty()) return {};
  const std::int64_t all = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  if (all == 0) return divide(whole, std::vector<std::int64_t>(weights.size(), 1));
  std::vector<std::int64_t> parts;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  std::int64_t left = whole;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::int64_t over = (whole % all) * weights[i];  // whole × weight would be too large a number
    parts.push_back(whole / all * weights[i] + over / all);
    left -= parts.back();
    remainders.emplace_back(-(over % all), i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::int64_t i = 0; i < left; ++i) ++parts[remainders[static_cast<std::size_t>(i)].second];
  return parts;
}

std::map<MunicipalityCode, ByYear> shares_of(const Measure& m, const std::vector<MunicipalityCode>& who,
                                             const PeopleOf& people) {
  std::map<MunicipalityCode, ByYear> shares;
  const auto municipal = m.money.find("municipal");
  if (municipal == m.money.end()) return shares;
  for (const auto& [year, cents] : municipal->second) {
    const auto parts = divide(cents, weights_of(m, who, year, people));
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (parts[i] > 0) shares[who[i]][year] = parts[i];
  }
  return shares;
}

Sums sum_up(const Plan& plan, const Programme& programme, const PeopleOf& people) {
  Sums sums;
  const auto who = who_takes_part(plan, programme);
  for (const auto& m : programme.measures) {
    for (const auto& [year, cents] : m.cost) sums.cost[year] += cents;
    for (const auto& [payer, by_year] : m.money)
      for (const auto& [year, cents] : by_year) {
        sums.by_payer[payer][year] += cents;
        sums.paid[year] += cents;
      }
    for (const auto& [member, by_year] : shares_of(m, who, people))
      for (const auto& [year, cents] : by_year) sums.by_member[member][year] += cents;
    for (const auto& [member, by_year] : m.places)
      for (const auto& [year, places] : by_year)
        if (takes_part(who, member)) sums.places[year] += places;
  }
  return sums;
}

std::string_view name_of(Gap::Kind kind) {
  using enum Gap::Kind;
  switch (kind) {
    case no_objective:
      return "no_objective";
    case no_measure:
      return "no_measure";
    case money_missing:
      return "money_missing";
    case money_too_much:
      return "money_too_much";
    case nothing_to_use:
      return "nothing_to_use";
    case places_of_absent:
      return "places_of_absent";
    case lead_of_absent:
      return "lead_of_absent";
    case council_gives_less:
      return "council_gives_less";
  }
  return "";
}

std::vector<Gap> gaps_of(const Plan& plan, const Programme& programme, const PeopleOf& people) {
  std::vector<Gap> gaps;
  const auto who = who_takes_part(plan, programme);
  if (programme.objectives.empty()) gaps.push_back({Gap::Kind::no_objective});
  for (const auto& o : programme.objectives)
    if (std::none_of(programme.measures.begin(), programme.measures.end(),
                     [&](const Measure& m) { return m.objective == o.id; }))
      gaps.push_back({Gap::Kind::no_measure, o.name});
  for (const auto& m : programme.measures) {
    add_money_gaps(gaps, plan, m);
    add_absence_gaps(gaps, plan, m, who);
  }
  const auto sums = sum_up(plan, programme, people);
  for (const auto& d : programme.decisions) {
    const auto part = sums.by_member.find(d.member);
    if (!d.joins || part == sums.by_member.end()) continue;
    for (const auto& [year, cents] : part->second)
      if (const auto gives = in_year(d.gives, year); gives < cents)
        gaps.push_back({Gap::Kind::council_gives_less, "", d.member, year, cents - gives});
  }
  return gaps;
}

std::int64_t total(const ByYear& by_year) {
  std::int64_t sum = 0;
  for (const auto& [year, amount] : by_year) sum += amount;
  return sum;
}

}  // namespace gishe::zones
