#include "zones/supply_words.h"

namespace gishe::zones {

std::string at_least(const words::Words& w, std::int64_t count) {
  const std::int64_t shown = count - count % rounded_to;
  return shown ? w.with("zones.supply.at_least", {{"n", w.number(shown)}}) : w("zones.supply.few");
}

SupplyFigures figures_of(const words::Words& w, const OfType& of) {
  const auto seen = [&](std::int64_t n) { return of.unseen() ? std::string("–") : w.number(n); };
  const bool all_silent = of.silent > 0 && of.silent == of.services;
  const auto counted = [&](std::int64_t n) { return of.may_be_hidden() ? std::string("–") : at_least(w, n); };
  return {at_least(w, of.asked), at_least(w, of.unmet), counted(of.to_neighbours),
          counted(of.no_places), seen(of.services),     all_silent ? "–" : seen(of.places),
          seen(of.free),         seen(of.waiting)};
}

}  // namespace gishe::zones
