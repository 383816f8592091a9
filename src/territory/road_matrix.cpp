#include "territory/road_matrix.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>

namespace gishe::territory {
namespace {

namespace json = boost::json;

/// rows × columns of numbers or null under this name; nullptr when it is not that.
const json::array* table_of(const json::object& answer, std::string_view name, std::size_t rows, std::size_t columns) {
  const auto* value = answer.if_contains({name.data(), name.size()});
  const auto* table = value ? value->if_array() : nullptr;
  if (!table || table->size() != rows) return nullptr;
  for (const auto& row : *table) {
    if (!row.is_array() || row.get_array().size() != columns) return nullptr;
    for (const auto& cell : row.get_array()) {
      if (!cell.is_null() &&
          !(cell.is_number() && std::isfinite(cell.to_number<double>()) && cell.to_number<double>() >= 0)) {
        return nullptr;
      }
    }
  }
  return table;
}

}  // namespace

std::string table_address(std::string_view osrm, const std::vector<GeoPoint>& points, std::size_t from) {
  std::string address(osrm);
  while (address.ends_with('/')) address.pop_back();
  address += "/table/v1/driving/";
  std::string sources, destinations;
  for (std::size_t i = 0; i < points.size(); ++i) {
    fmt::format_to(std::back_inserter(address), "{}{:.5f},{:.5f}", i == 0 ? "" : ";", points[i].longitude,
                   points[i].latitude);
    auto& list = i < from ? sources : destinations;
    fmt::format_to(std::back_inserter(list), "{}{}", list.empty() ? "" : ";", i);
  }
  return fmt::format("{}?annotations=duration,distance&sources={}&destinations={}", address, sources, destinations);
}

std::optional<RoadTable> read_table(std::string_view text, std::size_t from, std::size_t to) {
  constexpr double seconds_a_minute = 60, metres_a_km = 1000;
  boost::system::error_code broken;
  const auto value = json::parse({text.data(), text.size()}, broken);
  const auto* answer = broken ? nullptr : value.if_object();
  const auto* code = answer ? answer->if_contains("code") : nullptr;
  if (!code || !code->is_string() || code->get_string() != "Ok") return std::nullopt;
  const auto* seconds = table_of(*answer, "durations", from, to);
  const auto* metres = table_of(*answer, "distances", from, to);
  if (!seconds || !metres) return std::nullopt;
  RoadTable table;
  for (std::size_t i = 0; i < from; ++i) {
    auto& row = table.rows.emplace_back();
    for (std::size_t j = 0; j < to; ++j) {
      const auto &s = (*seconds)[i].get_array()[j], &m = (*metres)[i].get_array()[j];
      if (s.is_null() || m.is_null()) {
        row.emplace_back();
      } else {
        const auto minutes = static_cast<int>(std::lround(s.to_number<double>() / seconds_a_minute));
        row.emplace_back(Travel{minutes, m.to_number<double>() / metres_a_km, Travel::Source::osrm});
      }
    }
  }
  return table;
}

}  // namespace gishe::territory
