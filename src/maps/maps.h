#pragma once
#include <memory>
#include <string>
#include <vector>

#include "territory/territory.h"

/// A map as lines and dots: where they stand on a sheet, nothing of how they look. Pure, but for lands_of.
namespace gishe::maps {

/// A place with something in it.
struct MapPlace {
  std::string code;  // EKATTE
  std::string name;
  std::string municipality;
  territory::GeoPoint at;
  int services = 0;
};
/// A piece of land to draw below: its border, or where none is known the settlements it goes round.
struct MapLand {
  std::string code;
  std::shared_ptr<const territory::Outline> border;  // null: unknown
  std::vector<territory::GeoPoint> settlements;      // used only then
  bool beside = false;  // a neighbour: drawn where it is seen, the sheet is not fitted to it

  bool operator==(const MapLand&) const = default;
};
/// A point that is drawn where it lies and never gathered with others; what it means is the caller's.
struct MapMark {
  territory::GeoPoint at;
  int index = 0;
};

struct MapPicture {
  double width = 640, height = 0;  // units of the sheet; y downwards
  struct Shape {
    std::string path;  // SVG path; even-odd
    bool beside = false;
    bool guessed = false;  // drawn round the settlements, because no border is known
  };
  std::vector<Shape> lands;
  /// Places that would cover one another share a dot; it stands at the one with the most services.
  struct Dot {
    std::vector<const MapPlace*> places;  // the one it stands at first
    int services = 0;
    double x = 0, y = 0, radius = 0;
    bool labelled = false;    // there is room for its name without covering another
    double label_x = 0;       // the name stands beside the dot, at its height
    bool label_left = false;  // it ends at label_x instead of beginning there
  };
  std::vector<Dot> dots;  // most services first
  struct Mark {
    int index;
    double x, y;
  };
  std::vector<Mark> marks;
  struct Tile {
    int zoom, column, row;
    double x, y, size;
  };
  std::vector<Tile> tiles;  // of the web's usual grid (256 px, Mercator) that cover the sheet; at most 64
};

/// Mercator, north up, fitted to what is given with a margin. Lines are thinned to half a unit; the last sheets' are
/// kept, for most visitors look at the same. `places` must outlive the picture. Nothing to draw gives an empty picture
/// (height 0). `with_tiles`: say which tiles lie below.
MapPicture draw_map(const std::vector<MapLand>& lands, const std::vector<MapPlace>& places, bool with_tiles,
                    const std::vector<MapMark>& marks = {});
/// Of these municipalities: their borders, or where none is known their settlements.
std::vector<MapLand> lands_of(db::Session& session, const std::vector<territory::Settlement>& settlements);

}  // namespace gishe::maps
