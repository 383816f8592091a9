#include "maps/maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/multi_point.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>
#include <deque>
#include <map>
#include <mutex>
#include <numbers>

#include "base/text.h"

namespace gishe::maps {
namespace {

namespace geometry = boost::geometry;
using Point = geometry::model::d2::point_xy<double>;
using Line = geometry::model::linestring<Point>;

constexpr double margin = 24;  // units of the sheet
constexpr double height_max = 460;
constexpr double thinned = 0.5;            // what is less than this off a line is left out
constexpr double smallest_world = 0.0006;  // of the world's width: one village alone is not drawn as its doorstep
constexpr double letter_width = 8.5;       // of a name, units
constexpr double letter_height = 18;

/// The web's Mercator: the world is 1 × 1, north up.
Point project(const territory::GeoPoint& p) {
  const double latitude = std::clamp(p.latitude, -85.0, 85.0) * std::numbers::pi / 180;
  return {(p.longitude + 180) / 360, (1 - std::asinh(std::tan(latitude)) / std::numbers::pi) / 2};
}

using Box = geometry::model::box<Point>;

/// From the world to the sheet.
struct Fit {
  double scale = 1, left = 0, top = 0;
  bool operator==(const Fit&) const = default;
  Point operator()(const Point& p) const { return {(p.x() - left) * scale, (p.y() - top) * scale}; }
};

Fit fit(const Box& box, MapPicture& sheet) {
  double wide = box.max_corner().x() - box.min_corner().x(), high = box.max_corner().y() - box.min_corner().y();
  const double centre_x = box.min_corner().x() + wide / 2, centre_y = box.min_corner().y() + high / 2;
  wide = std::max(wide, smallest_world);
  high = std::max(high, smallest_world / 2);
  Fit to;
  to.scale = std::min((sheet.width - 2 * margin) / wide, (height_max - 2 * margin) / high);
  sheet.height = std::ceil(high * to.scale + 2 * margin);
  to.left = centre_x - sheet.width / 2 / to.scale;
  to.top = centre_y - sheet.height / 2 / to.scale;
  return to;
}

void add_path(const Line& line, const MapPicture& sheet, std::string& path) {
  Line thin;
  geometry::simplify(line, thin, thinned);
  const auto on_sheet = [&](const Point& p) {
    return p.x() >= 0 && p.x() <= sheet.width && p.y() >= 0 && p.y() <= sheet.height;
  };
  // Smaller than a dot, or beside the sheet.
  if (thin.size() < 4 || std::none_of(thin.begin(), thin.end(), on_sheet)) return;
  bool first = true;
  for (const Point& p : thin) {
    fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", first ? "M" : "L", p.x(), p.y());
    first = false;
  }
  path += 'Z';
}

/// Round the settlements, with some air: not where the border runs, but where its people live.
Line guess(const std::vector<territory::GeoPoint>& settlements, const Fit& to) {
  geometry::model::multi_point<Point> points;
  constexpr double air = 16;
  for (const auto& s : settlements) {
    const Point p = to(project(s));
    for (int step = 0; step < 12; ++step) {
      const double angle = step * std::numbers::pi / 6;
      points.push_back({p.x() + air * std::cos(angle), p.y() + air * std::sin(angle)});
    }
  }
  geometry::model::polygon<Point> hull;
  geometry::convex_hull(points, hull);
  return {hull.outer().begin(), hull.outer().end()};
}

/// In the world, without projecting every point: Mercator keeps what is furthest north, and so on.
Box box_of(const territory::Outline& border) {
  double south = 90, north = -90, west = 180, east = -180;
  for (const auto& ring : border.rings) {
    for (const auto& p : ring) {
      south = std::min(south, p.latitude), north = std::max(north, p.latitude);
      west = std::min(west, p.longitude), east = std::max(east, p.longitude);
    }
  }
  return {project({north, west}), project({south, east})};
}

bool is_seen(const territory::Outline& border, const MapPicture& sheet, const Fit& to) {
  const Box box = box_of(border);
  return geometry::intersects(Box{to(box.min_corner()), to(box.max_corner())},
                              Box{{0, 0}, {sheet.width, sheet.height}});
}

MapPicture::Shape shape_of(const MapLand& land, const MapPicture& sheet, const Fit& to) {
  MapPicture::Shape shape;
  shape.beside = land.beside;
  shape.guessed = !land.border;
  if (shape.guessed && !land.settlements.empty()) add_path(guess(land.settlements, to), sheet, shape.path);
  if (shape.guessed || !is_seen(*land.border, sheet, to)) return shape;
  for (const auto& ring : land.border->rings) {
    Line line;
    for (const auto& p : ring) line.push_back(to(project(p)));
    add_path(line, sheet, shape.path);
  }
  return shape;
}

std::vector<MapPicture::Shape> shapes_of(const std::vector<MapLand>& lands, const MapPicture& sheet, const Fit& to) {
  struct Drawn {
    Fit to;
    std::vector<MapLand> lands;
    std::vector<MapPicture::Shape> shapes;
  };
  constexpr std::size_t sheets_kept = 8;
  static std::mutex mutex;
  static std::deque<Drawn> last;
  {
    const std::lock_guard lock(mutex);
    for (const Drawn& drawn : last) {
      if (drawn.to == to && drawn.lands == lands) return drawn.shapes;
    }
  }
  std::vector<MapPicture::Shape> shapes;
  for (const auto& land : lands) {
    auto shape = shape_of(land, sheet, to);
    if (!shape.path.empty()) shapes.push_back(std::move(shape));
  }
  const std::lock_guard lock(mutex);
  last.push_front({to, lands, shapes});
  if (last.size() > sheets_kept) last.pop_back();
  return shapes;
}

double radius_of(int services) { return std::min(26.0, 9 + 3 * std::sqrt(services)); }

void add_dots(MapPicture& picture, const std::vector<MapPlace>& places, const Fit& to) {
  std::vector<const MapPlace*> by_size;
  for (const auto& place : places) by_size.push_back(&place);
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const auto* a, const auto* b) { return a->services > b->services; });
  for (const auto* place : by_size) {
    const Point at = to(project(place->at));
    const double radius = radius_of(place->services);
    const auto covers = [&](const MapPicture::Dot& d) {
      return std::hypot(d.x - at.x(), d.y - at.y()) < d.radius + radius;
    };
    const auto shared = std::find_if(picture.dots.begin(), picture.dots.end(), covers);
    if (shared == picture.dots.end()) {
      picture.dots.push_back({{place}, place->services, at.x(), at.y(), radius});
    } else {
      shared->places.push_back(place);
      shared->services += place->services;
      shared->radius = std::max(shared->radius, radius_of(shared->services));
    }
  }
  std::stable_sort(picture.dots.begin(), picture.dots.end(),
                   [](const auto& a, const auto& b) { return a.services > b.services; });
}

