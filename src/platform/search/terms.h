#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gishe::search {

using TermId = std::uint32_t;

/// All terms of a segment in the order of their bytes; a term's id is its place. Terms that begin with # are codes and
/// never guessed.
class Terms {
 public:
  Terms() = default;
  /// `sorted` without repetition. `shown`: the word a person would write for each, in the same order.
  Terms(const std::vector<std::string>& sorted, const std::vector<std::string>& shown);

  std::size_t size() const { return m_ends.size(); }
  std::string_view text(TermId id) const { return piece(m_text, m_ends, id); }
  std::string_view shown(TermId id) const { return piece(m_shown, m_shown_ends, id); }
  std::optional<TermId> find(std::string_view term) const;
  /// First and behind the last of those that begin with it.
  std::pair<TermId, TermId> beginning_with(std::string_view prefix) const;
  /// Terms at most `edits` letters away, each with its distance; 0.1 to 0.5 ms over 50,000 terms.
  void each_near(std::string_view word, int edits, const std::function<void(TermId, int)>& f) const;
  std::size_t bytes() const;

 private:
  static std::string_view piece(const std::string& all, const std::vector<std::uint32_t>& ends, TermId id) {
    const std::uint32_t from = id == 0 ? 0 : ends[id - 1];
    return std::string_view(all).substr(from, ends[id] - from);
  }
  std::string m_text, m_shown;
  std::vector<std::uint32_t> m_ends, m_shown_ends;
  std::vector<std::uint64_t> m_signatures;
  std::vector<std::uint8_t> m_lengths;  // in letters; 0: never guessed
};

}  // namespace gishe::search
