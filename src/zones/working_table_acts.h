#pragma once
#include "platform/office/office.h"
#include "zones/plan.h"
#include "zones/working_table_store.h"

/// The minutes of working tables, written by the office that keeps the plan until it is archived.
namespace gishe::zones {

/// Gives back the table's number. Refuses: why_not_working_table, too_many_tables, not_from_this_state.
Result<int> write_working_table(Office& office, const Actor& actor, const ZonePlanId& plan, const WorkingTable& table,
                                std::string_view once_key);
Result<Done> remove_working_table(Office& office, const Actor& actor, const ZonePlanId& plan, int number,
                                  std::string_view once_key);

}  // namespace gishe::zones
