#pragma once
#include "platform/page/page.h"
#include "zones/working_table.h"

namespace gishe::zones {

/// A working table with its minutes: the same for the office and for anybody.
void put_working_table(page::Values& part, const words::Words& w, const WorkingTable& table);

}  // namespace gishe::zones
