#pragma once
#include "letters/letters.h"

namespace gishe::letters {

/// A letter whose text may be edited; its name stands under letters.kind.CODE.
struct Kind {
  std::string code;
  std::string house_text;          // key of the house's words
  std::string title;               // key
  std::vector<std::string> holes;  // explained under letters.hole.NAME
};
const std::vector<Kind>& letter_kinds();
const Kind* find_kind(std::string_view code);

inline constexpr std::size_t text_max = 2000;  // letters

/// The first {hole} that this kind does not have; also a brace that is opened or closed alone.
std::optional<std::string> unknown_in(const Kind& kind, std::string_view text);

struct TextVersion {
  std::int64_t version = 0;  // 0: nobody has changed the house's text yet
  std::string words;         // empty: the house's text
  std::string saved_by;      // name
  Instant saved_at;
};

namespace store {
/// Newest first, at most 100.
std::vector<TextVersion> list_versions(db::Session& session, const MunicipalityCode& municipality,
                                       std::string_view kind, words::Language language);
std::optional<std::string> find_words(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                                      words::Language language, std::optional<Day> dated);
/// False when there is such a version already.
bool insert(db::Tx& tx, const MunicipalityCode& municipality, std::string_view kind, words::Language language,
            const TextVersion& version, const AccountId& by);
}  // namespace store

struct NewText {
  std::string kind;
  words::Language language = words::Language::bg;
  std::string words;         // empty with `house`
  bool house = false;        // back to the house's text
  std::int64_t version = 0;  // the newest when the form was opened
};
/// Refuses unknown_hole, too_long and required on "words", changed_meanwhile.
Result<Done> save_text(Office& office, const Actor& actor, const NewText& text, std::string_view once_key);
std::optional<Refusal> why_not_text(const Kind& kind, std::string_view typed);

}  // namespace gishe::letters
