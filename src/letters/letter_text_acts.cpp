#include "base/text.h"
#include "letters/letter_text.h"
#include "platform/office/act.h"

namespace gishe::letters {

std::optional<Refusal> why_not_text(const Kind& kind, std::string_view typed) {
  if (!text::is_plain(typed, text::Lines::many)) return Refusal(not_plain_text, "words");
  const auto words = text::tidy(typed, text::Lines::many);
  if (words.empty()) return Refusal(required, "words");
  if (text::length(words) > text_max) return Refusal(too_long, "words", {{"max", std::to_string(text_max)}});
  if (const auto unknown = unknown_in(kind, words)) return Refusal(unknown_hole, "words", {{"hole", *unknown}});
  return std::nullopt;
}

Result<Done> save_text(Office& office, const Actor& actor, const NewText& text, std::string_view once_key) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = Sensitivity::working;
  const auto decision = access::decide(actor, access::Action::manage_accounts, facts);
  if (!decision.allowed) return *decision.no;
  const Kind* kind = find_kind(text.kind);
  if (!kind) return not_found;
  if (!text.house) {
    if (const auto no = why_not_text(*kind, text.words)) return *no;
  }
  const auto words = text.house ? std::string() : text::tidy(text.words, text::Lines::many);
  const auto& town = actor.post.municipality;
  return office.db.write([&](db::Tx& tx) {
    return once_done(
        tx, office, actor, once_key, "letters.save_text",
        {text.kind, words::code(text.language), words, std::to_string(text.version)}, [&]() -> Result<Done> {
          const auto versions = store::list_versions(tx, town, text.kind, text.language);
          const auto newest = versions.empty() ? 0 : versions.front().version;
          if (newest != text.version) return changed_meanwhile;
          const TextVersion next{newest + 1, words, {}, office.now()};
          if (!store::insert(tx, town, text.kind, text.language, next, actor.account)) return changed_meanwhile;
          office.note(tx, actor, {"letter_text.saved", town, "letter_text", {}, decision.rule, text.kind, {}});
          return Done{};
        });
  });
}

}  // namespace gishe::letters
