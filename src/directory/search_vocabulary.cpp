#include "directory/search_vocabulary.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "directory/directory.h"
#include "platform/search/letters.h"
#include "platform/search/stems.h"

namespace gishe::directory {
namespace {

constexpr std::size_t names_max = 200;  // one name: at most so many places

/// The key of a name: its first stems with a blank between.
std::string joined(const std::vector<std::vector<std::string>>& words) {
  std::string all;
  for (const auto& stems : words) all += (all.empty() ? "" : " ") + stems.front();
  return all;
}

}  // namespace

std::vector<std::vector<std::string>> stems_of_words(std::string_view words) {
  std::vector<std::vector<std::string>> all;
  search::each_word(words, [&](std::string_view word) {
    if (!is_glue(word)) all.push_back(search::Stems::shared().of(word));
  });
  return all;
}

Vocabulary::Vocabulary(const std::vector<SearchWord>& words, const std::vector<territory::Municipality>& municipalities,
                       const std::vector<territory::Settlement>& settlements, const SearchCodes& codes) {
  add_words(words);
  add_places(municipalities, settlements);
  add_labels(codes);
  finish();
}

void Vocabulary::add_phrase(std::string_view words, const Meaning& meaning, Guess guess) {
  auto stems = stems_of_words(words);
  if (stems.empty() || stems.size() > 8) return;
  search::each_word(words, [&](std::string_view word) {
    for (const auto& stem : search::Stems::shared().of(word)) {
      m_known.insert(stem);
      if (guess == Guess::yes) m_shown.emplace(stem, word);
    }
  });
  // Under each stem of the first word, so that any form of it begins the phrase.
  for (const auto& first : stems.front()) {
    auto& list = m_phrases[first];
    const auto same = std::find_if(list.begin(), list.end(), [&](const Phrase& p) { return p.words == stems; });
    if (same == list.end()) {
      list.push_back({stems, {meaning}});
    } else {
      same->meanings.push_back(meaning);
    }
  }
}

void Vocabulary::add_words(const std::vector<SearchWord>& words) {
  static const std::map<std::string, Meaning::Kind, std::less<>> kinds = {{"need", Meaning::Kind::need},
                                                                          {"type", Meaning::Kind::type},
                                                                          {"target_group", Meaning::Kind::target_group},
                                                                          {"words", Meaning::Kind::words}};
  for (const auto& word : words) {
    const auto kind = kinds.find(word.kind);
    if (kind == kinds.end()) continue;
    Meaning meaning{kind->second, word.meaning, {}};
    if (meaning.kind == Meaning::Kind::words) meaning.stems = stems_of_words(word.meaning);
    add_phrase(word.words, meaning, Guess::yes);
  }
}

void Vocabulary::add_places(const std::vector<territory::Municipality>& municipalities,
                            const std::vector<territory::Settlement>& settlements) {
  std::set<std::string> seats;
  for (const auto& m : municipalities) {
    m_names["m" + m.code.text] = m.name_bg;
    seats.insert(m.seat.text);
  }
  for (const auto& s : settlements) {
    PlaceName place{s.code, s.municipality, sphere_point(s.latitude, s.longitude), s.population,
                    seats.contains(s.code.text)};
    m_names["s" + s.code.text] = s.name_bg;
    m_by_settlement[s.code.text] = place;
    if (place.seat) m_by_municipality[s.municipality.text] = place;
    const auto words = stems_of_words(s.name_bg);
    if (words.empty()) continue;
    auto& same = m_places[joined(words)];
    if (same.empty()) {
      add_phrase(s.name_bg, {Meaning::Kind::place, joined(words), {}}, place.seat ? Guess::yes : Guess::no);
    }
    if (same.size() < names_max) same.push_back(place);
  }
  // A municipality that is not called like its seat.
  for (const auto& m : municipalities) {
    const auto words = stems_of_words(m.name_bg);
    const auto seat = m_by_municipality.find(m.code.text);
    if (words.empty() || seat == m_by_municipality.end() || m_places.contains(joined(words))) continue;
    m_places[joined(words)].push_back(seat->second);
    add_phrase(m.name_bg, {Meaning::Kind::place, joined(words), {}}, Guess::yes);
  }
}

void Vocabulary::add_labels(const SearchCodes& codes) {
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const words::Words w(language);
    const auto add = [&](std::string_view kind, const CodeNumbers& numbers) {
      for (int i = 0; i < numbers.size(); ++i) {
        const std::string key = std::string(kind) + "." + numbers.code(i);
        if (!w.has(key) || numbers.code(i) == unclassified) continue;
        const std::string code = "#" + std::string(kind == "service_type" ? "type" : kind) + ":" + numbers.code(i);
        search::each_word(w(key), [&](std::string_view word) {
          if (is_glue(word) || is_filler(word)) return;
          for (const auto& stem : search::Stems::shared().of(word)) {
            auto& list = m_labels[stem];
            if (!text::one_of(list, code)) list.push_back(code);
            m_shown.emplace(stem, word);
            m_known.insert(stem);
          }
        });
      }
    };
    add("service_type", codes.types);
    add("need", codes.needs);
    add("target_group", codes.groups);
  }
}

void Vocabulary::finish() {
  for (auto& [stem, list] : m_phrases) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Phrase& a, const Phrase& b) { return a.words.size() > b.words.size(); });
  }
  std::vector<std::string> sorted, shown;
  for (const auto& [stem, word] : m_shown) {
    sorted.push_back(stem);
    shown.push_back(word);
  }
  m_terms = search::Terms(sorted, shown);
  m_shown.clear();
}

const std::vector<Phrase>* Vocabulary::phrases_beginning(const std::string& stem) const {
  const auto found = m_phrases.find(stem);
  return found == m_phrases.end() ? nullptr : &found->second;
}

const std::vector<PlaceName>& Vocabulary::places_named(const std::string& name) const {
  static const std::vector<PlaceName> none;
  const auto found = m_places.find(name);
  return found == m_places.end() ? none : found->second;
}

const PlaceName* Vocabulary::find_settlement(const Ekatte& code) const {
  const auto found = m_by_settlement.find(code.text);
  return found == m_by_settlement.end() ? nullptr : &found->second;
}

const PlaceName* Vocabulary::find_seat(const MunicipalityCode& code) const {
  const auto found = m_by_municipality.find(code.text);
  return found == m_by_municipality.end() ? nullptr : &found->second;
}

std::string Vocabulary::name_of(const Ekatte& settlement, const MunicipalityCode& municipality) const {
  std::string name;
  if (const auto s = m_names.find("s" + settlement.text); s != m_names.end()) name = s->second;
  if (const auto m = m_names.find("m" + municipality.text); m != m_names.end() && m->second != name) {
    name += ' ' + m->second;
  }
  return name;
}

const std::vector<std::string>* Vocabulary::codes_named(const std::string& stem) const {
  const auto found = m_labels.find(stem);
  return found == m_labels.end() ? nullptr : &found->second;
}

}  // namespace gishe::directory
