#pragma once
#include "platform/db/db.h"
#include "zones/plan.h"
#include "zones/working_table.h"

/// Every statement on working tables. Of a plan that was opened to the reader before, or is public; no personal data:
/// level L1 (working).
namespace gishe::zones::store {

/// The last one first; at most working_tables_max.
std::vector<WorkingTable> list_working_tables(db::Session& session, const Plan& plan);
int count_working_tables(db::Session& session, const Plan& plan);
/// Gives it the next number.
int insert_working_table(db::Tx& tx, const Plan& plan, const WorkingTable& table, const AccountId& by, Instant at);
/// False where there is none.
bool delete_working_table(db::Tx& tx, const Plan& plan, int number);

}  // namespace gishe::zones::store
