#include "platform/post/phone.h"

#include "base/text.h"

namespace gishe::post {

std::optional<std::string> bulgarian_number(std::string_view typed) {
  std::string digits;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char c = typed[i];
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '+' && digits.empty() && typed.find('+', i + 1) == std::string_view::npos) {
      digits = "00";
    } else if (std::string_view(" -/.()\t").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  std::string_view rest = digits;
  if (rest.starts_with("00359")) {
    rest.remove_prefix(5);
    if (rest.starts_with("0")) rest.remove_prefix(1);  // +359 (0)888 …
  } else if (rest.starts_with("359") && rest.size() > 10) {
    rest.remove_prefix(3);
  } else if (rest.starts_with("0") && !rest.starts_with("00")) {
    rest.remove_prefix(1);
  } else {
    return std::nullopt;
  }
  constexpr std::size_t shortest = 7, longest = 9;  // a village line, a mobile
  if (rest.size() < shortest || rest.size() > longest || rest.front() == '0') return std::nullopt;
  return "+359" + std::string(rest);
}

bool is_mobile(std::string_view number) {
  constexpr std::size_t letters = 13;  // +359 and nine digits
  if (number.size() != letters || !number.starts_with("+359")) return false;
  const std::string_view prefix = number.substr(4, 2);
  return prefix == "87" || prefix == "88" || prefix == "89" || prefix == "98" || prefix == "99";
}

}  // namespace gishe::post
