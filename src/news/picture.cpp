#include "news/picture.h"

#include <fmt/format.h>

#include "base/text.h"

namespace gishe::news {
namespace {

constexpr std::size_t alt_max = 300, caption_max = 300;

const std::string& in(const std::array<std::string, 3>& texts, words::Language language) {
  const std::string& own = texts[static_cast<std::size_t>(language)];
  return own.empty() ? texts[static_cast<std::size_t>(words::Language::bg)] : own;
}

void check(Refusals& no, const std::string& value, std::string name, std::size_t max) {
  if (!text::is_plain(value))
    no.push_back(Refusal(not_plain_text, std::move(name)));
  else if (text::length(value) > max)
    no.push_back(Refusal(too_long, std::move(name), {{"max", std::to_string(max)}}));
}

}  // namespace

Refusals why_not_words(const PictureWords& w) {
  Refusals no;
  if (w.alt[0].empty()) no.push_back(Refusal(no_words_for_picture, "alt_bg"));
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const auto i = static_cast<std::size_t>(language);
    check(no, w.alt[i], fmt::format("alt_{}", words::code(language)), alt_max);
    check(no, w.caption[i], fmt::format("caption_{}", words::code(language)), caption_max);
  }
  return no;
}

const std::string& Picture::alt(words::Language language) const { return in(words.alt, language); }
const std::string& Picture::caption(words::Language language) const { return in(words.caption, language); }

words::Language Picture::alt_language(words::Language asked) const {
  return words.alt[static_cast<std::size_t>(asked)].empty() ? words::Language::bg : asked;
}

std::string_view move_name(Move move) {
  static constexpr std::string_view names[] = {"first", "earlier", "later"};
  return names[static_cast<std::size_t>(move)];
}

std::optional<Move> move_from(std::string_view name) {
  for (const auto move : {Move::first, Move::earlier, Move::later}) {
    if (move_name(move) == name) return move;
  }
  return std::nullopt;
}

std::string picture_href(const PictureId& id, int width) {
  return fmt::format("/news/pictures/{}-{}.jpg", id.text(), width);
}

}  // namespace gishe::news