/// Names go beside their dots, the most services first, where they cover nothing that stands already.
void place_names(MapPicture& picture) {
  std::vector<Box> taken;
  for (const auto& d : picture.dots) {
    taken.push_back({{d.x - d.radius, d.y - d.radius}, {d.x + d.radius, d.y + d.radius}});
  }
  const std::size_t dots = taken.size();
  for (std::size_t i = 0; i < dots; ++i) {
    auto& d = picture.dots[i];
    const double width = static_cast<double>(text::length(d.places.front()->name)) * letter_width;
    for (const bool left : {false, true}) {
      const double from = left ? d.x - d.radius - 4 - width : d.x + d.radius + 4;
      const Box name{{from, d.y - letter_height / 2}, {from + width, d.y + letter_height / 2}};
      const bool on_sheet = from >= 0 && from + width <= picture.width;
      const bool free =
          std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return geometry::intersects(name, other); });
      if (!on_sheet || !free) continue;
      d.labelled = true;
      d.label_left = left;
      d.label_x = left ? d.x - d.radius - 4 : from;
      taken.push_back(name);
      break;
    }
  }
}

void add_tiles(MapPicture& picture, const Fit& to) {
  constexpr int zoom_max = 15, tiles_max = 64;
  const int zoom = std::clamp(static_cast<int>(std::lround(std::log2(to.scale / 256))), 0, zoom_max);
  const double count = std::exp2(zoom), size = to.scale / count;
  const auto first = [&](double edge) { return static_cast<int>(std::floor(edge * count)); };
  const int left = first(to.left), right = first(to.left + picture.width / to.scale);
  const int top = first(to.top), bottom = first(to.top + picture.height / to.scale);
  if ((right - left + 1) * (bottom - top + 1) > tiles_max) return;
  for (int row = std::max(0, top); row <= bottom && row < count; ++row) {
    for (int column = std::max(0, left); column <= right && column < count; ++column) {
      const Point corner = to({column / count, row / count});
      picture.tiles.push_back({zoom, column, row, corner.x(), corner.y(), size});
    }
  }
}

}  // namespace

std::vector<MapLand> lands_of(db::Session& session, const std::vector<territory::Settlement>& settlements) {
  std::map<std::string, MapLand> by_code;
  for (const auto& s : settlements) {
    MapLand& land = by_code[s.municipality.text];
    land.code = s.municipality.text;
    if (s.latitude != 0 || s.longitude != 0) land.settlements.push_back({s.latitude, s.longitude});
  }
  for (auto& border : territory::list_outlines(session, "municipality")) {
    const auto land = by_code.find(border->code);
    if (land == by_code.end() || border->rings.empty()) continue;
    land->second.settlements.clear();
    land->second.border = std::move(border);
  }
  std::vector<MapLand> lands;
  for (auto& [code, land] : by_code) lands.push_back(std::move(land));
  return lands;
}

MapPicture draw_map(const std::vector<MapLand>& lands, const std::vector<MapPlace>& places, bool with_tiles,
                    const std::vector<MapMark>& marks) {
  MapPicture picture;
  Box box;
  geometry::assign_inverse(box);
  for (const auto& place : places) geometry::expand(box, project(place.at));
  for (const auto& land : lands) {
    if (land.beside) continue;
    if (land.border) geometry::expand(box, box_of(*land.border));
    for (const auto& p : land.settlements) geometry::expand(box, project(p));
  }
  for (const auto& mark : marks) geometry::expand(box, project(mark.at));
  if (box.min_corner().x() > box.max_corner().x()) return picture;

  const Fit to = fit(box, picture);
  picture.lands = shapes_of(lands, picture, to);
  for (const auto& mark : marks) {
    const Point at = to(project(mark.at));
    picture.marks.push_back({mark.index, at.x(), at.y()});
  }
  add_dots(picture, places, to);
  place_names(picture);
  if (with_tiles) add_tiles(picture, to);
  return picture;
}

}  // namespace gishe::maps
