#pragma once
#include <string>
#include <vector>

#include "directory/search_address.h"

/// What the search page says, in sentences.
namespace gishe::directory {

/// Why an entry is in the answer, one line a reason, at most four; nothing where nothing was asked.
std::vector<std::string> reasons(const words::Words& w, const Found& found);
/// "34 км, около 50 мин. с кола"; empty without a place.
std::string distance(const words::Words& w, const std::optional<territory::Travel>& travel);

}  // namespace gishe::directory
