#include "directory/search_word_acts.h"

#include <algorithm>

#include "base/text.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/refusals.h"

namespace gishe::directory {
namespace {

constexpr std::size_t words_letters_max = 80, meaning_letters_max = 160;

bool is_known_meaning(db::Session& session, const SearchWord& word) {
  if (word.kind == "words") return !text::words(word.meaning).empty();
  if (word.kind == "need") return find_need(session, word.meaning).has_value();
  if (word.kind == "type") return is_service_type(word.meaning);
  return word.kind == "target_group" && text::one_of(target_groups, word.meaning);
}

Refusals why_not(db::Session& session, const SearchWord& word) {
  Refusals no;
  const auto check = [&](const std::string& value, const char* field, std::size_t max) {
    if (!text::is_plain(value))
      no.push_back(Refusal(not_plain_text, field));
    else if (text::words(value).empty())
      no.push_back(Refusal(required, field));
    else if (text::length(value) > max)
      no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
  };
  check(word.words, "words", words_letters_max);
  check(word.meaning, word.kind == "words" ? "other_words" : "meaning", meaning_letters_max);
  if (no.empty() && !is_known_meaning(session, word)) no.push_back(Refusal(not_in_list, "meaning"));
  return no;
}

Result<std::string> keep_in(db::Tx& tx, Office& office, const Actor& actor, const std::optional<SearchWord>& old,
                            const std::optional<SearchWord>& now) {
  const auto decision = access::decide(actor, access::Action::keep_search_words, {});
  if (!decision.allowed) return *decision.no;
  if (now) {
    if (auto no = why_not(tx, *now); !no.empty()) return no;
  }
  if (old && !remove_search_word(tx, *old)) return changed_meanwhile;
  if (now && !add_search_word(tx, *now)) return Refusal(search_word_is_there, "words");
  const auto said = [](const std::optional<SearchWord>& w) {
    return w ? w->words + " = " + w->kind + ": " + w->meaning : std::string();
  };
  const char* action = !old ? "search_word.added" : !now ? "search_word.removed" : "search_word.changed";
  office.note(
      tx, actor,
      {action, actor.post.municipality, "search_word", Uuid{}, decision.rule, "", {{"words", said(old), said(now)}}});
  return std::string("done");
}

}  // namespace

Result<Done> keep_search_word(Office& office, const Actor& actor, const std::optional<SearchWord>& old,
                              const std::optional<SearchWord>& now, std::string_view once_key) {
  std::string content;
  for (const auto* word : {&old, &now}) {
    content += *word ? (*word)->words + "\n" + (*word)->kind + "\n" + (*word)->meaning + "\n" : "-\n";
  }
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto done = jobs::once(tx, office.clock, actor, once_key, "keep_search_word", content,
                                 [&] { return keep_in(tx, office, actor, old, now); });
    if (!done) return done.refusals();
    return Done{};
  });
}

}  // namespace gishe::directory
