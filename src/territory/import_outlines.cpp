#include <fmt/format.h>

#include <algorithm>

#include "territory/outline.h"
#include "territory/whole_file.h"

namespace gishe::territory {
namespace {

constexpr double beside_the_border_km = 5;  // outlines are simplified; a place may stand just outside

/// Empty when the outline may be taken, else why not. A municipality is known by its settlements, for the seat of one
/// (Родопи) lies in another; a district only by its code.
std::string why_not(db::Session& session, const Outline& outline) {
  std::vector<Settlement> inside;
  if (outline.kind == "district") {
    return district_name(session, outline.code, words::Language::bg).empty() ? "is no district here" : "";
  }
  if (outline.kind == "municipality") {
    if (!find_municipality(session, MunicipalityCode{outline.code})) return "is no municipality here";
    inside = list_settlements(session, MunicipalityCode{outline.code});
  } else {
    const auto settlement = find_settlement(session, Ekatte{outline.code});
    if (!settlement) return "is no settlement here";
    inside.push_back(*settlement);
  }
  std::erase_if(inside, [](const Settlement& s) { return s.latitude == 0 && s.longitude == 0; });
  const bool fits = inside.empty() || std::any_of(inside.begin(), inside.end(), [&](const Settlement& s) {
                      return lies_within(outline, {s.latitude, s.longitude}, beside_the_border_km);
                    });
  return fits ? "" : "lies somewhere else than its settlements";
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
    imported = {0, read.refused};
    for (const Outline& outline : read.outlines) {
      if (const auto no = why_not(tx, outline); !no.empty()) {
        imported.refused.push_back(fmt::format("{} {}", outline.code, no));
        continue;
      }
      store_outline(tx, outline, source);
      ++imported.outlines;
    }
  });
  return imported;
}

}  // namespace gishe::territory
