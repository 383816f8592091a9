#include <fmt/format.h>

#include "app/commands.h"
#include "open_data/open_data.h"
#include "territory/territory.h"

namespace gishe::app {
namespace {

int tell_refused(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) fmt::print(stderr, "{}\n", line);
  return lines.empty() ? done : refused;
}

}  // namespace

int import_places(const Where& where, const std::string& folder) {
  const auto house = open_house(where);
  const auto n =
      territory::import_places(*house->database, folder, [](int percent) { show_progress("reading", percent); });
  fmt::print("districts {}, municipalities {}, settlements {}, lines refused {}\n", n.districts, n.municipalities,
             n.settlements, n.refused.size());
  return tell_refused(n.refused);
}

int import_outlines(const Where& where, const std::string& file) {
  const auto house = open_house(where);
  const auto n = territory::import_outlines(*house->database, file);
  fmt::print("outlines {}, of places not here {}, features refused {}\n", n.outlines, n.not_here, n.refused.size());
  return tell_refused(n.refused);
}

int import_travel(const Where& where, const std::string& file) {
  const auto house = open_house(where);
  const auto n = territory::import_travel(*house->database, file);
  fmt::print("pairs of settlements {}, lines refused {}\n", n.pairs, n.refused.size());
  return tell_refused(n.refused);
}

int import_hsds(const Where& where, const HsdsWish& wish) {
  const auto fallback = MunicipalityCode::parse(wish.municipality);
  if (!wish.municipality.empty() && !fallback) {
    fmt::print(stderr, "\"{}\" is no municipality code (such as PAZ14)\n", wish.municipality);
    return bad_usage;
  }
  const auto house = open_house(where);
  const auto n = open_data::import_hsds(house->office,
                                        {wish.path, fallback.value_or(MunicipalityCode{}), wish.strict, wish.report},
                                        [](int percent) { show_progress("reading", percent); });
  fmt::print("organisations {}, services {}, locations {}, other rows {}, unchanged {}\n", n.organisations, n.services,
             n.locations, n.others, n.unchanged);
  fmt::print("rows refused {}, fields refused {}, notes {}{}\n", n.rows_refused, n.fields_refused, n.notes,
             n.taken ? "" : "; nothing was imported");
  for (const std::string& line : n.refused) fmt::print(stderr, "{}\n", line);
  if (!wish.report.empty()) fmt::print("all of it: {}\n", wish.report);
  return n.taken && n.rows_refused + n.fields_refused == 0 ? done : refused;
}

int export_hsds(const Where& where, const std::string& path) {
  const auto house = open_house(where);
  const auto n = open_data::export_hsds(house->office, path, [](int percent) { show_progress("writing", percent); });
  fmt::print("{}: {} entities, {} rows\n", path, n.entities, n.rows);
  return done;
}

}  // namespace gishe::app
