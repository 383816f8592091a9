#include "directory/search_token.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "platform/search/edit_distance.h"
#include "platform/search/letters.h"
#include "platform/search/stems.h"

namespace gishe::directory {
namespace {

constexpr std::size_t letters_max = 200, tokens_max = 24, relatives_max = 12;

using Segments = std::vector<const search::Segment*>;

std::size_t reach_of(const std::string& stem, const Segments& segments) {
  std::size_t reached = 0;
  for (const auto* segment : segments) reached += segment->postings(stem).size();
  return reached;
}

void add_once(std::vector<std::string>& list, const std::string& one) {
  if (!text::one_of(list, one)) list.push_back(one);
}

/// The nearest terms to a word; among equally near ones those of most entries.
struct Guess {
  int distance = 100;
  std::size_t reached = 0;
  std::string stem, shown;
  bool better_than(const Guess& other) const {
    if (distance != other.distance) return distance < other.distance;
    return std::pair(reached, other.stem) > std::pair(other.reached, stem);
  }
};

Guess guess(const std::string& stem, int edits, const Segments& segments, const Vocabulary& vocabulary) {
  Guess best;
  const auto look = [&](const search::Terms& terms) {
    terms.each_near(stem, edits, [&](search::TermId id, int distance) {
      Guess found{distance, 0, std::string(terms.text(id)), std::string(terms.shown(id))};
      // A wrong first letter is rarer than any other.
      if (found.stem.substr(0, 2) != stem.substr(0, 2)) ++found.distance;
      found.reached = reach_of(found.stem, segments);
      if (found.better_than(best)) best = found;
    });
  };
  look(vocabulary.terms());
  for (const auto* segment : segments) look(segment->terms());
  return best;
}

/// Stems that share at least five letters and more than half of it: психологическ finds психолог. Those of words of the
/// field stand for the word itself, so that phrases begin with them.
void find_relatives(SearchToken& token, const Segments& segments, const Vocabulary& vocabulary) {
  for (const auto& stem : std::vector(token.stems)) {
    auto letters = search::letters_of(stem);
    if (letters.size() < 6) continue;
    letters.resize(std::max<std::size_t>(5, (letters.size() * 11 + 19) / 20));
    const auto beginning = search::utf8_of(letters);
    const auto [known, behind] = vocabulary.terms().beginning_with(beginning);
    for (auto id = known; id < behind && token.stems.size() < relatives_max; ++id) {
      add_once(token.stems, std::string(vocabulary.terms().text(id)));
      token.known = true;
    }
    for (const auto* segment : segments) {
      const auto [first, last] = segment->terms().beginning_with(beginning);
      for (auto id = first; id < last && token.relatives.size() < relatives_max; ++id) {
        add_once(token.relatives, std::string(segment->terms().text(id)));
      }
    }
    if (token.known || !token.relatives.empty()) return;
  }
}

void find_corrected(SearchToken& token, const Segments& segments, const Vocabulary& vocabulary) {
  const auto edits = search::edits_allowed(text::length(token.typed));
  if (edits == 0) return;
  Guess best;
  for (const auto& stem : token.stems) {
    const auto found = guess(stem, edits, segments, vocabulary);
    if (found.better_than(best)) best = found;
  }
  if (best.distance > edits + 1) return;
  token.corrected = best.shown;
  token.stems = {best.stem};
}

SearchToken token_of(std::string_view word, const Segments& segments, const Vocabulary& vocabulary) {
  const auto& stems = search::Stems::shared();
  SearchToken token;
  token.typed = word;
  const auto readings = stems.readings(word);
  token.filler = is_filler(word) || is_filler(readings.front());
  const bool latin = readings.front() != word;
  // „zzzzqqq“ folds to „за“, which every entry says: so little is left of no long word.
  constexpr std::size_t long_word = 5, too_little = 2;
  const bool is_long = text::length(word) >= long_word;
  const auto says_enough = [&](const std::string& stem) { return !is_long || text::length(stem) > too_little; };
  const auto is_known = [&](const std::string& stem) {
    return says_enough(stem) && (vocabulary.knows(stem) || reach_of(stem, segments) > 0);
  };
  // Latin words that stand somewhere as they are mean themselves, and may also be Bulgarian.
  if (latin) {
    for (const auto& stem : stems.of(word)) {
      if (is_known(stem)) add_once(token.stems, stem);
    }
  }
  for (const auto& reading : readings) {
    const auto of_reading = stems.of(reading);
    const bool known = std::any_of(of_reading.begin(), of_reading.end(), is_known);
    if (known || &reading == &readings.front()) {
      for (const auto& stem : of_reading) {
        if (says_enough(stem)) add_once(token.stems, stem);
      }
    }
    if (known) break;
  }
  if (token.stems.empty()) token.stems.emplace_back(word);
  token.known = std::any_of(token.stems.begin(), token.stems.end(), is_known);
  if (token.known || token.filler || search::is_number(word)) return token;
  // A word of the language is not misspelt, only unknown here.
  if (!stems.knows(readings.front())) find_corrected(token, segments, vocabulary);
  if (token.corrected.empty()) find_relatives(token, segments, vocabulary);
  if (token.corrected.empty() && token.relatives.empty() && !token.known) find_corrected(token, segments, vocabulary);
  token.known = token.known || !token.corrected.empty() || !token.relatives.empty();
  return token;
}

}  // namespace

std::vector<SearchToken> read_tokens(std::string_view typed, const Segments& segments, const Vocabulary& vocabulary) {
  auto letters = search::letters_of(typed);
  if (letters.size() > letters_max) letters.resize(letters_max);
  std::vector<SearchToken> tokens;
  search::each_word(search::utf8_of(letters), [&](std::string_view word) {
    if (tokens.size() >= tokens_max || is_glue(word)) return;
    const auto reading = search::readings_of(word).front();
    if (reading != word && is_glue(reading) && !vocabulary.knows(std::string(word))) return;
    tokens.push_back(token_of(word, segments, vocabulary));
  });
  return tokens;
}

}  // namespace gishe::directory
