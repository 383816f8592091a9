#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>

#include "platform/embedded/embedded.h"
#include "platform/page/page.h"

namespace gishe::page {
namespace {

constexpr std::string_view prefix = "assets/";

std::string_view content_type(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> types = {{
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
  }};
  for (const auto& [ending, type] : types) {
    if (name.ends_with(ending)) return type;
  }
  throw std::runtime_error(fmt::format("no content type is known for the asset '{}'", name));
}

/// FNV-1a. It tells two builds apart; nothing secret or hostile passes through here.
std::string short_hash(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return fmt::format("{:08x}", static_cast<std::uint32_t>(hash ^ (hash >> 32)));
}

std::string with_hash(std::string_view name, std::string_view bytes) {
  const auto dot = name.rfind('.');
  return fmt::format("{}.{}{}", name.substr(0, dot), short_hash(bytes), name.substr(dot));
}

struct Assets {
  std::map<std::string, std::string, std::less<>> hashed_names;  // app.css → app.3f9a1b2c.css
  std::map<std::string, std::string> styles;                     // rewritten bytes of the style sheets
  std::map<std::string, Asset, std::less<>> by_hashed_name;

  Assets() {
    for (const std::string_view path : embedded::list(prefix)) {
      const std::string_view name = path.substr(prefix.size());
      if (!name.ends_with(".css")) keep(name, *embedded::find(path));
    }
    // Style sheets come last: the addresses in them get the hashes of what they point to.
    for (const std::string_view path : embedded::list(prefix)) {
      const std::string_view name = path.substr(prefix.size());
      if (name.ends_with(".css")) keep(name, styles[std::string(name)] = with_hashed_addresses(*embedded::find(path)));
    }
  }
  void keep(std::string_view name, std::string_view bytes) {
    const std::string hashed = with_hash(name, bytes);
    hashed_names.emplace(name, hashed);
    by_hashed_name.emplace(hashed, Asset{content_type(name), bytes});
  }
  std::string with_hashed_addresses(std::string_view style) const {
    std::string out(style);
    for (const auto& [name, hashed] : hashed_names) {
      const std::string address = "/assets/" + name;
      for (auto at = out.find(address); at != std::string::npos; at = out.find(address, at + address.size())) {
        out.replace(at, address.size(), "/assets/" + hashed);
      }
    }
    return out;
  }
};

const Assets& assets() {
  static const Assets all;
  return all;
}

}  // namespace

std::string asset(std::string_view name) {
  const auto found = assets().hashed_names.find(name);
  if (found == assets().hashed_names.end()) throw std::runtime_error(fmt::format("no asset '{}'", name));
  return "/assets/" + found->second;
}

std::optional<Asset> find_asset(std::string_view hashed_name) {
  const auto found = assets().by_hashed_name.find(hashed_name);
  if (found == assets().by_hashed_name.end()) return std::nullopt;
  return found->second;
}

}  // namespace gishe::page
