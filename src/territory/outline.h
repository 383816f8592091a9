#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "territory/territory.h"

/// Borders as they come from GeoJSON (RFC 7946) and as the table `outline` keeps them.
namespace gishe::territory {

struct OutlinesRead {
  std::vector<Outline> outlines;
  std::vector<std::string> refused;  // "feature 12 (PAZ14): the ring crosses itself near 24.1,42.3", at most 100
};
/// Reads the polygons of a FeatureCollection. A feature is known by its property `code` (a municipality's PAZ14 or a
/// district's PAZ) or `ekatte`. Refuses, one by one, what is no polygon, is not closed, crosses itself, lies outside
/// the world, has more than 100,000 points or names a place a second time; refuses all when it is no GeoJSON.
OutlinesRead read_outlines(std::string_view geojson);

/// The text form of the table and back. What does not read as such gives no rings.
std::string rings_to_text(const std::vector<Ring>& rings);
std::vector<Ring> rings_from_text(std::string_view text);
/// The outline that the table has as this text; the one given out before when the text is still the same. For many
/// threads.
std::shared_ptr<const Outline> outline_from_text(std::string_view kind, std::string_view code, std::string_view text);

/// Is the point inside the outline or within `km` of a corner of its border?
bool lies_within(const Outline& outline, GeoPoint point, double km);

void store_outline(db::Tx& tx, const Outline& outline, std::string_view source);

}  // namespace gishe::territory
