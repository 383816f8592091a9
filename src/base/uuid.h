#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gishe {

/// 128 bits, RFC 9562. Made ids are version 7: they sort by the time they were made.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  /// A new id from the clock and 62 random bits; greater than every id this process made before.
  static Uuid make();
  /// Accepts the 36-character form only; anything else is no id.
  static std::optional<Uuid> parse(std::string_view text);
  static Uuid from_bytes(std::string_view sixteen_bytes);

  std::string text() const;
  std::string_view raw() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  bool is_nil() const { return *this == Uuid{}; }

  auto operator<=>(const Uuid&) const = default;
};

}  // namespace gishe
