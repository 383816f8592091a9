#include "own_file/copy_redaction.h"

#include <algorithm>

#include "base/split.h"
#include "base/text.h"

namespace gishe::own_file {
namespace {

struct Word {
  std::size_t from = 0, until = 0;
  std::string lower;
};

/// Letters of our alphabets take one or two bytes; quotes, dashes and other signs of print three, « and » two.
bool is_letter(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if ((c & 0xC0) == 0x80) return at > 0 && is_letter(text, at - 1);
  return c >= 0xC3 && c < 0xE0;
}

std::vector<Word> words_at(std::string_view text) {
  std::vector<Word> list;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_letter(text, i)) {
      ++i;
      continue;
    }
    const std::size_t from = i;
    while (i < text.size() && is_letter(text, i)) ++i;
    list.push_back({from, i, text::lower(text.substr(from, i - from))});
  }
  return list;
}

bool beside(std::string_view text, const Word& a, const Word& b) {
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(a.until),
                     text.begin() + static_cast<std::ptrdiff_t>(b.from), [](char c) { return c == ' ' || c == '-'; });
}

/// Is there a name that both words belong to?
bool share(const std::vector<std::size_t>* a, const std::vector<std::size_t>* b) {
  if (!a || !b) return false;
  for (auto one = a->begin(), other = b->begin(); one != a->end() && other != b->end();) {
    if (*one == *other) return true;
    *one < *other ? ++one : ++other;
  }
  return false;
}

/// Offsets of a lower-case text are those of the text itself, unless a letter changed its length.
std::string folded(std::string_view text) {
  std::string low = text::lower(text);
  return low.size() == text.size() ? low : std::string(text);
}

}  // namespace

NameFinder::NamesOfWord NameFinder::index_of(const std::vector<std::vector<std::string>>& names) {
  NamesOfWord index;
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const auto& word : names[i]) {
      if (text::length(word) > 1) index[text::lower(word)].push_back(i);
    }
  }
  return index;
}

NameFinder::NameFinder(const NamesOfOthers& names) : m_near(index_of(names.near)), m_far(index_of(names.far)) {
  for (const auto& word : names.own) m_own.insert(text::lower(word));
}

std::vector<std::string> NameFinder::names_in(std::string_view words) const {
  const auto found = words_at(words);
  const auto in = [](const auto& index, const Word& word) {
    const auto at = index.find(word.lower);
    return at == index.end() ? nullptr : &at->second;
  };
  std::vector<bool> marked(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool mine = m_own.contains(found[i].lower);
    if (in(m_near, found[i]) && !mine) marked[i] = true;
    if (i + 1 == found.size() || !beside(words, found[i], found[i + 1])) continue;
    if (mine && m_own.contains(found[i + 1].lower)) continue;
    if (share(in(m_near, found[i]), in(m_near, found[i + 1])) || share(in(m_far, found[i]), in(m_far, found[i + 1])))
      marked[i] = marked[i + 1] = true;
  }
  std::set<std::string> parts;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!marked[i]) continue;
    const std::size_t first = i;
    while (i + 1 < found.size() && marked[i + 1] && beside(words, found[i], found[i + 1])) ++i;
    parts.insert(std::string(words.substr(found[first].from, found[i].until - found[first].from)));
  }
  std::vector<std::string> list(parts.begin(), parts.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  if (list.size() > copy_parts_max) list.resize(copy_parts_max);
  return list;
}

bool stands_in(std::string_view words, std::string_view part) {
  return !part.empty() && text::lower(words).find(text::lower(part)) != std::string::npos;
}

std::string blackened_all(std::string_view ground) { return std::string(blackened) + " [" + std::string(ground) + "]"; }

std::string blackened_parts(std::string_view words, std::vector<std::string> parts, std::string_view ground) {
  const std::string low = folded(words);
  std::vector<bool> hidden(words.size());
  for (const auto& part : parts) {
    const std::string sought = low == words ? part : folded(part);
    if (sought.empty()) continue;
    for (std::size_t at = low.find(sought); at != std::string::npos; at = low.find(sought, at + 1))
      std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(at), sought.size(), true);
  }
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!hidden[i])
      out += words[i];
    else if (i == 0 || !hidden[i - 1])
      out += blackened_all(ground);
  }
  return out;
}

std::vector<std::string> parts_of(std::string_view typed) {
  std::vector<std::string> parts;
  for (const auto& line : text::split(typed, '\n')) {
    const auto part = text::tidy(line);
    if (!part.empty() && !text::one_of(parts, part)) parts.push_back(part);
  }
  return parts;
}

}  // namespace gishe::own_file
