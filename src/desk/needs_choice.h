#pragma once
#include <string>
#include <vector>

#include "directory/directory.h"
#include "platform/page/page.h"

namespace gishe::desk {

/// The zone's needs as one ticks them: in groups of neighbours, the chosen ones ticked.
std::vector<page::Values::Choice> grouped_needs(const words::Words& w, const std::vector<directory::Need>& needs,
                                                const std::vector<std::string>& chosen);

}  // namespace gishe::desk
