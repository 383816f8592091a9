#include "people/names_at_home.h"

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "base/transliterate.h"
#include "platform/embedded/embedded.h"

namespace gishe::people {
namespace {

/// The lines that a skeleton stands in, in order.
const std::vector<std::size_t>& lines_of(const std::string& skeleton) {
  static const auto known = [] {
    std::unordered_map<std::string, std::vector<std::size_t>> names;
    std::istringstream lines{std::string(embedded::find("locale/names_at_home.txt").value_or(""))};
    std::size_t n = 0;
    for (std::string line; std::getline(lines, line); ++n) {
      for (const auto& word : text::words(line)) {
        auto& of = names[name_skeleton(word)];
        if (of.empty() || of.back() != n) of.push_back(n);
      }
    }
    return names;
  }();
  static const std::vector<std::size_t> none;
  const auto at = known.find(skeleton);
  return at == known.end() ? none : at->second;
}

}  // namespace

bool may_be_one_name(const std::string& a, const std::string& b) {
  const auto& of_a = lines_of(a);
  const auto& of_b = lines_of(b);
  return std::ranges::any_of(of_a, [&](std::size_t i) { return std::ranges::count(of_b, i) > 0; });
}

}  // namespace gishe::people
