#include "territory/places_csv.h"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/csv.h"
#include "base/text.h"

namespace gishe::territory {
namespace {

constexpr std::size_t refused_max = 100;

/// One row being read: remembers the first thing wrong with it.
class RowReader {
 public:
  RowReader(const csv::Reader& row) : m_row(row), m_fault(row.fault()) {}

  std::string text(std::string_view column) {
    const std::string& value = m_row.get(column);
    if (value.empty()) say(fmt::format("has no {}", column));
    if (value.size() > 400 || !text::is_plain(value)) say(fmt::format("has an unfit {}", column));
    return value;
  }
  std::string optional_text(std::string_view column) {
    const std::string& value = m_row.get(column);
    return value.empty() ? value : text(column);
  }
  double degrees(std::string_view column, double limit) {
    const std::string& value = m_row.get(column);
    double number = 0;
    if (value.empty()) return number;
    const auto end = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool whole = end.ec == std::errc() && end.ptr == value.data() + value.size();
    if (!whole || !(number >= -limit && number <= limit)) say(fmt::format("has an unfit {}: {}", column, value));
    return number;
  }
  std::int64_t people(std::string_view column) {
    const std::string& value = m_row.get(column);
    if (value.empty()) return 0;
    const auto number = text::whole_number(value);
    if (!number || *number < 0 || *number > 100'000'000) say(fmt::format("has an unfit {}: {}", column, value));
    return number.value_or(0);
  }
  Ekatte ekatte(std::string_view column) {
    auto code = Ekatte::parse(m_row.get(column));
    if (!code) say(fmt::format("has an unfit {}: {}", column, m_row.get(column)));
    return code.value_or(Ekatte{});
  }
  MunicipalityCode municipality(std::string_view column) {
    auto code = MunicipalityCode::parse(m_row.get(column));
    if (!code) say(fmt::format("has an unfit {}: {}", column, m_row.get(column)));
    return code.value_or(MunicipalityCode{});
  }
  void say(std::string what) {
    if (m_fault.empty()) m_fault = std::move(what);
  }
  bool fit() const { return m_fault.empty(); }
  const std::string& fault() const { return m_fault; }

 private:
  const csv::Reader& m_row;
  std::string m_fault;
};

/// Reads every row of a file; `take` fills from a row, which is kept only while it stays fit.
template <class Thing, class Take>
void read_file(std::string_view name, std::string_view text, std::vector<Thing>& into, Places& places, Take take) {
  csv::Reader row(text);
  while (row.next()) {
    RowReader fields(row);
    Thing thing = take(fields);
    if (fields.fit()) {
      into.push_back(std::move(thing));
    } else if (places.refused.size() < refused_max) {
      places.refused.push_back(fmt::format("{} line {}: {}", name, row.line(), fields.fault()));
    }
  }
}

District district_from(RowReader& row) { return {row.text("code"), row.text("name_bg"), row.text("name_en")}; }

Municipality municipality_from(RowReader& row, const std::set<std::string>& districts) {
  Municipality m;
  m.code = row.municipality("code");
  m.name_bg = row.text("name_bg");
  m.name_latin = row.text("name_en");
  m.district = row.text("district_code");
  m.seat = row.ekatte("seat_ekatte");
  m.latitude = row.degrees("seat_lat", 90);
  m.longitude = row.degrees("seat_lon", 180);
  m.population = row.people("population_2013");
  if (!districts.contains(m.district)) row.say(fmt::format("names an unknown district: {}", m.district));
  return m;
}

Settlement settlement_from(RowReader& row, const std::set<std::string>& municipalities) {
  Settlement s;
  s.code = row.ekatte("ekatte");
  s.municipality = row.municipality("municipality_code");
  s.kind = row.text("kind");
  s.name_bg = row.text("name_bg");
  s.name_latin = row.text("name_en");
  s.postal_code = row.optional_text("postal_code");
  s.latitude = row.degrees("lat", 90);
  s.longitude = row.degrees("lon", 180);
  s.population = row.people("population_2013");
  if (!municipalities.contains(s.municipality.text)) {
    row.say(fmt::format("names an unknown municipality: {}", s.municipality.text));
  }
  return s;
}

}  // namespace

Places read_places(const PlacesText& text) {
  Places places;
  read_file("districts.csv", text.districts, places.districts, places, district_from);
  std::set<std::string> districts, municipalities;
  for (const auto& d : places.districts) districts.insert(d.code);
  read_file("municipalities.csv", text.municipalities, places.municipalities, places,
            [&](RowReader& row) { return municipality_from(row, districts); });
  for (const auto& m : places.municipalities) municipalities.insert(m.code.text);
  read_file("settlements.csv", text.settlements, places.settlements, places,
            [&](RowReader& row) { return settlement_from(row, municipalities); });
  return places;
}

void store_places(db::Tx& tx, const Places& places) {
  for (const auto& d : places.districts) store_district(tx, d);
  for (const auto& m : places.municipalities) store_municipality(tx, m);
  for (const auto& s : places.settlements) store_settlement(tx, s);
}

}  // namespace gishe::territory
