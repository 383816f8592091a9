#include <fmt/format.h>

#include "app/commands.h"
#include "directory/directory.h"
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

int import_hsds(const Where& where, const std::string& path, const std::string& municipality) {
  const auto fallback = MunicipalityCode::parse(municipality);
  if (!municipality.empty() && !fallback) {
    fmt::print(stderr, "\"{}\" is no municipality code (such as PAZ14)\n", municipality);
    return bad_usage;
  }
  const auto house = open_house(where);
  const auto n = directory::import_hsds(house->office, path, fallback.value_or(MunicipalityCode{}),
                                        [](int percent) { show_progress("reading", percent); });
  fmt::print("organisations {}, services {}, locations {}, entries refused {}\n", n.organisations, n.services,
             n.locations, n.refused.size());
  return tell_refused(n.refused);
}

}  // namespace gishe::app
