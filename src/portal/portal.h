#pragma once
#include <string>

#include "platform/web/web.h"

/// The public front: what this place is, whom to call now, services on a map, following an application.
namespace gishe::portal {

/// Pictures of land from a tile server, below the dots of the map. Off by default: a browser that fetches them tells
/// that server who looks where.
struct MapTiles {
  std::string address;      // https://tile.openstreetmap.org/{z}/{x}/{y}.png; empty: none
  std::string attribution;  // © OpenStreetMap
};
/// Once, before the server starts.
void use_map_tiles(MapTiles tiles);

web::Routes routes();

}  // namespace gishe::portal
