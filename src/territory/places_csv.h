#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "territory/place_store.h"

/// The columns of geo-bg, as written by shared/data/geo-bg and by demo/.
namespace gishe::territory {

struct PlacesText {
  std::string_view districts, municipalities, settlements;
};

/// Parsed and checked; rows that are not fit stand in `refused` with file and line.
struct Places {
  std::vector<District> districts;
  std::vector<Municipality> municipalities;
  std::vector<Settlement> settlements;
  std::vector<std::string> refused;  // at most 100
};
Places read_places(const PlacesText& text);

/// Parents before children.
void store_places(db::Tx& tx, const Places& places);

}  // namespace gishe::territory
