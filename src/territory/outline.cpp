#include "territory/outline.h"

#include <fmt/format.h>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/ring.hpp>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "territory/geometry.h"

namespace gishe::territory {
namespace {

namespace geometry = boost::geometry;
namespace json = boost::json;

constexpr std::size_t refused_max = 100;
constexpr std::size_t features_max = 20'000;
constexpr std::size_t points_max = 100'000;

/// Five decimals: what is kept, so what is checked.
double rounded(double degrees) { return std::round(degrees * 1e5) / 1e5; }

/// One feature being read; remembers the first thing wrong with it.
class FeatureReader {
 public:
  std::string fault;
  std::vector<Ring> rings;

  void read(const json::object& feature) {
    const auto* geometry = feature.if_contains("geometry");
    const auto* shape = geometry ? geometry->if_object() : nullptr;
    const auto* type = shape ? shape->if_contains("type") : nullptr;
    const auto* coordinates = shape ? shape->if_contains("coordinates") : nullptr;
    const std::string_view name = type && type->is_string() ? std::string_view(type->get_string()) : "";
    if ((name != "Polygon" && name != "MultiPolygon") || !coordinates || !coordinates->is_array()) {
      return say("is no Polygon and no MultiPolygon");
    }
    if (name == "Polygon") return polygon(coordinates->get_array());
    for (const auto& part : coordinates->get_array()) {
      if (!part.is_array()) return say("has a polygon that is no list");
      polygon(part.get_array());
    }
    if (rings.empty()) say("has no points");
  }

 private:
  void say(std::string what) {
    if (fault.empty()) fault = std::move(what);
  }

  void polygon(const json::array& parts) {
    const std::size_t first = rings.size();
    for (const auto& part : parts) {
      if (!part.is_array()) return say("has a ring that is no list");
      ring(part.get_array());
      if (!fault.empty()) return;
    }
    if (rings.size() == first) say("has no points");
  }

  void ring(const json::array& points) {
    Ring read;
    for (const auto& point : points) {
      const auto* pair = point.if_array();
      if (!pair || pair->size() < 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number()) {
        return say("has a point that is not [longitude, latitude]");
      }
      const GeoPoint p{rounded((*pair)[1].to_number<double>()), rounded((*pair)[0].to_number<double>())};
      if (!(std::abs(p.latitude) <= 90) || !(std::abs(p.longitude) <= 180)) {
        return say(fmt::format("has a point outside the world: {},{}", p.longitude, p.latitude));
      }
      // Two points nearer than a metre are one.
      if (read.empty() || read.back() != p) read.push_back(p);
    }
    m_points += read.size();
    if (m_points > points_max) return say(fmt::format("has more than {} points", points_max));
    if (read.size() < 4) return say("has a ring of fewer than three corners");
    if (read.front() != read.back()) return say("has a ring that is not closed");
    check_shape(read);
    rings.push_back(std::move(read));
  }

  /// Each ring alone: for drawing it does not matter how a hole lies to its border, and published borders have holes
  /// that touch it.
  void check_shape(const Ring& ring) {
    geometry::model::ring<geometry::model::d2::point_xy<double>> shape;
    for (const GeoPoint& p : ring) shape.emplace_back(p.longitude, p.latitude);
    geometry::correct(shape);  // which way round a ring goes is no fault of the border
    std::string why;
    if (!geometry::is_valid(shape, why)) say(in_words(why));
  }

  static std::string in_words(const std::string& why) {
    if (why.find("self-intersection") == std::string::npos) return "is no whole surface: " + why;
    const auto at = why.find('('), end = why.find(')', at);
    const std::string where = at == std::string::npos ? "" : " near " + why.substr(at + 1, end - at - 1);
    return "crosses itself" + where;
  }

