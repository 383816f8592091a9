#include "platform/search/bulgarian.h"

#include <array>

namespace gishe::search {
namespace {

/// An ending, what stands in its place, and how long a word must be to carry it.
struct Ending {
  std::size_t longer_than;
  std::u32string_view ending, instead;
};

/// The first that fits is replaced.
template <std::size_t N>
bool replace_ending(Letters& word, const std::array<Ending, N>& endings) {
  for (const auto& e : endings) {
    if (word.size() <= e.longer_than || !word.ends_with(e.ending)) continue;
    word.replace(word.size() - e.ending.size(), e.ending.size(), e.instead);
    return true;
  }
  return false;
}

constexpr std::array<Ending, 7> articles = {{{6, U"ият", U""},
                                             {5, U"ът", U""},
                                             {5, U"то", U""},
                                             {5, U"те", U""},
                                             {5, U"та", U""},
                                             {5, U"ия", U""},
                                             {4, U"ят", U""}}};
/// Plurals that change the sound before them: психолози, пликове, случаи.
constexpr std::array<Ending, 8> plurals = {{{6, U"овци", U"о"},
                                            {6, U"ове", U""},
                                            {6, U"еве", U"й"},
                                            {5, U"ища", U""},
                                            {5, U"ци", U"к"},
                                            {5, U"зи", U"г"},
                                            {4, U"си", U"х"},
                                            {4, U"и", U""}}};
constexpr std::array<Ending, 4> genders = {{{3, U"я", U""}, {3, U"а", U""}, {3, U"о", U""}, {3, U"е", U""}}};

/// възрастен, възрастни: the е that comes and goes.
void drop_moving_vowel(Letters& word) {
  auto n = word.size();
  if (n > 4 && word.ends_with(U"ен")) {
    word.replace(n - 2, 2, U"н");
    n = word.size();
  }
  if (n > 5 && word[n - 2] == U'ъ') word.erase(n - 2, 1);
}

struct Exception {
  std::string_view form, of;
};
constexpr Exception exceptions[] = {
    {"братя", "брат"},    {"братята", "брат"},   {"децата", "дете"},   {"деца", "дете"},     {"дечица", "дете"},
    {"дечицата", "дете"}, {"дни", "ден"},        {"дните", "ден"},     {"души", "човек"},    {"детенце", "дете"},
    {"могат", "мога"},    {"може", "мога"},      {"можем", "мога"},    {"можете", "мога"},   {"можеш", "мога"},
    {"майки", "майка"},   {"майките", "майка"},  {"майката", "майка"}, {"очи", "око"},       {"очите", "око"},
    {"места", "място"},   {"местата", "място"},  {"тела", "тяло"},     {"телата", "тяло"},   {"бели", "бял"},
    {"белите", "бял"},    {"бяла", "бял"},       {"бялата", "бял"},    {"уши", "ухо"},       {"ушите", "ухо"},
    {"ръце", "ръка"},     {"ръцете", "ръка"},    {"нозе", "крак"},     {"хора", "човек"},    {"хората", "човек"},
    {"хорица", "човек"},  {"човеците", "човек"}, {"човека", "човек"},  {"човекът", "човек"}, {"чичовци", "чичо"},
    {"лельо", "леля"},    {"сам", "сам"},        {"сама", "сам"},      {"само", "само"},     {"сами", "сам"},
    {"самичък", "сам"},   {"самичка", "сам"},    {"яде", "ям"},        {"ядат", "ям"},       {"яденето", "ям"},
    {"ядене", "ям"},      {"пие", "пия"},        {"деветте", "девет"},
};

}  // namespace

Letters bulgarian_stem(const Letters& word) {
  Letters w = word;
  if (w.size() <= 3) return w;
  if (w.size() > 5 && w.ends_with(U"ища")) {
    w.erase(w.size() - 3);
    return w;
  }
  replace_ending(w, articles);
  replace_ending(w, plurals);
  replace_ending(w, genders);
  drop_moving_vowel(w);
  // -ия lost its article's look-alike above; рехабилитации and рехабилитацията meet here.
  if (w.size() > 4 && (w.back() == U'и' || w.back() == U'й')) w.pop_back();
  return w;
}

std::optional<std::string_view> bulgarian_exception(std::string_view word) {
  for (const auto& e : exceptions) {
    if (e.form == word) return e.of;
  }
  return std::nullopt;
}

}  // namespace gishe::search
