#include <fmt/format.h>

#include <algorithm>

#include "territory/outline.h"
#include "territory/whole_file.h"

namespace gishe::territory {
namespace {

constexpr double beside_the_border_km = 5;  // outlines are simplified; a place may stand just outside

enum class Fit { fits, not_here, elsewhere };

/// A municipality is known by its settlements, for the seat of one (Родопи) lies in another; a district only by its
/// code.
Fit fit(db::Session& session, const Outline& outline) {
  std::vector<Settlement> inside;
  if (outline.kind == "district") {
    return district_name(session, outline.code, words::Language::bg).empty() ? Fit::not_here : Fit::fits;
  }
  if (outline.kind == "municipality") {
    if (!find_municipality(session, MunicipalityCode{outline.code})) return Fit::not_here;
    inside = list_settlements(session, MunicipalityCode{outline.code});
  } else {
    const auto settlement = find_settlement(session, Ekatte{outline.code});
    if (!settlement) return Fit::not_here;
    inside.push_back(*settlement);
  }
  std::erase_if(inside, [](const Settlement& s) { return s.latitude == 0 && s.longitude == 0; });
  const bool fits = inside.empty() || std::any_of(inside.begin(), inside.end(), [&](const Settlement& s) {
                      return lies_within(outline, {s.latitude, s.longitude}, beside_the_border_km);
                    });
  return fits ? Fit::fits : Fit::elsewhere;
}

}  // namespace

ImportedOutlines import_outlines(db::Database& database, const std::string& file) {
  ImportedOutlines imported;
  std::string fault;
  const auto text = whole_file(file, fault);
  if (!text) {
    imported.refused.push_back(fmt::format("{}: {}", file, fault));
    return imported;
  }
  const OutlinesRead read = read_outlines(*text);
  const std::string source = file.substr(file.rfind('/') + 1);
  database.write([&](db::Tx& tx) {
    imported = {0, 0, read.refused};
    for (const Outline& outline : read.outlines) {
      const Fit found = fit(tx, outline);
      if (found == Fit::not_here) ++imported.not_here;
      if (found == Fit::elsewhere)
        imported.refused.push_back(outline.code + " lies somewhere else than its settlements");
      if (found != Fit::fits) continue;
      store_outline(tx, outline, source);
      ++imported.outlines;
    }
  });
  return imported;
}

}  // namespace gishe::territory