  std::size_t m_points = 0;
};

std::string_view text_property(const json::object& feature, std::string_view name) {
  const auto* properties = feature.if_contains("properties");
  const auto* object = properties ? properties->if_object() : nullptr;
  const auto* value = object ? object->if_contains(name) : nullptr;
  return value && value->is_string() ? std::string_view(value->get_string()) : "";
}

/// Which place a feature is of; an empty kind when it does not say.
std::pair<std::string, std::string> place_of(const json::object& feature) {
  const auto ekatte = text_property(feature, "ekatte");
  if (Ekatte::parse(ekatte)) return {"settlement", std::string(ekatte)};
  const auto code = text_property(feature, "code");
  if (MunicipalityCode::parse(code)) return {"municipality", std::string(code)};
  const bool letters = code.size() == 3 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == code.npos;
  if (letters) return {"district", std::string(code)};
  return {};
}

}  // namespace

OutlinesRead read_outlines(std::string_view geojson) {
  OutlinesRead read;
  boost::system::error_code error;
  const json::value file = json::parse({geojson.data(), geojson.size()}, error);
  const auto* collection = error ? nullptr : file.if_object();
  const auto* features = collection ? collection->if_contains("features") : nullptr;
  if (!features || !features->is_array() || features->get_array().size() > features_max) {
    read.refused.push_back(error ? "is no JSON: " + error.message()
                                 : fmt::format("is no FeatureCollection of at most {} features", features_max));
    return read;
  }
  std::set<std::pair<std::string, std::string>> seen;
  int number = 0;
  for (const auto& one : features->get_array()) {
    ++number;
    FeatureReader feature;
    std::pair<std::string, std::string> place;
    if (const auto* object = one.if_object()) {
      place = place_of(*object);
      feature.read(*object);
    } else {
      feature.fault = "is no feature";
    }
    if (place.first.empty()) feature.fault = "names no place: it has neither a code nor an ekatte";
    if (feature.fault.empty() && !seen.insert(place).second) feature.fault = "names a place that was there already";
    if (feature.fault.empty()) {
      read.outlines.push_back({place.first, place.second, std::move(feature.rings)});
    } else if (read.refused.size() < refused_max) {
      read.refused.push_back(fmt::format(
          "feature {}{} {}", number, place.second.empty() ? "" : fmt::format(" ({})", place.second), feature.fault));
    }
  }
  return read;
}

std::string rings_to_text(const std::vector<Ring>& rings) {
  std::string text;
  for (const Ring& ring : rings) {
    if (!text.empty()) text += '|';
    bool first = true;
    for (const GeoPoint& p : ring) {
      fmt::format_to(std::back_inserter(text), "{}{:.8g},{:.8g}", first ? "" : " ", p.longitude, p.latitude);
      first = false;
    }
  }
  return text;
}

std::vector<Ring> rings_from_text(std::string_view text) {
  std::vector<Ring> rings;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&](double& into) {
    const auto read = std::from_chars(at, end, into);
    const bool good = read.ec == std::errc();
    at = read.ptr;
    return good;
  };
  bool in_ring = false;
  while (at < end) {
    if (!in_ring) rings.emplace_back();
    GeoPoint p{};
    if (!number(p.longitude) || at >= end || *at++ != ',' || !number(p.latitude)) return {};
    rings.back().push_back(p);
    in_ring = at < end && *at == ' ';
    if (at < end && *at++ != ' ' && at[-1] != '|') return {};
  }
  return rings;
}

std::shared_ptr<const Outline> outline_from_text(std::string_view kind, std::string_view code, std::string_view text) {
  struct Read {
    std::string text;
    std::shared_ptr<const Outline> outline;
  };
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, Read> last;  // no more than there are places
  const std::lock_guard lock(mutex);
  Read& read = last[{std::string(kind), std::string(code)}];
  if (!read.outline || read.text != text) {
    read.text = text;
    read.outline = std::make_shared<Outline>(Outline{std::string(kind), std::string(code), rings_from_text(text)});
  }
  return read.outline;
}

bool lies_within(const Outline& outline, GeoPoint point, double km) {
  bool inside = false;
  double nearest_km = 1e9;
  for (const Ring& ring : outline.rings) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
      const GeoPoint &a = ring[i - 1], &b = ring[i];
      if ((a.latitude > point.latitude) != (b.latitude > point.latitude)) {
        const double across =
            a.longitude + (point.latitude - a.latitude) / (b.latitude - a.latitude) * (b.longitude - a.longitude);
        if (point.longitude < across) inside = !inside;
      }
      nearest_km = std::min(nearest_km, great_circle_km(point.latitude, point.longitude, a.latitude, a.longitude));
    }
  }
  return inside || nearest_km <= km;
}

}  // namespace gishe::territory
