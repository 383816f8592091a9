#include "zones/scenario.h"

#include "base/split.h"
#include "base/text.h"

namespace gishe::zones {

std::string text_of(const PlacesBySettlement& places) {
  std::vector<std::string> all;
  for (const auto& [settlement, n] : places) all.push_back(settlement.text + ":" + std::to_string(n));
  return text::join(all, ",");
}

PlacesBySettlement places_from(std::string_view text) {
  PlacesBySettlement places;
  for (const auto& one : text::split(text, ',')) {
    const auto colon = one.find(':');
    if (colon == std::string_view::npos) continue;
    const auto settlement = Ekatte::parse(std::string_view(one).substr(0, colon));
    const auto n = text::whole_number(std::string_view(one).substr(colon + 1));
    if (settlement && n && *n >= 0) places[*settlement] = *n;
  }
  return places;
}

}  // namespace gishe::zones
