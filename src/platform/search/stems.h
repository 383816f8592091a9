#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gishe::search {

/// What a word is looked up by: its stems, folded, the light one first. Cyrillic words by the Bulgarian stemmer and the
/// dictionary, Latin ones by the English and the Italian stemmer. Words are in lower case, as each_word gives them.
/// Safe from every thread; each word is worked out once (the last 200,000 are kept).
class Stems {
 public:
  /// `dictionary`: files without ending, /usr/share/hunspell/bg_BG.
  explicit Stems(const std::string& dictionary = "/usr/share/hunspell/bg_BG");
  ~Stems();
  /// At most five, never none.
  std::vector<std::string> of(std::string_view word) const;
  /// readings_of, and between them those that only the dictionary can tell: Latin a is а and ъ (tsentarat, центърът).
  std::vector<std::string> readings(std::string_view word) const;
  /// Is it a word of the Bulgarian dictionary? false for all when there is none.
  bool knows(std::string_view word) const;
  bool has_dictionary() const;

  /// One for the process, made at the first call.
  static const Stems& shared();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// Cyrillic readings of a word typed in Latin letters, the most likely one first: by the transliteration law, by habit
/// (6 = ш, 4 = ч, q = я), with u for ъ and j for й. A word in Cyrillic is its only reading.
std::vector<std::string> readings_of(std::string_view word);

}  // namespace gishe::search
