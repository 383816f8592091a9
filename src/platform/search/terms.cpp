#include "platform/search/terms.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "platform/search/edit_distance.h"
#include "platform/search/letters.h"

namespace gishe::search {
Terms::Terms(const std::vector<std::string>& sorted, const std::vector<std::string>& shown) {
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    m_text += sorted[i];
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
    m_shown += shown[i];
    m_shown_ends.push_back(static_cast<std::uint32_t>(m_shown.size()));
    const auto letters = narrow(sorted[i]);
    const bool guessed = !sorted[i].starts_with('#') && !is_number(sorted[i]) && letters.size() < 48;
    m_signatures.push_back(letter_signature(letters));
    m_lengths.push_back(guessed ? static_cast<std::uint8_t>(letters.size()) : 0);
  }
  m_text.shrink_to_fit();
  m_shown.shrink_to_fit();
}

std::optional<TermId> Terms::find(std::string_view term) const {
  const auto [first, last] = beginning_with(term);
  if (first == last || text(first) != term) return std::nullopt;
  return first;
}

std::pair<TermId, TermId> Terms::beginning_with(std::string_view prefix) const {
  const auto place = [&](auto&& is_before) {
    TermId from = 0;
    auto count = static_cast<TermId>(size());
    while (count > 0) {
      const TermId half = count / 2;
      if (is_before(text(from + half))) {
        from += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    return from;
  };
  const TermId first = place([&](std::string_view t) { return t < prefix; });
  const TermId last = place([&](std::string_view t) { return t.substr(0, prefix.size()) <= prefix; });
  return {first, last};
}

void Terms::each_near(std::string_view word, int edits, const std::function<void(TermId, int)>& f) const {
  const auto letters = narrow(word);
  const auto signature = letter_signature(letters);
  const auto length = static_cast<int>(letters.size());
  for (TermId id = 0; id < size(); ++id) {
    if (m_lengths[id] == 0 || std::abs(m_lengths[id] - length) > edits) continue;
    if (std::popcount(m_signatures[id] ^ signature) > 2 * edits) continue;
    const int distance = edit_distance(letters, narrow(text(id)), edits);
    if (distance <= edits) f(id, distance);
  }
}

std::size_t Terms::bytes() const {
  return m_text.capacity() + m_shown.capacity() + (m_ends.capacity() + m_shown_ends.capacity()) * sizeof(TermId) +
         m_signatures.capacity() * sizeof(std::uint64_t) + m_lengths.capacity();
}

}  // namespace gishe::search
