#pragma once

namespace gishe::territory {

/// Great circle between two points in degrees, WGS 84 taken as a sphere of 6,371 km.
double great_circle_km(double from_latitude, double from_longitude, double to_latitude, double to_longitude);

}  // namespace gishe::territory
