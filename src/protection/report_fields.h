#pragma once
#include "platform/web/web.h"
#include "protection/commission.h"

/// The fields of a short report, the same on the secretary's page and on the centre's.
namespace gishe::protection {

void put_report_fields(page::Values& out, const web::Context& c, const NewReport& report, const Refusals& refusals);
/// How it goes, as a badge.
void put_course(page::Values& out, const web::Context& c, const CaseReport& report);
NewReport report_typed(const web::Context& c);

}  // namespace gishe::protection
