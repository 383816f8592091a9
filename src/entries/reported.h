#pragma once
#include <string>

#include "entries/entry_change.h"
#include "entries/entry_report.h"
#include "platform/web/web.h"

/// What somebody reported, filled into the form that mends it, so that the editor does not type it again.
namespace gishe::entries {

/// The report that the address names, where who asks is an editor of its municipality.
std::optional<EntryReport> reported_at(const web::Context& context, std::string_view parameter = "report");
/// The page that mends it.
std::string mending_address(const EntryReport& report);
/// The fields that its words belong to. Pure.
Wanted filled_from(const EntryReport& report);

}  // namespace gishe::entries
