#pragma once
#include "platform/db/db.h"
#include "zones/monitoring.h"

/// Every statement on what was reached. Of a plan that was opened to the reader before; level L1 (working).
namespace gishe::zones::store {

std::vector<Actual> list_actuals(db::Session& session, const Plan& plan);
/// In place of what there was.
void put_actual(db::Tx& tx, const Plan& plan, const Actual& actual, const AccountId& by, Instant at);

}  // namespace gishe::zones::store
