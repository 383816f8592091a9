#include "base/transliterate.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace gishe {
namespace {

using Letters = std::u32string;

// ICU's macro narrows on purpose.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
Letters letters_of(std::string_view utf8) {
  Letters out;
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, size, c);
    out += static_cast<char32_t>(c < 0 ? 0xFFFD : c);
  }
  return out;
}
#pragma GCC diagnostic pop

void append(std::string& out, char32_t c) {
  char buffer[U8_MAX_LENGTH];
  int32_t n = 0;
  U8_APPEND_UNSAFE(buffer, n, static_cast<UChar32>(c));
  out.append(buffer, static_cast<std::size_t>(n));
}

char32_t lower(char32_t c) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))); }
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }

/// The table of the Transliteration Act (SG 19/13.03.2009), а…я; ы and э are not Bulgarian and follow the usual Latin
/// form.
std::string_view latin_of(char32_t c) {
  static constexpr std::array<std::string_view, 32> table = {
      "a", "b", "v", "g", "d", "e", "zh", "z",  "i",  "y",   "k", "l", "m", "n", "o",  "p",
      "r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sht", "a", "y", "y", "e", "yu", "ya"};
  if (c >= U'а' && c <= U'я') return table[c - U'а'];
  if (c == U'ѝ') return "i";
  if (c == U'ё') return "yo";
  return {};
}

Letters lower(Letters s) {
  for (auto& c : s) c = lower(c);
  return s;
}

bool is_vowel(char32_t c) { return Letters(U"aeiouâăŭаеиоуъюя").find(c) != Letters::npos; }

struct Pair {
  std::u32string_view latin, cyrillic;
};
/// Longest first. The law's spelling and what people type on a Latin keyboard ("shlyokavica").
constexpr std::array<Pair, 25> digraphs = {{
    {U"sht", U"щ"}, {U"dzh", U"дж"}, {U"tch", U"ч"}, {U"iya", U"ия"}, {U"sh", U"ш"}, {U"ch", U"ч"}, {U"zh", U"ж"},
    {U"ts", U"ц"},  {U"tz", U"ц"},   {U"dj", U"дж"}, {U"kh", U"х"},   {U"ph", U"ф"}, {U"ya", U"я"}, {U"yu", U"ю"},
    {U"ja", U"я"},  {U"ju", U"ю"},   {U"q", U"я"},   {U"w", U"в"},    {U"x", U"х"},  {U"j", U"ж"},  {U"c", U"ц"},
    {U"6", U"ш"},   {U"4", U"ч"},    {U"â", U"ъ"},   {U"ŭ", U"ъ"},
}};
constexpr std::u32string_view plain_latin = U"abvgdeziklmnoprstufhă";
constexpr std::u32string_view plain_cyrillic = U"абвгдезиклмнопрстуфхъ";

/// y stands for й beside a vowel, ь before o after a consonant, и at a word's end after a consonant, ъ between
/// consonants.
char32_t meaning_of_y(const Letters& low, std::size_t i) {
  const bool after_vowel = i > 0 && is_vowel(low[i - 1]);
  const bool at_end = i + 1 == low.size();
  const bool before_vowel = !at_end && is_vowel(low[i + 1]);
  if (before_vowel && i > 0 && !after_vowel && low[i + 1] == U'o') return U'ь';
  if (after_vowel || before_vowel) return U'й';
  return at_end ? U'и' : U'ъ';
}

void cyrillic_word(std::string& out, const Letters& word) {
  const auto low = lower(word);
  if (low == U"bulgaria") {
    out += is_upper(word[0]) ? "България" : "българия";
    return;
  }
  const bool shouted = word.size() > 1 &&
                       std::none_of(word.begin(), word.end(), [](char32_t c) { return is_letter(c) && !is_upper(c); });
  for (std::size_t i = 0; i < word.size();) {
    const auto rest = std::u32string_view(low).substr(i);
    Letters cyrillic;
    std::size_t taken = 1;
    for (const auto& pair : digraphs) {
      if (!rest.starts_with(pair.latin)) continue;
      cyrillic = pair.cyrillic;
      taken = pair.latin.size();
      break;
    }
    if (cyrillic.empty() && rest == U"ia" && i > 0) {
      cyrillic = U"ия";
      taken = 2;
    }
    if (cyrillic.empty() && rest[0] == U'y') cyrillic = meaning_of_y(low, i);
    if (cyrillic.empty()) {
      const auto at = plain_latin.find(rest[0]);
      cyrillic = at == std::u32string_view::npos ? rest[0] : plain_cyrillic[at];
    }
    for (std::size_t k = 0; k < cyrillic.size(); ++k) {
      const bool big = is_upper(word[i]) && (k == 0 || shouted);
      append(out, big ? static_cast<char32_t>(u_toupper(static_cast<UChar32>(cyrillic[k]))) : cyrillic[k]);
    }
    i += taken;
  }
}

