#include "base/cents.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gishe {

std::optional<std::int64_t> cents_from(std::string_view typed) {
  constexpr std::int64_t whole_max = 1'000'000'000;
  const std::string tidy = text::tidy(typed);
  const auto point = tidy.find_first_of(",.");
  const auto whole = text::whole_number(tidy.substr(0, point));
  if (!whole || *whole < 0 || *whole > whole_max) return std::nullopt;
  if (point == std::string::npos) return *whole * 100;
  const std::string rest = tidy.substr(point + 1);
  const bool digits = std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
  if (rest.empty() || rest.size() > 2 || !digits) return std::nullopt;
  return *whole * 100 + std::stoll(rest) * (rest.size() == 1 ? 10 : 1);
}

std::string typed_cents(std::int64_t cents) { return fmt::format("{},{:02}", cents / 100, cents % 100); }

}  // namespace gishe
