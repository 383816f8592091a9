#include "directory/search_words.h"

#include <cmath>

#include "base/text.h"

namespace gishe::directory {
namespace {

constexpr std::size_t reasons_max = 4;

std::string quoted(const words::Words& w, std::string_view word) {
  return w.with("directory.search.quoted", {{"word", std::string(word)}});
}

std::string reason(const words::Words& w, const Why& why) {
  using Kind = Why::Kind;
  switch (why.kind) {
    case Kind::word:
      break;  // gathered into one line
    case Kind::synonym:
      return w.with("directory.why.synonym", {{"typed", why.typed}, {"meant", why.meant}});
    case Kind::corrected:
      return w.with("directory.why.corrected", {{"typed", why.typed}, {"meant", why.meant}});
    case Kind::need:
      return w.with("directory.why.need", {{"need", w("need." + why.meant)}});
    case Kind::type:
      return w.with("directory.why.type", {{"type", w("service_type." + why.meant)}});
    case Kind::target_group:
      return w.with("directory.why.group", {{"group", w("target_group." + why.meant)}});
    case Kind::serves_you:
      return w("directory.why.serves_you");
    case Kind::everywhere:
      return w("directory.why.everywhere");
    case Kind::near_you:
    case Kind::free_places:
      break;  // the row says how far and how many
  }
  return {};
}

}  // namespace

std::vector<std::string> reasons(const words::Words& w, const Found& found) {
  std::vector<std::string> lines;
  std::string typed;
  for (const Why& why : found.why) {
    if (why.kind == Why::Kind::word) {
      typed += (typed.empty() ? "" : ", ") + quoted(w, why.typed);
    } else if (std::string line = reason(w, why); !line.empty() && !text::one_of(lines, line)) {
      lines.push_back(std::move(line));
    }
  }
  if (!typed.empty()) lines.insert(lines.begin(), w.with("directory.why.word", {{"words", typed}}));
  if (lines.size() > reasons_max) lines.resize(reasons_max);
  return lines;
}

std::string distance(const words::Words& w, const std::optional<territory::Travel>& travel) {
  if (!travel) return {};
  const auto km = std::lround(travel->km);
  if (km < 1) return w("directory.search.here");
  return w.with(travel->estimated() ? "directory.search.about_far" : "directory.search.far",
                {{"km", w.number(km)}, {"minutes", w.minutes(travel->minutes)}});
}

}  // namespace gishe::directory
