#include "base/split.h"

#include <algorithm>

namespace gishe::text {

std::vector<std::string> split(std::string_view joined, char between) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    const auto end = std::min(joined.find(between), joined.size());
    parts.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return parts;
}

}  // namespace gishe::text
