#include "platform/embedded/embedded.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>
#include <unordered_map>

namespace gishe::embedded {
namespace {

namespace fs = std::filesystem;

const std::unordered_map<std::string_view, std::string_view>& by_name() {
  static const auto map = [] {
    std::unordered_map<std::string_view, std::string_view> built;
    for (const Entry* e = entries; e->name; ++e) {
      built.emplace(e->name, std::string_view(e->begin, static_cast<std::size_t>(e->end - e->begin)));
    }
    return built;
  }();
  return map;
}

/// Where CMakeLists.txt of this folder took a name from; built files (catalogues, styles) have no such place.
fs::path source_of(const fs::path& source, std::string_view name) {
  const auto after = [&](std::string_view prefix) { return name.substr(prefix.size()); };
  if (name.starts_with("migrations/")) return source / "db" / name;
  if (name.starts_with("demo/")) return source / name;
  if (!name.starts_with("pages/")) return {};
  const fs::path page(after("pages/"));
  const auto folder = page.parent_path();
  std::error_code error;
  for (const auto& candidate : {source / "src" / folder / "pages" / page.filename(), source / "src" / page,
                                source / "src/platform/page" / page, source / "src/platform/page/pages" / page}) {
    if (fs::is_regular_file(candidate, error)) return candidate;
  }
  return {};
}

/// The newest content on disk. Earlier contents stay in memory: somebody may still look at them.
std::optional<std::string_view> find_on_disk(const fs::path& source, std::string_view name) {
  const auto path = source_of(source, name);
  std::ifstream in(path, std::ios::binary);
  if (path.empty() || !in) return std::nullopt;
  std::string now{std::istreambuf_iterator<char>(in), {}};
  static std::mutex mutex;
  static std::deque<std::string> contents;
  static std::unordered_map<std::string, const std::string*> newest;
  const std::lock_guard lock(mutex);
  auto& known = newest[std::string(name)];
  if (!known || *known != now) known = &contents.emplace_back(std::move(now));
  return *known;
}

}  // namespace

std::optional<std::string_view> find(std::string_view name) {
  static const char* const source = std::getenv("GISHE_SOURCE");
  if (source && *source) {
    if (const auto content = find_on_disk(source, name)) return content;
  }
  const auto at = by_name().find(name);
  if (at == by_name().end()) return std::nullopt;
  return at->second;
}

std::vector<std::string_view> list(std::string_view prefix) {
  std::vector<std::string_view> names;
  for (const auto& [name, bytes] : by_name()) {
    if (name.starts_with(prefix)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace gishe::embedded
