#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/ids.h"
#include "directory/search_part.h"
#include "directory/search_store.h"
#include "platform/search/terms.h"
#include "territory/territory.h"

/// What words mean beside standing in an entry: names of needs, kinds and groups, words of the field, places.
namespace gishe::directory {

/// What a phrase stands for.
struct Meaning {
  enum class Kind { need, type, target_group, words, place };
  Kind kind;
  std::string code;                             // of the need, kind, group; the other words as they are read
  std::vector<std::vector<std::string>> stems;  // words: of each of them
};
struct Phrase {
  std::vector<std::vector<std::string>> words;  // stems of each
  std::vector<Meaning> meanings;
};

struct PlaceName {
  Ekatte settlement;
  MunicipalityCode municipality;
  SpherePoint point;
  std::int64_t population = 0;
  bool seat = false;
};

class Vocabulary {
 public:
  Vocabulary(const std::vector<SearchWord>& words, const std::vector<territory::Municipality>& municipalities,
             const std::vector<territory::Settlement>& settlements, const SearchCodes& codes);

  /// Phrases that begin with a stem, longest first.
  const std::vector<Phrase>* phrases_beginning(const std::string& stem) const;
  /// Places of this name; empty for none.
  const std::vector<PlaceName>& places_named(const std::string& name) const;
  const PlaceName* find_settlement(const Ekatte& code) const;
  const PlaceName* find_seat(const MunicipalityCode& code) const;
  /// Name of the settlement and of the municipality, for the words of a place.
  std::string name_of(const Ekatte& settlement, const MunicipalityCode& municipality) const;
  /// Codes ("#type:day_care") whose name in one of our languages holds this word.
  const std::vector<std::string>* codes_named(const std::string& stem) const;
  bool knows(const std::string& stem) const { return m_known.contains(stem); }
  /// Every stem of the above, for guessing; of places only the municipalities.
  const search::Terms& terms() const { return m_terms; }

 private:
  void add_words(const std::vector<SearchWord>& words);
  void add_places(const std::vector<territory::Municipality>& municipalities,
                  const std::vector<territory::Settlement>& settlements);
  void add_labels(const SearchCodes& codes);
  enum class Guess { yes, no };
  void add_phrase(std::string_view words, const Meaning& meaning, Guess guess);
  void finish();

  std::map<std::string, std::vector<Phrase>> m_phrases;
  std::map<std::string, std::vector<PlaceName>> m_places;  // by the text of the phrase
  std::map<std::string, PlaceName> m_by_settlement, m_by_municipality;
  std::map<std::string, std::string> m_names;
  std::map<std::string, std::vector<std::string>> m_labels;
  std::map<std::string, std::string> m_shown;  // stem → a word that has it
  std::unordered_set<std::string> m_known;
  search::Terms m_terms;
};

/// Words that say nothing of what is sought. Glue (и, на, за, the) is dropped before phrases are looked for; filler
/// (искам, търся, не, може) after, because phrases may need it.
bool is_glue(std::string_view word);
bool is_filler(std::string_view word);
/// Stems of each word without glue.
std::vector<std::vector<std::string>> stems_of_words(std::string_view words);

}  // namespace gishe::directory
