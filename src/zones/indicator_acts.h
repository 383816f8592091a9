#pragma once
#include "platform/office/office.h"
#include "zones/indicator_store.h"

/// A table of figures comes in; what a plan's members are, in figures.
namespace gishe::zones {

/// Takes every good row of a table and lists the others. Refuses the table whole: what table::read refuses,
/// column_missing, column_twice.
Result<IndicatorImportId> import_indicators(Office& office, const Actor& actor, std::string_view file_name,
                                            std::string_view bytes, std::string_view once_key);

struct SeenImport {
  store::Import import;
  std::vector<store::Fault> faults;
};
Result<SeenImport> see_import(db::Session& session, const Actor& actor, const IndicatorImportId& id);

}  // namespace gishe::zones
