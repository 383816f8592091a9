#include <cctype>

#include "platform/words/words.h"

namespace gishe::words {
namespace {

constexpr std::size_t header_bytes_max = 1000;  // browsers send under 100

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// RFC 9110 §12.4.2: 0 to 1 with at most three digits, here in thousandths; anything else counts as 0.
int thousandths(std::string_view weight) {
  if (weight.empty() || weight.size() > 5 || (weight[0] != '0' && weight[0] != '1')) return 0;
  int value = (weight[0] - '0') * 1000;
  if (weight.size() == 1) return value;
  if (weight[1] != '.') return 0;
  for (std::size_t i = 2, unit = 100; i < weight.size(); ++i, unit /= 10) {
    if (weight[i] < '0' || weight[i] > '9') return 0;
    value += static_cast<int>(unit) * (weight[i] - '0');
  }
  return value > 1000 ? 0 : value;
}

}  // namespace

std::string_view code(Language language) {
  switch (language) {
    case Language::it:
      return "it";
    case Language::en:
      return "en";
    case Language::bg:
      break;
  }
  return "bg";
}

std::optional<Language> from_code(std::string_view code) {
  if (code == "bg") return Language::bg;
  if (code == "it") return Language::it;
  if (code == "en") return Language::en;
  return std::nullopt;
}

Language preferred(std::string_view accept_language) {
  Language best = Language::bg;
  int best_weight = 0;
  std::string_view rest = accept_language.substr(0, header_bytes_max);
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const std::string_view item = trimmed(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);

    const auto semicolon = item.find(';');
    std::string primary;
    for (const char c : trimmed(item.substr(0, semicolon))) {
      if (c == '-') break;
      primary += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    int weight = 1000;
    if (semicolon != std::string_view::npos) {
      const std::string_view parameter = trimmed(item.substr(semicolon + 1));
      weight = parameter.starts_with("q=") ? thousandths(parameter.substr(2)) : 0;
    }
    // Strictly greater: of equal weights the one written first wins.
    if (const auto ours = from_code(primary); ours && weight > best_weight) {
      best = *ours;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace gishe::words
