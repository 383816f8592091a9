#include "platform/page/sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "platform/embedded/embedded.h"
#include "platform/page/page.h"

namespace gishe::page {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "pages/";
constexpr std::string_view pragma = "{{%AUTOESCAPE context=\"HTML\"}}";
constexpr int include_depth_max = 4;
constexpr std::string_view area_part = "parts/area.html";
constexpr std::string_view markup_part = "parts/markup.html";  // the one place where text goes in unescaped

/// src/desk/pages/day.html → desk/day.html; the same rule as in platform/embedded/CMakeLists.txt.
std::string template_name(std::string path) {
  if (const auto at = path.find("/pages/"); at != std::string::npos) path.erase(at, 6);
  for (const std::string_view floor : {"platform/page/", "platform/"}) {
    if (path.starts_with(floor)) return path.substr(floor.size());
  }
  return path;
}

template <class F>
void each_template_on_disk(const std::string& source_folder, F&& f) {
  const fs::path root = fs::path(source_folder) / "src";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html") f(root, entry);
  }
}

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

struct Filler {
  const Sources& sources;
  const words::Words& words;
  std::vector<std::string>& faults;

  std::string fill(std::string_view name, std::string_view text, int depth) {
    std::string out;
    out.reserve(text.size() * 2);
    std::size_t from = 0;
    while (true) {
      const auto open = text.find("[[", from);
      const auto close = open == std::string_view::npos ? open : text.find("]]", open);
      if (close == std::string_view::npos) break;
      out.append(text.substr(from, open - from));
      const std::string_view what = text.substr(open + 2, close - open - 2);
      try {
        out += one(what, depth);
      } catch (const std::runtime_error& fault) {
        faults.push_back(fmt::format("{}:{}: {}", name, line_of(text, open), fault.what()));
        out += fmt::format("⟦{}⟧", escaped(what));
      }
      from = close + 2;
    }
    return out.append(text.substr(from));
  }

  std::string one(std::string_view what, int depth) {
    if (what == "language") return std::string(words::code(words.language()));
    if (what.starts_with("icon:")) return icon(what.substr(5));
    if (what.starts_with("asset:")) return asset(what.substr(6));
    if (what.starts_with("include:")) {
      const std::string_view name = what.substr(8);
      const auto found = sources.find(name);
      if (found == sources.end()) throw std::runtime_error(fmt::format("no template '{}'", name));
      if (depth >= include_depth_max) throw std::runtime_error("includes are nested too deeply");
      return fill(name, found->second, depth + 1);
    }
    if (!words.has(what)) {
      throw std::runtime_error(fmt::format("no words for '{}' in {}", what, words::code(words.language())));
    }
    const std::string text = words(what);
    if (text.find('{') != std::string::npos) {
      throw std::runtime_error(fmt::format("'{}' has places to fill: set it from C++", what));
    }
    return escaped(text);
  }
};

}  // namespace

Sources embedded_sources() {
  Sources found;
  for (const std::string_view name : embedded::list(prefix)) {
    found.emplace(name.substr(prefix.size()), *embedded::find(name));
  }
  return found;
}

Sources disk_sources(const std::string& source_folder) {
  Sources found;
  each_template_on_disk(source_folder, [&](const fs::path& root, const fs::directory_entry& entry) {
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    found.emplace(template_name(fs::relative(entry.path(), root).generic_string()), text.str());
  });
  return found;
}

std::string disk_fingerprint(const std::string& source_folder) {
  std::vector<std::string> lines;
  each_template_on_disk(source_folder, [&](const fs::path&, const fs::directory_entry& entry) {
    lines.push_back(fmt::format("{} {} {}\n", entry.path().string(), entry.last_write_time().time_since_epoch().count(),
                                entry.file_size()));
  });
  std::sort(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, ""));
}

namespace {

/// Does the tag stand right behind an opening element of class "as-typed"?
bool is_as_typed(std::string_view text, std::size_t at) {
  const auto element = text.rfind('<', at);
  return element != std::string_view::npos && at > 0 && text[at - 1] == '>' &&
         text.substr(element, at - element).find("as-typed") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> faults_in(std::string_view name, std::string_view text) {
  std::vector<std::string> faults;
  std::vector<std::pair<std::string_view, int>> open;
  const auto fault = [&](std::size_t at, const std::string& what) {
    faults.push_back(fmt::format("{}:{}: {}", name, line_of(text, at), what));
  };
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    const auto end = text.find("}}", at);
    if (end == std::string_view::npos) {
      fault(at, "'{{' is never closed");
      break;
    }
    const std::string_view tag = text.substr(at + 2, end - at - 2);
    if (tag.starts_with("!")) continue;
    // :u encodes a value for the query of a link, which ctemplate does not do by itself. :p escapes like its own way
    // but leaves line ends alone, which a textarea must give back and class "as-typed" shows as they were typed. No
    // other modifier is needed.
    const bool known = tag.ends_with(":u") || (tag.ends_with(":p") && (name == area_part || is_as_typed(text, at)));
    if (tag.find(':') != std::string_view::npos && !known && name != markup_part) {
      fault(at,
            fmt::format("'{}': only :u is allowed, and :p in what is as-typed; escaping is chosen by context", tag));
    }
    if (tag.starts_with("%") && !(at == 0 && text.starts_with(pragma)))
      fault(at, "only the escaping of HTML, first of all");
    if (tag.starts_with("#")) open.emplace_back(tag.substr(1), line_of(text, at));
    if (tag.starts_with("/")) {
      if (open.empty() || open.back().first != tag.substr(1)) {
        fault(at, fmt::format("'{}' closes a section that is not open here", tag));
        break;
      }
      open.pop_back();
    }
  }
  for (const auto& [section, line] : open) {
    if (faults.empty()) faults.push_back(fmt::format("{}:{}: section '{}' is never closed", name, line, section));
  }
  return faults;
}

std::string in_language(const Sources& sources, std::string_view name, const words::Words& words,
                        std::vector<std::string>& faults) {
  std::string text = Filler{sources, words, faults}.fill(name, sources.find(name)->second, 0);
  // On the first line, so that ctemplate's own messages count lines as the file does.
  return text.starts_with(pragma) ? text : std::string(pragma) + text;
}

}  // namespace gishe::page