/// Cyrillic letters of a skeleton. у meets ъ and а, because people type u for ъ; ь is heard only before о.
std::string_view heard(char32_t c) {
  switch (c) {
    case U'й':
    case U'ь':
    case U'ы':
      return "i";
    case U'у':
    case U'ъ':
      return "a";
    case U'ю':
    case U'я':
      return "ia";
    case U'ё':
      return "io";
    default:
      return latin_of(c);
  }
}

struct Sound {
  std::u32string_view typed;
  std::string_view heard;
};
constexpr std::array<Sound, 19> sounds = {{
    {U"chr", "hr"},  {U"tch", "ch"}, {U"sch", "sh"}, {U"kh", "h"},  {U"ph", "f"}, {U"tz", "ts"}, {U"dj", "dzh"},
    {U"dzh", "dzh"}, {U"ch", "ch"},  {U"zh", "zh"},  {U"sh", "sh"}, {U"q", "ia"}, {U"w", "v"},   {U"x", "h"},
    {U"c", "ts"},    {U"j", "zh"},   {U"6", "sh"},   {U"4", "ch"},  {U"u", "a"},
}};

/// é → e, â → a: people leave marks out. A letter that is no marked Latin one (й, ø, 丸) stays.
char32_t without_mark(char32_t c) {
  if (c < 0x80) return c;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* normal = unorm2_getNFDInstance(&status);
  UChar parts[8];
  const int32_t length =
      U_FAILURE(status) ? 0 : unorm2_getDecomposition(normal, static_cast<UChar32>(c), parts, 8, &status);
  return U_SUCCESS(status) && length > 1 && parts[0] < 0x80 ? parts[0] : c;
}

std::string skeleton_of_word(Letters low) {
  std::transform(low.begin(), low.end(), low.begin(), without_mark);
  std::string out;
  for (std::size_t i = 0; i < low.size();) {
    const char32_t c = low[i];
    if (c >= U'а' && c <= U'ѯ') {
      const bool silent = c == U'ь' && (i + 1 == low.size() || low[i + 1] != U'о');
      if (!silent) out += heard(c);
      ++i;
      continue;
    }
    const auto rest = std::u32string_view(low).substr(i);
    const auto sound =
        std::find_if(sounds.begin(), sounds.end(), [&](const Sound& s) { return rest.starts_with(s.typed); });
    if (sound != sounds.end()) {
      out += sound->heard;
      i += sound->typed.size();
      continue;
    }
    if (c == U'y') {
      out += meaning_of_y(low, i) == U'ъ' ? 'a' : 'i';
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (is_letter(c)) {
      append(out, c);
    }
    ++i;
  }
  // Letters, not bytes: 丸 ends in two equal bytes.
  Letters once = letters_of(out);
  once.erase(std::unique(once.begin(), once.end()), once.end());
  std::string single;
  for (const char32_t c : once) append(single, c);
  return single;
}

bool has_letter(const Letters& s) { return std::any_of(s.begin(), s.end(), is_letter); }

}  // namespace

std::string to_cyrillic(std::string_view typed_latin) {
  const auto s = letters_of(typed_latin);
  // A digit inside a typed word counts as a letter (6 = ш); what lies between the words stays as it is.
  const auto belongs = [](char32_t c) { return is_letter(c) || c == U'6' || c == U'4'; };
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    auto end = i;
    while (end < s.size() && belongs(s[end])) ++end;
    const auto word = s.substr(i, end - i);
    if (!has_letter(word)) {
      append(out, s[i++]);
      continue;
    }
    cyrillic_word(out, word);
    i = end;
  }
  return out;
}

std::string name_skeleton(std::string_view name) {
  std::vector<std::string> parts;
  for (const auto& word : text::words(text::lower(name))) {
    const auto low = letters_of(word);
    if (!has_letter(low)) continue;
    auto skeleton = skeleton_of_word(low);
    if (!skeleton.empty()) parts.push_back(std::move(skeleton));
  }
  return text::join(parts, " ");
}

}  // namespace gishe
