#pragma once
#include "platform/db/db.h"
#include "zones/plan.h"
#include "zones/scenario.h"

/// Every statement on scenarios. Of a plan that was opened to the reader before; no personal data: level L1 (working).
namespace gishe::zones::store {

/// By kind, minutes and name; at most scenarios_max.
std::vector<Scenario> list_scenarios(db::Session& session, const Plan& plan);
int count_scenarios(db::Session& session, const Plan& plan);
void insert_scenario(db::Tx& tx, const Plan& plan, const Scenario& scenario);
/// False where there is none.
bool delete_scenario(db::Tx& tx, const Plan& plan, const ZoneScenarioId& id);

}  // namespace gishe::zones::store
