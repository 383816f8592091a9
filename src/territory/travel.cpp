#include <cmath>
#include <numbers>

#include "territory/geometry.h"
#include "territory/place_store.h"
#include "territory/territory.h"

namespace gishe::territory {
namespace {

constexpr double roads_longer_than_air = 1.35;
constexpr double km_per_hour = 45;
constexpr double minutes_to_set_out = 5;

bool known(const Settlement& place) { return place.latitude != 0 || place.longitude != 0; }

}  // namespace

double great_circle_km(double from_latitude, double from_longitude, double to_latitude, double to_longitude) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  const double half_lat = std::sin(radians(to_latitude - from_latitude) / 2);
  const double half_lon = std::sin(radians(to_longitude - from_longitude) / 2);
  const double a =
      half_lat * half_lat + std::cos(radians(from_latitude)) * std::cos(radians(to_latitude)) * half_lon * half_lon;
  return 2 * 6371 * std::asin(std::sqrt(std::fmin(1, a)));
}

Travel estimate_travel(double from_latitude, double from_longitude, double to_latitude, double to_longitude) {
  const double air = great_circle_km(from_latitude, from_longitude, to_latitude, to_longitude);
  const double km = air * roads_longer_than_air;
  return {static_cast<int>(std::lround(km / km_per_hour * 60 + minutes_to_set_out)), km, Travel::Source::estimate};
}

std::optional<Travel> estimate_travel(const Settlement& from, const Settlement& to) {
  if (!known(from) || !known(to)) return std::nullopt;
  return estimate_travel(from.latitude, from.longitude, to.latitude, to.longitude);
}

std::optional<Travel> travel(db::Session& session, const Ekatte& from, const Ekatte& to) {
  if (const auto measured = list_measured_travel(session, from, {to}); !measured.empty())
    return measured.begin()->second;
  const auto a = find_settlement(session, from);
  const auto b = find_settlement(session, to);
  return a && b ? estimate_travel(*a, *b) : std::nullopt;
}

}  // namespace gishe::territory
