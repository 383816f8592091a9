#include "staff/password_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "staff/staff.h"

namespace gishe::staff {
namespace {

// Twelve characters and more of what lists of leaked passwords begin with, and what stands on this house's door.
constexpr std::array<std::string_view, 22> common = {
    "passwordpassword", "password1234",   "password12345", "password123456", "qwertyuiop12",  "qwertyuiop123",
    "123456789012",     "1234567890123",  "1234512345123", "abcdefghijkl",   "abcdefghijklm", "iloveyou1234",
    "administrator",    "administrator1", "adminadmin123", "letmeinletmein", "bulgaria1234",  "парола123456",
    "паролапарола",     "йцукенгшщзхъ",   "явертъуиопшщ",  "община123456"};

}  // namespace

std::optional<Refusal> why_not_password(std::string_view password, std::string_view email) {
  const auto n = text::length(password);
  if (n < static_cast<std::size_t>(password_length_min)) {
    return Refusal(password_too_short, "password", {{"min", std::to_string(password_length_min)}});
  }
  if (n > static_cast<std::size_t>(password_length_max)) {
    return Refusal(too_long, "password", {{"max", std::to_string(password_length_max)}});
  }
  const auto low = text::lower(password);
  const bool listed = std::find(common.begin(), common.end(), low) != common.end();
  const auto account = text::lower(email.substr(0, email.find('@')));
  const bool own_name = account.size() >= 4 && low.find(account) != std::string::npos;
  const bool house_name = low.find("gishe") != std::string::npos || low.find("гише") != std::string::npos;
  auto letters = low;
  std::sort(letters.begin(), letters.end());
  const bool few_kinds = std::unique(letters.begin(), letters.end()) - letters.begin() < 4;
  if (listed || own_name || house_name || few_kinds) return Refusal(password_too_common, "password");
  return std::nullopt;
}

}  // namespace gishe::staff
