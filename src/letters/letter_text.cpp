#include "letters/letter_text.h"

#include <cassert>

#include "base/text.h"
#include "platform/words/filled.h"

namespace gishe::letters {

const std::vector<Kind>& letter_kinds() {
  static const std::vector<Kind> kinds{
      {"missing_papers", "letter.papers.intro", "letter.papers.title", {"number", "day"}},
      {"referral", "letter.referral.text", "letter.referral.title", {"number"}},
      {"signpost", "letter.signpost.text", "letter.signpost.title", {"number"}},
      {"own_access", "own.letter.lead", "own.letter.title", {}},
      {"complaint", "complaints.letter.again", "complaints.letter.title", {"day"}},
  };
  return kinds;
}

const Kind* find_kind(std::string_view code) {
  for (const Kind& kind : letter_kinds()) {
    if (kind.code == code) return &kind;
  }
  return nullptr;
}

std::optional<std::string> unknown_in(const Kind& kind, std::string_view text) {
  for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos; at = text.find_first_of("{}", at)) {
    const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) return std::string(text.substr(at, 1));
    const auto name = text.substr(at + 1, end - at - 1);
    if (!text::one_of(kind.holes, name)) return std::string(text.substr(at, end - at + 1));
    at = end + 1;
  }
  return std::nullopt;
}

std::string text_of(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                    const words::Words& words, const words::Values& values, std::optional<Day> dated) {
  const Kind* known = find_kind(kind);
  assert(known);
  const auto own = store::find_words(session, municipality, kind, words.language(), dated);
  return own && !own->empty() ? words::filled(*own, values) : words.with(known->house_text, values);
}

}  // namespace gishe::letters
