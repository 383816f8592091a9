#pragma once

namespace gishe::web {

/// A handler's field with this name is not sent: its value, an origin (https://tiles.example), joins the pictures that
/// the page's Content-Security-Policy allows. For the map's tiles only.
inline constexpr const char* pictures_from_header = "Gishe-Pictures-From";

}  // namespace gishe::web
