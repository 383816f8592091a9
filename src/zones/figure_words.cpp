#include "zones/figure_words.h"

#include <cstdlib>

namespace gishe::zones {

std::string shown(const words::Words& w, std::int64_t thousandths) {
  const std::int64_t size = std::abs(thousandths);
  std::string text = (thousandths < 0 ? "−" : "") + w.number(size / 1000);
  if (size % 1000 == 0) return text;
  std::string part = std::to_string(1000 + size % 1000).substr(1);
  part.erase(part.find_last_not_of('0') + 1);
  return text + (w.language() == words::Language::en ? "." : ",") + part;
}

std::string percent(const words::Words& w, std::int64_t part, std::int64_t whole, Round round) {
  if (whole <= 0) return shown(w, 0) + "\u00a0%";
  const std::int64_t tenths = (part * 1000 + (round == Round::up ? whole - 1 : 0)) / whole;
  return shown(w, tenths * 100) + "\u00a0%";
}

}  // namespace gishe::zones
