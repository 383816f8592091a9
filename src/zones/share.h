#pragma once
#include <cstdint>
#include <string>

#include "platform/words/words.h"

namespace gishe::zones {

/// A share in percent with one decimal, "91,3 %" without a break. Down: at least so much; up: at most so much. Nothing
/// of nothing is 0.
enum class Round : std::uint8_t { down, up };
inline std::string percent(const words::Words& w, std::int64_t part, std::int64_t whole, Round round = Round::down) {
  const std::int64_t tenths = whole > 0 ? (part * 1000 + (round == Round::up ? whole - 1 : 0)) / whole : 0;
  return w.decimal(tenths * 100) + "\u00a0%";
}

}  // namespace gishe::zones
