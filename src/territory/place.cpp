#include "territory/territory.h"

namespace gishe::territory {

const std::string& Municipality::name(words::Language language) const {
  return language == words::Language::bg ? name_bg : name_latin;
}

std::string Settlement::full_name(words::Language language) const {
  if (language != words::Language::bg) return name_latin;
  if (kind == "град") return "гр. " + name_bg;
  if (kind == "село") return "с. " + name_bg;
  return name_bg;
}

}  // namespace gishe::territory
