#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "platform/db/db.h"
#include "platform/words/words.h"

/// Places everybody else refers to. Reference data: no personal data, the same for all municipalities.
namespace gishe::territory {

struct Municipality {
  MunicipalityCode code;  // PAZ14
  std::string name_bg, name_latin;
  std::string district;  // PAZ
  Ekatte seat;
  double latitude = 0, longitude = 0;  // of the seat, WGS 84
  std::int64_t population = 0;

  const std::string& name(words::Language language) const;  // Лесичово, Lesichovo
};

struct Settlement {
  Ekatte code;
  MunicipalityCode municipality;
  std::string kind;  // град, село, манастир
  std::string name_bg, name_latin, postal_code;
  double latitude = 0, longitude = 0;
  std::int64_t population = 0;

  std::string full_name(words::Language language) const;  // "с. Калугерово", "Kalugerovo"
};

std::optional<Municipality> find_municipality(db::Session& session, const MunicipalityCode& code);
std::vector<Municipality> list_municipalities(db::Session& session);
/// For people; the code itself where nothing is known of it.
std::string municipality_name(db::Session& session, const MunicipalityCode& code, words::Language language);
std::string district_name(db::Session& session, std::string_view code, words::Language language);
std::optional<Settlement> find_settlement(db::Session& session, const Ekatte& code);
std::vector<Settlement> list_settlements(db::Session& session, const MunicipalityCode& municipality);
/// The settlements of these codes, in no order; one statement.
std::vector<Settlement> list_settlements_by_code(db::Session& session, const std::vector<Ekatte>& codes);
/// Of all municipalities, one after the other, each in the order of its own list; at most 10,000.
std::vector<Settlement> list_settlements(db::Session& session);
std::vector<Settlement> list_settlements_with(db::Session& session, std::string_view postal_code);
/// Settlements of this name, as typed in either script; where none is written so, those that sound like it. Largest
/// first, at most 50.
std::vector<Settlement> list_settlements_named(db::Session& session, std::string_view name);

/// Municipalities that plan and share services with this one on a day (itself first, then by distance).
/// Without a zone: the municipality alone.
std::vector<MunicipalityCode> zone_of(db::Session& session, const MunicipalityCode& municipality, Day on);
/// Its zone's name, empty without one.
std::string zone_name(db::Session& session, const MunicipalityCode& municipality, Day on, words::Language language);

/// Travel by car in minutes between two settlements: the measured row if there is one, else an estimate
/// (great circle × 1.35 at 45 km/h, plus 5 minutes; docs/decisions). nullopt when a place has no coordinates.
struct Travel {
  enum class Source { estimate, imported, osrm };
  int minutes;
  double km;
  Source source;

  bool estimated() const { return source == Source::estimate; }
};
std::optional<Travel> travel(db::Session& session, const Ekatte& from, const Ekatte& to);
/// For a list: what is measured of these ways, by where they lead; one statement.
std::map<Ekatte, Travel> list_measured_travel(db::Session& session, const Ekatte& from, const std::vector<Ekatte>& to);
/// Of many ways at once, in no order: from, to, minutes; one statement.
void each_measured_minutes(db::Session& session, const std::vector<Ekatte>& from, const std::vector<Ekatte>& to,
                           const std::function<void(const Ekatte&, const Ekatte&, int)>& way);
/// The same estimate from coordinates, for lists.
Travel estimate_travel(double from_latitude, double from_longitude, double to_latitude, double to_longitude);
std::optional<Travel> estimate_travel(const Settlement& from, const Settlement& to);  // none: one has no coordinates

/// `gishe import places FOLDER`: settlements.csv, municipalities.csv, districts.csv as in geo-bg. Replaces by code.
struct Imported {
  int districts = 0, municipalities = 0, settlements = 0;
  std::vector<std::string> refused;  // "settlements.csv line 42: …", at most 100
};
Imported import_places(db::Database& database, const std::string& folder, const std::function<void(int)>& progress);

/// A border on the map. Which points lie inside: those that an odd number of rings goes round.
struct GeoPoint {
  double latitude = 0, longitude = 0;  // WGS 84
  bool operator==(const GeoPoint&) const = default;
};
using Ring = std::vector<GeoPoint>;  // closed: the last point is the first
struct Outline {
  std::string kind;  // municipality, district, settlement (its ground)
  std::string code;  // PAZ14, PAZ, 35571
  std::vector<Ring> rings;
};
/// Those of one kind that somebody has imported, by code; at most 6,000. Often none: nothing may lean on them. What has
/// not changed since it was read last is the same object and is not parsed again.
std::vector<std::shared_ptr<const Outline>> list_outlines(db::Session& session, std::string_view kind);

/// `gishe import outlines FILE.geojson`: polygons known by `code` (PAZ14, PAZ) or `ekatte`. Replaces by place; what is
/// broken or lies somewhere else than its settlements is refused and the rest is taken; places that are not here are
/// only counted, for a file of the whole country is the usual one.
struct ImportedOutlines {
  int outlines = 0, not_here = 0;
  std::vector<std::string> refused;
};
ImportedOutlines import_outlines(db::Database& database, const std::string& file);

/// `gishe import travel FILE.csv`: from_settlement,to_settlement,minutes,km. Replaces by pair; a row counts one way.
struct ImportedTravel {
  int pairs = 0;
  std::vector<std::string> refused;
};
ImportedTravel import_travel(db::Database& database, const std::string& file);

/// Minutes by road from an OSRM server, for the settlements of the planning zones. The estimate stands wherever the
/// server gave nothing; what was imported is not replaced.
class Roads {
 public:
  explicit Roads(std::string osrm) : m_osrm(std::move(osrm)) {}  // http://127.0.0.1:5000
  /// The next few questions of this day's round (50 × 50 settlements each, 5 s at most); nothing when the day is done.
  /// Empty, or why the server gave no table: asked again at the next call. For one thread.
  std::string measure_on(db::Database& database, Day today);

 private:
  const std::string m_osrm;
  std::optional<Day> m_day;
  std::size_t m_next = 0;
  bool m_done = false;  // this day's round
};

/// The demo's districts, municipalities, settlements and zone from demo/*.csv. Repeatable; what is there is replaced.
void load_demo_places(db::Tx& tx);

}  // namespace gishe::territory
