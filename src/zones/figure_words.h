#pragma once
#include <cstdint>
#include <string>

#include "platform/words/words.h"

/// Figures as people of the language write them.
namespace gishe::zones {

/// 1,234,500 thousandths: "1 234,5"; with as many decimals as it has.
std::string shown(const words::Words& w, std::int64_t thousandths);

/// A share in percent with one decimal, "91,3 %" without a break. Down: at least so much; up: at most so much. Nothing
/// of nothing is 0.
enum class Round : std::uint8_t { down, up };
std::string percent(const words::Words& w, std::int64_t part, std::int64_t whole, Round round = Round::down);

}  // namespace gishe::zones
