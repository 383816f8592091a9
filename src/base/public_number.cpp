#include "base/public_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace gishe {

std::string make_number(const MunicipalityCode& municipality, Day on, int six_digits, std::string_view letter) {
  return fmt::format("{}-{}{:02}-{:06}", municipality.text, letter, on.year() % 100, six_digits);
}

std::optional<MunicipalityCode> municipality_of_number(std::string_view number, std::string_view letter) {
  constexpr std::size_t code_size = 5, digits_year = 2, digits = 6;
  if (number.size() < code_size) return std::nullopt;
  const auto code = number.substr(0, code_size);
  std::string_view rest = number.substr(code_size);
  const auto eat = [&](std::string_view text) {
    if (!rest.starts_with(text)) return false;
    rest.remove_prefix(text.size());
    return true;
  };
  const auto eat_digits = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (rest.empty() || rest.front() < '0' || rest.front() > '9') return false;
      rest.remove_prefix(1);
    }
    return true;
  };
  if (!eat("-") || !eat(letter) || !eat_digits(digits_year) || !eat("-") || !eat_digits(digits) || !rest.empty()) {
    return std::nullopt;
  }
  return MunicipalityCode::parse(code);
}

std::string tidy_number(std::string_view typed) {
  static constexpr std::pair<std::string_view, char> look_alike[] = {
      {"А", 'A'}, {"В", 'B'}, {"Е", 'E'}, {"К", 'K'}, {"М", 'M'}, {"Н", 'H'}, {"О", 'O'}, {"Р", 'P'}, {"С", 'C'},
      {"Т", 'T'}, {"Х", 'X'}, {"а", 'A'}, {"в", 'B'}, {"е", 'E'}, {"к", 'K'}, {"м", 'M'}, {"н", 'H'}, {"о", 'O'},
      {"р", 'P'}, {"с", 'C'}, {"т", 'T'}, {"х", 'X'}, {"П", 'P'}, {"п", 'P'}, {"З", 'Z'}, {"з", 'Z'}};
  std::string tidy;
  constexpr std::size_t typed_max = 60;
  typed = typed.substr(0, typed_max);
  for (std::size_t i = 0; i < typed.size();) {
    const auto same = std::find_if(std::begin(look_alike), std::end(look_alike),
                                   [&](const auto& pair) { return typed.substr(i).starts_with(pair.first); });
    if (same != std::end(look_alike)) {
      tidy += same->second;
      i += same->first.size();
      continue;
    }
    const char c = typed[i++];
    if (c == ' ' || c == '\t') continue;
    tidy += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return tidy;
}

}  // namespace gishe
