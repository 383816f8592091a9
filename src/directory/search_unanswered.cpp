#include "directory/search_unanswered.h"

#include <algorithm>

#include "base/text.h"
#include "directory/search_vocabulary.h"
#include "platform/search/letters.h"

namespace gishe::directory {
namespace {

constexpr std::size_t letters_max = 80, words_max = 6, digits_max = 3, surname_letters_min = 5;

/// "Мария Петрова": a capital and a small letter at the beginning of two words in a row.
bool two_capitalised(std::string_view typed) {
  bool before = false;
  for (const auto& word : text::words(typed)) {
    const auto letters = search::letters_of(word);
    const auto lower = search::letters_of(text::lower(word));
    const bool now = letters.size() > 1 && letters.size() == lower.size() && letters[0] != lower[0] &&
                     std::equal(letters.begin() + 1, letters.end(), lower.begin() + 1);
    if (now && before) return true;
    before = now;
  }
  return false;
}

bool ends_like_a_surname(std::string_view word) {
  constexpr std::string_view ends[] = {"ов", "ова", "ев", "ева", "ови", "еви", "ov", "ova", "ev", "eva"};
  return text::length(word) >= surname_letters_min &&
         std::any_of(std::begin(ends), std::end(ends), [&](std::string_view end) { return word.ends_with(end); });
}

bool may_tell_of_a_person(std::string_view typed) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return text::length(typed) > letters_max || typed.find('@') != std::string_view::npos ||
         std::count_if(typed.begin(), typed.end(), is_digit) > static_cast<std::ptrdiff_t>(digits_max) ||
         two_capitalised(typed);
}

}  // namespace

std::string kept_of_search(std::string_view typed) {
  if (may_tell_of_a_person(typed)) return {};
  std::vector<std::string> telling;
  std::size_t words = 0;
  bool surname = false;
  search::each_word(typed, [&](std::string_view word) {
    ++words;
    surname = surname || ends_like_a_surname(word);
    if (!is_glue(word) && !is_filler(word)) telling.emplace_back(word);
  });
  if ((surname && words > 1) || telling.size() > words_max) return {};
  return text::join(telling, " ");
}

}  // namespace gishe::directory
