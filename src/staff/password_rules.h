#pragma once
#include <optional>
#include <string_view>

#include "base/refusal.h"

namespace gishe::staff {

inline constexpr int password_length_min = 12;
inline constexpr int password_length_max = 200;
/// Long enough, and not one that everybody tries. No rules about kinds of characters and no forced change
/// (OWASP ASVS 6.2.5, 6.2.10).
std::optional<Refusal> why_not_password(std::string_view password, std::string_view email);

}  // namespace gishe::staff
