#include "agreements/bill.h"

#include <algorithm>
#include <map>
#include <set>

namespace gishe::agreements {
namespace {

using enum BillState;
constexpr std::string_view state_names[bill_state_count] = {"draft", "sent", "confirmed", "disputed"};
constexpr std::string_view verb_names[bill_verb_count] = {"send", "confirm", "dispute", "correct"};
constexpr BillTransition table[] = {
    {draft, BillVerb::send, sent, Side::asker, false},
    {sent, BillVerb::confirm, confirmed, Side::asked, false},
    {sent, BillVerb::dispute, disputed, Side::asked, true},
    {disputed, BillVerb::correct, draft, Side::asker, false},
};

}  // namespace

std::string_view bill_state_name(BillState state) { return state_names[static_cast<int>(state)]; }
std::optional<BillState> bill_state_from(std::string_view name) {
  for (int i = 0; i < bill_state_count; ++i) {
    if (state_names[i] == name) return static_cast<BillState>(i);
  }
  return std::nullopt;
}
std::string_view bill_verb_name(BillVerb verb) { return verb_names[static_cast<int>(verb)]; }

std::span<const BillTransition> bill_transitions() { return table; }
const BillTransition* find_bill_transition(BillState from, BillVerb verb, Side who) {
  const auto* found = std::ranges::find_if(
      table, [&](const BillTransition& t) { return t.from == from && t.verb == verb && t.who == who; });
  return found == std::end(table) ? nullptr : found;
}

Totals add_up(const std::vector<Report>& reports, const std::vector<referrals::Served>& served,
              std::int64_t unit_cost_cents_per_day, const Month& month) {
  std::map<ReferralId, const referrals::Served*> by_id;
  for (const auto& s : served) by_id[s.id] = &s;
  Totals totals;
  std::set<PersonId> shielded_people;
  std::vector<const Report*> shielded;
  for (const Report& report : reports) {
    const auto found = by_id.find(report.referral);
    if (found == by_id.end() || report.days_attended == 0) continue;
    if (found->second->shielded) {
      shielded.push_back(&report);
      shielded_people.insert(found->second->person);
      continue;
    }
    const std::int64_t cents = report.days_attended * unit_cost_cents_per_day;
    totals.lines.push_back({report.referral, found->second->number, report.month, report.days_attended, cents});
    totals.billed.push_back(report);
  }
  std::sort(totals.lines.begin(), totals.lines.end(), [](const BillLine& a, const BillLine& b) {
    return std::tie(a.number, a.month) < std::tie(b.number, b.month);
  });
  if (static_cast<int>(shielded_people.size()) >= shielded_people_min) {
    BillLine together;
    together.month = month;
    for (const Report* report : shielded) {
      together.days += report->days_attended;
      totals.billed.push_back(*report);
    }
    together.cents = together.days * unit_cost_cents_per_day;
    totals.lines.push_back(together);
  }
  for (const BillLine& line : totals.lines) {
    totals.days += line.days;
    totals.cents += line.cents;
  }
  return totals;
}

}  // namespace gishe::agreements
