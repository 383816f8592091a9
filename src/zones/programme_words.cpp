#include "zones/programme_words.h"

#include <functional>

#include "territory/territory.h"

namespace gishe::zones {
namespace {

using Say = std::function<std::string(std::int64_t)>;

std::vector<std::string> cells_of(const Plan& plan, const ByYear& by_year, std::int64_t last, const Say& say) {
  std::vector<std::string> cells;
  for (int year = plan.first_year; year <= plan.last_year; ++year) {
    const auto found = by_year.find(year);
    cells.push_back(found == by_year.end() || found->second == 0 ? "" : say(found->second));
  }
  if (plan.last_year > plan.first_year) cells.push_back(last ? say(last) : "");
  return cells;
}

bool says_something(const ByYear& by_year) { return total(by_year) != 0; }

std::string name_in(const NameOf& names, const MunicipalityCode& code) {
  const auto found = names.find(code);
  return found == names.end() ? code.text : found->second;
}

}  // namespace

NameOf names_of(db::Session& session, const words::Words& w, const Plan& plan) {
  NameOf names;
  for (const auto& code : plan.members) names[code] = territory::municipality_name(session, code, w.language());
  return names;
}

std::string half_words(const words::Words& w, Half half) {
  return w.with(half.second ? "zones.half.second" : "zones.half.first", {{"year", std::to_string(half.year)}});
}

std::string years_of(const Plan& p) {
  return p.first_year == p.last_year ? std::to_string(p.first_year)
                                     : std::to_string(p.first_year) + "–" + std::to_string(p.last_year);
}

std::vector<std::string> year_heads(const words::Words& w, const Plan& plan) {
  std::vector<std::string> heads;
  for (int year = plan.first_year; year <= plan.last_year; ++year) heads.push_back(std::to_string(year));
  if (plan.last_year > plan.first_year) heads.push_back(w("zones.whole_period"));
  return heads;
}

LineOfYears euros(const words::Words& w, const Plan& plan, std::string label, const ByYear& by_year) {
  return {std::move(label),
          cells_of(plan, by_year, total(by_year), [&](std::int64_t cents) { return w.money({cents, "EUR"}); })};
}

LineOfYears places(const words::Words& w, const Plan& plan, std::string label, const ByYear& by_year) {
  const auto last = by_year.find(plan.last_year);
  return {std::move(label), cells_of(plan, by_year, last == by_year.end() ? 0 : last->second,
                                     [&](std::int64_t n) { return w.number(n); })};
}

std::vector<LineOfYears> lines_of(const words::Words& w, const Plan& plan, const Measure& m, const NameOf& names) {
  std::vector<LineOfYears> lines;
  for (const auto& [member, by_year] : m.places)
    if (says_something(by_year))
      lines.push_back(places(w, plan, w.with("zones.measure.places_in", {{"town", name_in(names, member)}}), by_year));
  if (says_something(m.cost)) lines.push_back(euros(w, plan, w("zones.measure.cost"), m.cost));
  for (const auto payer : payers)
    if (const auto found = m.money.find(std::string(payer)); found != m.money.end() && says_something(found->second))
      lines.push_back(euros(w, plan, w("zones.payer." + std::string(payer)), found->second));
  return lines;
}

std::vector<LineOfYears> lines_by_payer(const words::Words& w, const Plan& plan, const Sums& sums) {
  std::vector<LineOfYears> lines;
  for (const auto payer : payers)
    if (const auto found = sums.by_payer.find(std::string(payer)); found != sums.by_payer.end())
      lines.push_back(euros(w, plan, w("zones.payer." + std::string(payer)), found->second));
  lines.push_back(euros(w, plan, w("zones.sums.paid"), sums.paid));
  lines.push_back(euros(w, plan, w("zones.measure.cost"), sums.cost));
  return lines;
}

std::vector<LineOfYears> lines_by_member(const words::Words& w, const Plan& plan, const Sums& sums,
                                         const NameOf& names) {
  std::vector<LineOfYears> lines;
  for (const auto& member : plan.members) {
    const auto found = sums.by_member.find(member);
    lines.push_back(euros(w, plan, name_in(names, member), found == sums.by_member.end() ? ByYear{} : found->second));
  }
  const auto municipal = sums.by_payer.find("municipal");
  lines.push_back(euros(w, plan, w("zones.together"), municipal == sums.by_payer.end() ? ByYear{} : municipal->second));
  return lines;
}

std::string gap_words(const words::Words& w, const Gap& gap, const NameOf& names) {
  const bool money = gap.kind == Gap::Kind::money_missing || gap.kind == Gap::Kind::money_too_much ||
                     gap.kind == Gap::Kind::council_gives_less;
  return w.with("zones.gap." + std::string(name_of(gap.kind)),
                {{"what", gap.what},
                 {"town", gap.member.text.empty() ? "" : name_in(names, gap.member)},
                 {"year", std::to_string(gap.year)},
                 {"amount", money ? w.money({gap.amount, "EUR"}) : w.number(gap.amount)}});
}

}  // namespace gishe::zones
