#include "platform/web/signed_cookie.h"

#include <atomic>

#include "base/text.h"
#include "platform/web/web.h"

namespace gishe::web {
namespace {

std::atomic<bool> s_behind_tls{false};

std::string signature(const secrets::Vault& vault, std::string_view use, std::string_view value) {
  return text::hex(std::string_view(vault.keyed_hash(use, value)).substr(0, 16));
}

}  // namespace

std::string signed_value(const secrets::Vault& vault, std::string_view use, std::string_view value) {
  return std::string(value) + "." + signature(vault, use, value);
}

std::optional<std::string> value_of_signed(const secrets::Vault& vault, std::string_view use, std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || text.size() > 400) return std::nullopt;
  const std::string_view value = text.substr(0, dot);
  if (!secrets::same(text.substr(dot + 1), signature(vault, use, value))) return std::nullopt;
  return std::string(value);
}

void set_behind_tls(bool yes) { s_behind_tls = yes; }
bool behind_tls() { return s_behind_tls; }

std::string set_cookie(std::string_view name, std::string_view value, int seconds) {
  std::string out(name);
  out += '=';
  out += value;
  out += "; Path=/; HttpOnly; SameSite=Lax";
  if (seconds >= 0) out += "; Max-Age=" + std::to_string(seconds);
  if (behind_tls()) out += "; Secure";
  return out;
}

std::string session_cookie(std::string_view token, int seconds) {
  return set_cookie(behind_tls() ? session_cookie_name : session_cookie_plain, token, seconds);
}

}  // namespace gishe::web
