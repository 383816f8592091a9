#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "platform/page/page.h"

namespace gishe::page {
namespace {

// 24 × 24, one stroke, drawn by us. Inline, because the content policy allows no outside <use>.
constexpr std::array<std::pair<std::string_view, std::string_view>, 21> paths = {{
    {"mark", "M2 21h20M5 21V11a7 7 0 0 1 14 0v10M5 14h14"},
    {"tick", "M4 12.5l5.5 5.5L20 6.5"},
    {"cross", "M5.5 5.5l13 13M18.5 5.5l-13 13"},
    {"clock", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V12l3.5 2"},
    {"arrow", "M4 12h16M13.5 5.5L20 12l-6.5 6.5"},
    {"question", "M8.5 9a3.5 3.5 0 1 1 5.2 3c-1.2.7-1.7 1.4-1.7 2.6M12 18.2v.1"},
    {"warning", "M12 3.5L2.5 20h19L12 3.5zM12 10v4.5M12 17.2v.1"},
    {"person", "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0"},
    {"paper", "M6 3h8.5L19 7.5V21H6V3zM14 3v5h5M9.5 12.5h6M9.5 16.5h6"},
    {"inbox", "M3 13.5h5.5l1.5 3h4l1.5-3H21M3 13.5L6 5h12l3 8.5V20H3v-6.5z"},
    {"home", "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20"},
    {"chart", "M4 4v16h16M8.5 16.5v-5M13 16.5v-9M17.5 16.5v-3"},
    {"gear",
     "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 "
     "2.1M18.7 "
     "5.3l-2.1 2.1M7.4 16.6l-2.1 2.1"},
    {"key", "M8 11.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11.2 12.8L20 4M16.5 7.5l3 3"},
    {"door", "M5 21V3h11v18M2.5 21h19M12.5 12v.1"},
    {"search", "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20.5 20.5"},
    {"plus", "M12 4.5v15M4.5 12h15"},
    {"print", "M7 8.5V3.5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7V14z"},
    {"phone",
     "M5 3.5h4l1.5 5-2.3 1.6a12 12 0 0 0 5.7 5.7l1.6-2.3 5 1.5v4A1.5 1.5 0 0 1 19 20.5 15.5 15.5 0 0 1 3.5 5 1.5 1.5 0 "
     "0 1 5 3.5z"},
    {"menu", "M4 7h16M4 12h16M4 17h16"},
    {"dot", "M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z"},
}};

}  // namespace

std::string icon(std::string_view name) {
  for (const auto& [known, path] : paths) {
    if (known == name) {
      return fmt::format(
          R"(<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>)", path);
    }
  }
  throw std::runtime_error(fmt::format("no icon '{}'", name));
}

}  // namespace gishe::page
