#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gishe::post {

/// A Bulgarian number as people write it (0888 123 456, 00359 88…, +359 (0)88…) as +359888123456. nullopt for anything
/// else, numbers abroad too: a form that strangers fill must not send messages around the world.
std::optional<std::string> bulgarian_number(std::string_view typed);
/// A number that takes SMS: +359 87, 88, 89, 98 or 99 and seven digits (Regulation of the CRC on the numbering plan).
bool is_mobile(std::string_view number);

}  // namespace gishe::post
