#include "directory/search_suggester.h"

#include <algorithm>
#include <cmath>

#include "platform/search/letters.h"
#include "platform/search/stems.h"

namespace gishe::directory {
namespace {

constexpr std::size_t looked_at_max = 5000;

std::string folded(std::string_view word) { return search::utf8_of(search::folded(search::letters_of(word))); }

/// "дневен център за деца": words in lower case, folded, one blank between.
std::string key_of(std::string_view text) {
  std::string key;
  search::each_word(text, [&](std::string_view word) { key += (key.empty() ? "" : " ") + folded(word); });
  return key;
}

/// The ways a typed text may be meant: as it is, and read as Bulgarian.
std::vector<std::string> keys_of(std::string_view typed) {
  std::string as_typed, read;
  search::each_word(typed, [&](std::string_view word) {
    as_typed += (as_typed.empty() ? "" : " ") + folded(word);
    read += (read.empty() ? "" : " ") + folded(search::readings_of(word).front());
  });
  std::vector<std::string> keys{as_typed};
  if (read != as_typed) keys.push_back(read);
  return keys;
}

std::vector<std::string> words_of(const std::string& key) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < key.size();) {
    const auto end = std::min(key.find(' ', at), key.size());
    words.push_back(key.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

bool Suggester::holds(const Line& line, const std::vector<std::string>& words) const {
  const auto key = std::string_view(m_keys).substr(line.key, line.key_end - line.key);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return key.starts_with(word) || key.find(" " + word) != std::string_view::npos;
  });
}

void Suggester::collect(const std::string& key, words::Language language,
                        std::vector<std::pair<float, std::uint32_t>>& found) const {
  const auto words = words_of(key);
  if (words.empty()) return;
  // What begins with the last word; the others must stand anywhere in the text.
  const std::string& last = words.back();
  auto at = std::lower_bound(m_starts.begin(), m_starts.end(), last,
                             [&](const Start& s, const std::string& k) { return from(s) < k; });
  for (std::size_t looked = 0; at != m_starts.end() && looked < looked_at_max; ++at, ++looked) {
    if (!from(*at).starts_with(last)) break;
    const Line& line = m_lines[at->line];
    if (line.language != 255 && line.language != static_cast<std::uint8_t>(language)) continue;
    if (words.size() > 1 && !holds(line, words)) continue;
    const auto text = std::string_view(m_keys).substr(line.key, line.key_end - line.key);
    float worth = std::log2(1.0F + static_cast<float>(line.count));
    if (text.starts_with(key)) worth += 8;
    if (line.kind == Suggestion::Kind::need || line.kind == Suggestion::Kind::type) worth += 4;
    worth -= static_cast<float>(text.size()) / 64;
    found.emplace_back(worth, at->line);
  }
}

std::vector<Suggestion> Suggester::suggest(std::string_view typed, words::Language language, int limit) const {
  std::vector<std::pair<float, std::uint32_t>> found;
  for (const auto& key : keys_of(typed)) collect(key, language, found);
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<Suggestion> list;
  std::vector<std::uint32_t> taken;
  for (const auto& [worth, number] : found) {
    if (static_cast<int>(list.size()) >= limit) break;
    if (std::find(taken.begin(), taken.end(), number) != taken.end()) continue;
    taken.push_back(number);
    const Line& line = m_lines[number];
    Suggestion s{line.kind, m_shown.substr(line.shown, line.shown_end - line.shown), m_codes[line.code],
                 static_cast<int>(line.count)};
    if (line.kind == Suggestion::Kind::service && line.count == 1) s.code = line.id.text();
    list.push_back(std::move(s));
  }
  return list;
}

std::size_t Suggester::bytes() const {
  return m_shown.capacity() + m_keys.capacity() + m_lines.capacity() * sizeof(Line) +
         m_starts.capacity() * sizeof(Start);
}

void SuggesterMaker::add_line(Suggestion::Kind kind, std::string_view text, const ServiceId& id, std::uint8_t language,
                              std::string_view code, std::uint32_t count) {
  Suggester& made = *m_made;
  const auto key = key_of(text);
  if (key.empty()) return;
  const auto [known, is_new] =
      m_line_of.emplace(std::to_string(static_cast<int>(kind)) + std::to_string(language) + key,
                        static_cast<std::uint32_t>(made.m_lines.size()));
  if (!is_new) {
    made.m_lines[known->second].count += count;
    return;
  }
  Suggester::Line line;
  line.shown = static_cast<std::uint32_t>(made.m_shown.size());
  line.key = static_cast<std::uint32_t>(made.m_keys.size());
  made.m_shown += text;
  made.m_keys += key;
  line.shown_end = static_cast<std::uint32_t>(made.m_shown.size());
  line.key_end = static_cast<std::uint32_t>(made.m_keys.size());
  line.kind = kind;
  line.language = language;
  line.count = count;
  line.id = id;
  if (!code.empty()) {
    line.code = static_cast<std::uint32_t>(made.m_codes.size());
    made.m_codes.emplace_back(code);
  }
  const auto number = static_cast<std::uint32_t>(made.m_lines.size());
  made.m_lines.push_back(line);
  for (std::size_t at = 0; at < key.size();) {
    made.m_starts.push_back({number, line.key + static_cast<std::uint32_t>(at)});
    const auto blank = key.find(' ', at);
    if (blank == std::string::npos) break;
    at = blank + 1;
  }
}

void SuggesterMaker::add(const SearchDocument& d) {
  add_line(Suggestion::Kind::service, d.name, d.id, 255, "", 1);
  add_line(Suggestion::Kind::organisation, d.organisation, {}, 255, "", 1);
  ++m_of_type[d.type];
  for (const auto& need : d.needs) ++m_of_need[need];
}

std::shared_ptr<const Suggester> SuggesterMaker::finish() {
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const words::Words w(language);
    const auto add_names = [&](Suggestion::Kind kind, std::string_view prefix, const auto& counts) {
      for (const auto& [code, count] : counts) {
        const std::string key = std::string(prefix) + code;
        if (w.has(key)) add_line(kind, w(key), {}, static_cast<std::uint8_t>(language), code, count);
      }
    };
    add_names(Suggestion::Kind::type, "service_type.", m_of_type);
    add_names(Suggestion::Kind::need, "need.", m_of_need);
  }
  Suggester& made = *m_made;
  std::sort(made.m_starts.begin(), made.m_starts.end(), [&](const auto& a, const auto& b) {
    const auto left = made.from(a), right = made.from(b);
    return left != right ? left < right : a.line < b.line;
  });
  made.m_shown.shrink_to_fit();
  made.m_keys.shrink_to_fit();
  made.m_lines.shrink_to_fit();
  made.m_starts.shrink_to_fit();
  return m_made;
}

}  // namespace gishe::directory
