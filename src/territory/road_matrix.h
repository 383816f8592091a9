#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "territory/territory.h"

/// Minutes by road from the table service of OSRM (api version v1, profile "driving").
namespace gishe::territory {

struct RoadTable {
  /// [from][to] in the order asked; nullopt where no road leads.
  std::vector<std::vector<std::optional<Travel>>> rows;
};
/// GET address for a table from the first `from` of these points to the rest of them.
std::string table_address(std::string_view osrm, const std::vector<GeoPoint>& points, std::size_t from);
/// nullopt when it is no such table: another size, not "Ok", negative, not finite.
std::optional<RoadTable> read_table(std::string_view json, std::size_t from, std::size_t to);

}  // namespace gishe::territory
