#pragma once
#include "platform/office/office.h"
#include "protection/commission.h"

namespace gishe::protection {

/// A message to the commission's secretaries: number and link, nothing of what was reported.
void tell_of_report(db::Tx& tx, const Office& office, const CommissionCase& c);

}  // namespace gishe::protection
