#pragma once
#include <string>

namespace gishe::news {

/// Pictures of the demo, drawn by us so that nobody's rights are touched: arches, as in the sign of the house. PNG.
/// `scene`: 0 a counter under an arch, 1 three arches in the hills, 2 two arches joined by a bridge.
std::string draw_demo_picture(int scene);

}  // namespace gishe::news
