#include "base/ids.h"

#include <algorithm>

namespace gishe {

static bool all_between(std::string_view text, char low, char high) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return c >= low && c <= high; });
}

std::optional<MunicipalityCode> MunicipalityCode::parse(std::string_view text) {
  if (text.size() != 5 || !all_between(text.substr(0, 3), 'A', 'Z') || !all_between(text.substr(3), '0', '9')) {
    return std::nullopt;
  }
  return MunicipalityCode{std::string(text)};
}

std::optional<Ekatte> Ekatte::parse(std::string_view text) {
  if (text.size() != 5 || !all_between(text, '0', '9')) return std::nullopt;
  return Ekatte{std::string(text)};
}

}  // namespace gishe
