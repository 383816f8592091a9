#include "news/address.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace gishe::news {
namespace {

constexpr std::string_view signs = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t code_length = 8, slug_max = 60;

/// The table of the Transliteration Act (SG 19/13.03.2009); Cyrillic small letters are two bytes of UTF-8 each.
constexpr std::pair<std::string_view, std::string_view> latin[] = {
    {"а", "a"},  {"б", "b"},   {"в", "v"}, {"г", "g"}, {"д", "d"},  {"е", "e"},  {"ж", "zh"}, {"з", "z"},
    {"и", "i"},  {"й", "y"},   {"к", "k"}, {"л", "l"}, {"м", "m"},  {"н", "n"},  {"о", "o"},  {"п", "p"},
    {"р", "r"},  {"с", "s"},   {"т", "t"}, {"у", "u"}, {"ф", "f"},  {"х", "h"},  {"ц", "ts"}, {"ч", "ch"},
    {"ш", "sh"}, {"щ", "sht"}, {"ъ", "a"}, {"ь", "y"}, {"ю", "yu"}, {"я", "ya"}, {"ѝ", "i"},
};

std::string latin_word(std::string word) {
  // The Act: -ия at the end of a word is -ia.
  constexpr std::string_view ending = "ия";
  std::string tail;
  if (word.size() > ending.size() && word.ends_with(ending)) {
    word.resize(word.size() - ending.size());
    tail = "ia";
  }
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const std::string_view two = std::string_view(word).substr(i, 2);
    const auto* found = std::find_if(std::begin(latin), std::end(latin), [&](const auto& l) { return l.first == two; });
    if (found != std::end(latin)) {
      out += found->second;
      i += 2;
      continue;
    }
    const char c = word[i++];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out + tail;
}

}  // namespace

std::string code_of(const ItemId& id) {
  std::uint64_t bits = 0;
  for (std::size_t i = 11; i < 16; ++i) bits = bits << 8 | id.value.bytes[i];
  std::string code(code_length, '0');
  for (std::size_t i = code_length; i-- > 0; bits >>= 5) code[i] = signs[bits & 31];
  return code;
}

std::string slug_of(std::string_view title) {
  std::string slug;
  for (const auto& word : text::words(text::lower(title))) {
    const std::string more = latin_word(word);
    if (more.empty()) continue;
    if (slug.size() + more.size() + 1 > slug_max) break;
    if (!slug.empty()) slug += '-';
    slug += more;
  }
  return slug;
}

std::string address_of(const Item& item) {
  const std::string slug = slug_of(item.content.in(words::Language::bg).title);
  return slug.empty() ? item.code : slug + "-" + item.code;
}

std::string code_in(std::string_view address) {
  const auto hyphen = address.rfind('-');
  const std::string_view code = hyphen == std::string_view::npos ? address : address.substr(hyphen + 1);
  const bool good = code.size() == code_length && code.find_first_not_of(signs) == std::string_view::npos;
  return good ? std::string(code) : std::string();
}

}  // namespace gishe::news
