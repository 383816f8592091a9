#pragma once
#include "platform/db/db.h"
#include "zones/programme.h"

/// Every statement on what a plan says. Of a plan that was opened to the reader before; no personal data: level L1
/// (working).
namespace gishe::zones::store {

/// Objectives and measures in the plan's order.
Programme read_programme(db::Session& session, const Plan& plan);

/// The whole text, in place of what there was.
void replace_text(db::Tx& tx, const Plan& plan, const Programme& programme);

void insert_objective(db::Tx& tx, const Plan& plan, const Objective& objective);
/// False where it has another version by now.
bool update_objective(db::Tx& tx, const Plan& plan, const Objective& objective);
bool delete_objective(db::Tx& tx, const Plan& plan, const ZoneObjectiveId& id);

void insert_measure(db::Tx& tx, const Plan& plan, const Measure& measure);
bool update_measure(db::Tx& tx, const Plan& plan, const Measure& measure);
bool delete_measure(db::Tx& tx, const Plan& plan, const ZoneMeasureId& id);

}  // namespace gishe::zones::store
