#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/handlers.h"
#include "directory/refusals.h"
#include "directory/search_word_acts.h"

// Words of the field: what people say for what the directory calls otherwise. For the directory's editor.
namespace gishe::directory {
namespace {

constexpr std::size_t shown_max = 60;

/// One value for kind and code, so that a single list offers all: "need:heating"; "words" for other words.
std::string meaning_value(const SearchWord& w) { return w.kind == "words" ? "words" : w.kind + ":" + w.meaning; }

std::string meaning_in_words(const words::Words& w, const SearchWord& word) {
  if (word.kind == "words") return word.meaning;
  const std::string prefix = word.kind == "type" ? "service_type." : word.kind + ".";
  return w(prefix + word.meaning);
}

/// From the form's fields; `before` names the hidden ones of the row that is changed.
std::optional<SearchWord> word_of(const web::Context& c, std::string_view before) {
  const auto field = [&](const char* name) { return text::tidy(c.request.form(std::string(before) + name)); };
  SearchWord word;
  word.words = field("words");
  const auto meaning = field("meaning");
  const auto colon = meaning.find(':');
  word.kind = meaning.substr(0, colon);
  word.meaning = word.kind == "words"         ? field("other_words")
                 : colon == std::string::npos ? std::string()
                                              : meaning.substr(colon + 1);
  if (word.words.empty() && meaning.empty()) return std::nullopt;
  return word;
}

std::vector<page::Values::Choice> choices(const words::Words& w, const std::vector<Need>& needs,
                                          const std::string& chosen) {
  std::vector<page::Values::Choice> list;
  const auto add = [&](std::string value, std::string label) {
    const bool is_chosen = value == chosen;
    list.push_back({std::move(value), std::move(label), {}, is_chosen});
  };
  add("", w("common.choose"));
  add("words", w("directory.search_words.other_words"));
  const auto kind = [&](const char* key, const std::string& name) { return w(key) + ": " + name; };
  for (const auto& n : needs) add("need:" + n.code, kind("directory.search_words.need", w("need." + n.code)));
  for (const auto type : service_types) {
    add("type:" + std::string(type), kind("directory.search_words.kind_type", w("service_type." + std::string(type))));
  }
  for (const auto group : target_groups) {
    const std::string code = "target_group." + std::string(group);
    add("target_group:" + std::string(group), kind("directory.search_words.group", w(code)));
  }
  return list;
}

struct Shown {
  std::vector<SearchWord> words;
  std::vector<Need> needs;
};
Shown read_all(web::Context& c) {
  return c.office.db.read([](db::Session& s) { return Shown{list_search_words(s), list_needs(s)}; });
}

void put_form(page::Page& p, const words::Words& w, const Shown& all, const std::optional<SearchWord>& old,
              const std::optional<SearchWord>& now, const Refusals& refusals) {
  const auto filled = now ? *now : old ? *old : SearchWord{};
  p.set("FORM_TITLE", w(old ? "directory.search_words.change" : "directory.search_words.add"));
  p.show_if(old.has_value(), "CHANGING").show_if(!old, "ADDING");
  if (old) {
    p.set("OLD_WORDS", old->words).set("OLD_MEANING", meaning_value(*old));
    p.set("OLD_OTHER", old->kind == "words" ? old->meaning : "");
  }
  p.error_summary("ERRORS", refusals);
  p.input("WORDS",
          {.name = "words",
           .label = w("directory.search_words.words"),
           .value = filled.words,
           .hint = w("directory.search_words.words_hint"),
           .max_length = 80},
          refusals);
  p.select("MEANING", {.name = "meaning", .label = w("directory.search_words.meaning")},
           choices(w, all.needs, filled.kind.empty() ? "" : meaning_value(filled)), refusals);
  p.input("OTHER",
          {.name = "other_words",
           .label = w("directory.search_words.other_words"),
           .value = filled.kind == "words" ? filled.meaning : "",
           .hint = w("directory.search_words.other_hint"),
           .optional = true,
           .max_length = 160},
          refusals);
}

web::Response show(web::Context& c, const std::optional<SearchWord>& old, const std::optional<SearchWord>& now,
                   const Refusals& refusals) {
  const auto& w = c.words;
  const auto all = read_all(c);
  const auto sought = text::lower(text::tidy(c.request.query("q")));
  auto p = c.page("directory/search_words.html");
  p.title(w("directory.search_words.title"));
  put_form(p, w, all, old, now, refusals);
  p.input("SOUGHT", {.name = "q", .label = w("directory.search_words.filter"), .value = sought, .type = "search"});
  std::size_t fitting = 0;
  for (const auto& word : all.words) {
    const auto meaning = meaning_in_words(w, word);
    if (text::lower(word.words + " " + meaning).find(sought) == std::string::npos) continue;
    if (++fitting > shown_max) continue;
    auto row = p.add("ROWS");
    row.set("WORDS", word.words).set("MEANING", meaning).set("VALUE", meaning_value(word));
    row.set("OTHER", word.kind == "words" ? word.meaning : "");
    row.set("KIND", w("directory.search_words.kind_" + word.kind));
  }
  p.set("COUNT", w.count("directory.search_words.count", static_cast<std::int64_t>(fitting)));
  p.show_if(fitting > 0, "ANY").show_if(fitting > shown_max, "TOO_MANY");
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

constexpr const char* here = "/editor/search-words";

}  // namespace

web::Response show_search_words(web::Context& c) {
  // From the list of searches that found nothing, with the words filled in.
  SearchWord begun;
  begun.words = text::tidy(c.request.query("words"));
  const bool given = !begun.words.empty() && text::is_plain(begun.words) && text::length(begun.words) <= 80;
  return show(c, {}, given ? std::optional(begun) : std::nullopt, {});
}

web::Response post_search_word(web::Context& c) {
  const auto old = word_of(c, "old_"), now = word_of(c, "");
  // The first press of „change“ only opens the form with the row in it.
  if (c.request.form("step") == "open" && old) return show(c, old, {}, {});
  const bool remove = c.request.form("step") == "remove";
  if (remove ? !old : !now) return show(c, old, now, {Refusal(required, "words"), Refusal(required, "meaning")});
  const auto done = keep_search_word(c.office, c.actor, old, remove ? std::nullopt : now, c.once_key());
  if (done) return c.go(here, remove ? "directory.search_words.removed" : "directory.search_words.kept");
  if (done.refusals().front().code->http_status != 422 && !done.refusals().front().is(search_word_is_there)) {
    return c.refuse(done.refusals());
  }
  return show(c, remove ? std::nullopt : old, now, done.refusals());
}

}  // namespace gishe::directory
