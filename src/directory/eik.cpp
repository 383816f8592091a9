#include "directory/eik.h"

#include <algorithm>
#include <array>
#include <span>

namespace gishe::directory {
namespace {

/// Weighted sum of the digits, modulo 11.
int rest_of(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum % 11;
}

int check_digit(std::string_view digits, std::span<const int> first, std::span<const int> second) {
  const int rest = rest_of(digits, first);
  return rest < 10 ? rest : rest_of(digits, second) % 10;
}

}  // namespace

bool is_eik(std::string_view text) {
  static constexpr std::array<int, 8> nine{1, 2, 3, 4, 5, 6, 7, 8}, nine_again{3, 4, 5, 6, 7, 8, 9, 10};
  static constexpr std::array<int, 4> unit{2, 7, 3, 5}, unit_again{4, 9, 5, 7};
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if ((text.size() != 9 && text.size() != 13) || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  if (check_digit(text, nine, nine_again) != text[8] - '0') return false;
  return text.size() == 9 || check_digit(text.substr(8), unit, unit_again) == text[12] - '0';
}

}  // namespace gishe::directory
