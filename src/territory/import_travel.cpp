#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "territory/place_store.h"
#include "territory/whole_file.h"

namespace gishe::territory {
namespace {

constexpr std::size_t rows_max = 1'000'000;
constexpr std::size_t refused_max = 100;
constexpr std::int64_t minutes_max = 24 * 60;
constexpr double km_max = 2'000;

struct Row {
  Ekatte from, to;
  int minutes = 0;
  double km = 0;
};

std::string why_not(const csv::Reader& line, Row& row) {
  if (!line.fault().empty()) return line.fault();
  const auto from = Ekatte::parse(line.get("from_settlement")), to = Ekatte::parse(line.get("to_settlement"));
  if (!from || !to) return "has no two EKATTE codes in from_settlement and to_settlement";
  const auto minutes = text::whole_number(line.get("minutes"));
  if (!minutes || *minutes < 0 || *minutes > minutes_max) return "has unfit minutes: " + line.get("minutes");
  const std::string& km = line.get("km");
  const auto end = std::from_chars(km.data(), km.data() + km.size(), row.km);
  if (end.ec != std::errc() || end.ptr != km.data() + km.size() || !(row.km >= 0 && row.km <= km_max)) {
    return "has unfit km: " + km;
  }
  row.from = *from;
  row.to = *to;
  row.minutes = static_cast<int>(*minutes);
  return {};
}

}  // namespace

ImportedTravel import_travel(db::Database& database, const std::string& file) {
  ImportedTravel imported;
  const auto refuse = [&](std::string line) {
    if (imported.refused.size() < refused_max) imported.refused.push_back(std::move(line));
  };
  std::string fault;
  const auto text = whole_file(file, fault);
  if (!text) {
    refuse(fmt::format("{}: {}", file, fault));
    return imported;
  }
  std::vector<std::pair<int, Row>> rows;  // with the line they stood on
  csv::Reader line(*text);
  while (line.next()) {
    Row row;
    const auto no = why_not(line, row);
    if (!no.empty()) {
      refuse(fmt::format("line {} {}", line.line(), no));
    } else if (rows.size() < rows_max) {
      rows.emplace_back(line.line(), row);
    } else {
      refuse(fmt::format("line {} and what follows: more than {} rows", line.line(), rows_max));
      break;
    }
  }
  const auto before = imported;
  database.write([&](db::Tx& tx) {
    imported = before;
    std::set<std::string> known;
    for (const auto& s : list_settlements(tx)) known.insert(s.code.text);
    for (const auto& [number, row] : rows) {
      if (!known.contains(row.from.text) || !known.contains(row.to.text)) {
        refuse(fmt::format("line {} names a settlement that is not here", number));
        continue;
      }
      store_measured_travel(tx, row.from, row.to, row.minutes, row.km, "imported");
      ++imported.pairs;
    }
  });
  return imported;
}

}  // namespace gishe::territory
