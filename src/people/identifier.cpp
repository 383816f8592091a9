#include "people/identifier.h"

#include <algorithm>
#include <array>

namespace gishe::people {
namespace {

constexpr std::size_t number_length = 10;

bool ten_digits(std::string_view s) {
  return s.size() == number_length && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int digit(std::string_view s, std::size_t i) { return s[i] - '0'; }
int two_digits(std::string_view s, std::size_t i) { return digit(s, i) * 10 + digit(s, i + 1); }

int weighted_sum(std::string_view s, const std::array<int, 9>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += digit(s, i) * weights[i];
  return sum;
}

std::optional<Day> birth_of(std::string_view egn) {
  int year = 1900 + two_digits(egn, 0);
  int month = two_digits(egn, 2);
  if (month > 40) {
    year += 100;
    month -= 40;
  } else if (month > 20) {
    year -= 100;
    month -= 20;
  }
  return Day::of(year, month, two_digits(egn, 4));
}

}  // namespace

ReadNumber read_egn(std::string_view digits, Day today) {
  ReadNumber read;
  if (!ten_digits(digits)) return read;
  read.born_on = birth_of(digits);
  read.sex = digit(digits, 8) % 2 == 0 ? "m" : "f";
  const int check = weighted_sum(digits, {2, 4, 8, 5, 10, 9, 7, 3, 6}) % 11 % 10;
  if (!read.born_on) {
    read.reading = Reading::no_such_day;
  } else if (*read.born_on > today) {
    read.reading = Reading::birth_to_come;
  } else {
    read.reading = check == digit(digits, 9) ? Reading::valid : Reading::wrong_check_digit;
  }
  return read;
}

ReadNumber read_lnch(std::string_view digits) {
  ReadNumber read;
  if (!ten_digits(digits)) return read;
  const int check = weighted_sum(digits, {21, 19, 17, 13, 11, 9, 7, 3, 1}) % 10;
  read.reading = check == digit(digits, 9) ? Reading::valid : Reading::wrong_check_digit;
  return read;
}

ReadNumber read_number(std::string_view kind, std::string_view digits, Day today) {
  return kind == "lnch" ? read_lnch(digits) : read_egn(digits, today);
}

std::string tidy_number(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c != ' ' && c != '-' && c != '\t') out += c;
  }
  return out;
}

std::vector<std::string> one_digit_neighbours(std::string_view number) {
  std::vector<std::string> out;
  if (!ten_digits(number)) return out;
  out.reserve(90);
  for (std::size_t i = 0; i < number_length; ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      if (c == number[i]) continue;
      out.emplace_back(number);
      out.back()[i] = c;
    }
  }
  return out;
}

std::string masked(std::string_view digits) { return std::string(digits.substr(0, 6)) + "****"; }

}  // namespace gishe::people
