#include "people/people.h"
#include "platform/jobs/rules.h"
#include "protection/commission_store.h"
#include "protection/protection.h"

// The clock of the commission's cases: sealed when their day comes, erased when their time is over.
namespace gishe::protection {
namespace {

constexpr int a_turn_max = 100;

ledger::Line line_about(const CommissionCase& c, const char* action) {
  return {action, c.municipality, "commission_case", c.id.value, "system", "", {}};
}

void seal_one(db::Tx& tx, Office& office, CommissionCase c) {
  const CaseState from = c.state;
  if (!find_case_step(from, CaseVerb::seal)) return;
  const auto rule = jobs::find_rule(tx, "commission.erase_after_sealing", c.municipality, office.today());
  c.state = CaseState::sealed;
  c.sealed_on = office.today();
  if (!c.closed_on) c.closed_on = office.today();
  if (rule) c.erase_on = office.today().plus_days(rule->days);
  end_measures(tx, c, office.today());
  if (!update_case(tx, c, from, CaseVerb::seal, {}, office.now(), "")) return;
  if (c.person) people::withdraw_from_search_in(tx, office, c.municipality, *c.person);
  office.note(tx, Actor{}, line_about(c, "commission.sealed"));
}

}  // namespace

int seal_ended_cases(Office& office) {
  return office.db.write([&](db::Tx& tx) {
    const auto to_seal = list_cases_to_seal(tx, office, office.today(), a_turn_max);
    for (const auto& c : to_seal) seal_one(tx, office, c);
    const auto to_erase = list_cases_to_erase(tx, office, office.today(), a_turn_max);
    for (const auto& c : to_erase) {
      erase_case(tx, c);
      office.note(tx, Actor{}, line_about(c, "commission.erased"));
    }
    return static_cast<int>(to_seal.size() + to_erase.size());
  });
}

}  // namespace gishe::protection
