#include "platform/search/stems.h"

#include <libstemmer.h>

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "base/transliterate.h"
#include "platform/search/bulgarian.h"
#include "platform/search/dictionary.h"

namespace gishe::search {
namespace {

constexpr std::size_t kept_max = 200'000;
constexpr std::size_t stems_max = 5;

/// Snowball's stemmers keep their work in themselves: one word at a time.
class Snowball {
 public:
  explicit Snowball(const char* language) : m_stemmer(sb_stemmer_new(language, "UTF_8")) {}
  ~Snowball() { sb_stemmer_delete(m_stemmer); }
  Snowball(const Snowball&) = delete;
  Snowball& operator=(const Snowball&) = delete;
  std::string stem(std::string_view word) {
    const std::lock_guard lock(m_mutex);
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const auto* out = sb_stemmer_stem(m_stemmer, bytes, static_cast<int>(word.size()));
    if (!out) return std::string(word);
    return std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(sb_stemmer_length(m_stemmer)));
  }

 private:
  std::mutex m_mutex;
  sb_stemmer* m_stemmer;
};

void add_once(std::vector<std::string>& list, std::string one) {
  if (list.size() < stems_max && !one.empty() && std::find(list.begin(), list.end(), one) == list.end()) {
    list.push_back(std::move(one));
  }
}

std::string bulgarian(std::string_view word) { return utf8_of(folded(bulgarian_stem(letters_of(word)))); }

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

}  // namespace

struct Stems::State {
  std::unique_ptr<Dictionary> dictionary;
  Snowball english{"english"}, italian{"italian"};
  std::shared_mutex mutex;
  std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> kept;

  std::vector<std::string> make(std::string_view word) {
    std::vector<std::string> stems;
    if (is_number(word)) {
      stems.emplace_back(word);
    } else if (is_cyrillic(word)) {
      if (const auto of = bulgarian_exception(word)) {
        stems.push_back(bulgarian(*of));
        return stems;
      }
      add_once(stems, bulgarian(word));
      if (dictionary) {
        for (const auto& lemma : dictionary->lemmas(word)) add_once(stems, bulgarian(lemma));
      }
    } else {
      add_once(stems, english.stem(word));
      add_once(stems, italian.stem(word));
    }
    if (stems.empty()) stems.emplace_back(word);
    return stems;
  }
};

Stems::Stems(const std::string& dictionary) : m_state(std::make_unique<State>()) {
  m_state->dictionary = Dictionary::open(dictionary);
}
Stems::~Stems() = default;

std::vector<std::string> Stems::of(std::string_view word) const {
  {
    const std::shared_lock lock(m_state->mutex);
    if (const auto found = m_state->kept.find(word); found != m_state->kept.end()) return found->second;
  }
  auto stems = m_state->make(word);
  const std::unique_lock lock(m_state->mutex);
  if (m_state->kept.size() >= kept_max) m_state->kept.clear();
  m_state->kept.emplace(std::string(word), stems);
  return stems;
}

bool Stems::knows(std::string_view word) const { return m_state->dictionary && m_state->dictionary->knows(word); }
bool Stems::has_dictionary() const { return m_state->dictionary != nullptr; }

std::vector<std::string> Stems::readings(std::string_view word) const {
  auto readings = readings_of(word);
  if (!has_dictionary() || is_cyrillic(word) || is_number(word)) return readings;
  constexpr std::size_t doubtful_max = 4;
  const Letters letters = letters_of(readings.front());
  std::vector<std::size_t> doubtful;
  for (std::size_t i = 0; i < letters.size() && doubtful.size() < doubtful_max; ++i) {
    if (letters[i] == U'а') doubtful.push_back(i);
  }
  auto place = readings.begin() + 1;
  for (unsigned choice = 1; choice < 1U << doubtful.size(); ++choice) {
    Letters other = letters;
    for (std::size_t k = 0; k < doubtful.size(); ++k) {
      if (choice >> k & 1U) other[doubtful[k]] = U'ъ';
    }
    auto reading = utf8_of(other);
    if (knows(reading)) place = readings.insert(place, std::move(reading)) + 1;
  }
  return readings;
}

const Stems& Stems::shared() {
  static const Stems stems;
  return stems;
}

std::vector<std::string> readings_of(std::string_view word) {
  if (is_cyrillic(word) || is_number(word)) return {std::string(word)};
  std::vector<std::string> readings;
  add_once(readings, to_cyrillic(word));
  const auto with = [&](std::string_view what, std::string_view instead) {
    std::string other(word);
    replace_all(other, what, instead);
    if (other != word) add_once(readings, to_cyrillic(other));
  };
  with("j", "y");
  with("u", "ŭ");
  with("ia", "ya");
  with("c", "k");
  return readings;
}

}  // namespace gishe::search
