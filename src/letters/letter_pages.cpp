#include "base/text.h"
#include "letters/letter_text.h"
#include "letters/letters_handlers.h"
#include "platform/paper/paper.h"
#include "platform/words/filled.h"
#include "territory/territory.h"

// The texts of the letters: all of them, one of them with its history, a letter as it would be printed.
namespace gishe::letters::pages {
namespace {

using page::Values;

constexpr words::Language languages[] = {words::Language::bg, words::Language::it, words::Language::en};

struct Asked {
  const Kind* kind = nullptr;
  words::Language language = words::Language::bg;
};
std::optional<Asked> asked_for(const web::Context& c) {
  const auto language = words::from_code(c.request.in_path("language"));
  const Kind* kind = find_kind(c.request.in_path("kind"));
  if (!kind || !language) return std::nullopt;
  return Asked{kind, *language};
}

std::string address_of(const Asked& one) {
  return "/letters/" + one.kind->code + "/" + std::string(words::code(one.language));
}

std::string language_name(const web::Context& c, words::Language language) {
  return c.words("letters.language." + std::string(words::code(language)));
}

/// Nobody's number and day.
words::Values invented(const words::Words& w, Day today) {
  return {{"number", w("letters.invented.number")}, {"day", w.day_long(today)}};
}

/// The house's text as somebody edits it: with its holes.
std::string house_text(const Asked& one) { return words::Words(one.language)(one.kind->house_text); }

web::Response show(const web::Context& c, const Asked& one, const Refusals& no) {
  const auto versions = c.office.db.read([&](db::Session& session) {
    return store::list_versions(session, c.actor.post.municipality, one.kind->code, one.language);
  });
  const bool own = !versions.empty() && !versions.front().words.empty();
  auto p = c.page("letters/letter.html");
  p.title(c.words("letters.kind." + one.kind->code)).set("KIND", c.words("letters.kind." + one.kind->code));
  p.set("LANGUAGE", language_name(c, one.language)).set("ADDRESS", address_of(one)).error_summary("ERRORS", no);
  p.set("VERSION", versions.empty() ? std::int64_t{0} : versions.front().version).set("HOUSE_TEXT", house_text(one));
  for (const auto& name : one.kind->holes)
    p.add("HOLES").set("NAME", "{" + name + "}").set("MEANING", c.words("letters.hole." + name));
  p.show_if(one.kind->holes.empty(), "NO_HOLES");
  Values::Input text{"words", c.words("letters.words"),
                     !no.empty() ? std::string(c.request.form("words"))
                     : own       ? versions.front().words
                                 : house_text(one)};
  text.max_length = static_cast<int>(text_max);
  p.area("WORDS", text, no, 8);
  p.show_if(own, "OWN");
  std::vector<Values::Step> steps;
  for (const auto& v : versions) {
    steps.push_back({c.words.moment(v.saved_at), c.words(v.words.empty() ? "letters.back_to_house" : "letters.changed"),
                     v.saved_by, v.words});
  }
  p.timeline("HISTORY", steps).show_if(steps.empty(), "NEVER");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response saved(web::Context& c, bool house) {
  const auto one = asked_for(c);
  if (!one) return c.refuse(Refusal(not_found));
  const NewText text{one->kind->code, one->language, std::string(c.request.form("words")), house,
                     text::whole_number(c.request.form("version")).value_or(-1)};
  const auto done = save_text(c.office, c.actor, text, c.once_key(house ? "house" : ""));
  if (done) return c.go(address_of(*one), "letters.was_saved");
  if (house || done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return show(c, *one, done.refusals());
}

}  // namespace

web::Response show_letters(web::Context& c) {
  auto p = c.page("letters/letters.html");
  p.title(c.words("letters.title"));
  c.office.db.read([&](db::Session& session) {
    for (const Kind& kind : letter_kinds()) {
      auto row = p.add("KINDS");
      row.set("KIND", c.words("letters.kind." + kind.code));
      for (const auto language : languages) {
        const auto own = store::find_words(session, c.actor.post.municipality, kind.code, language, std::nullopt);
        auto one = row.add("LANGUAGES");
        one.set("ADDRESS", address_of({&kind, language})).set("LANGUAGE", language_name(c, language));
        if (own && !own->empty()) one.show("OWN");
      }
    }
  });
  return c.show(p);
}

web::Response show_letter(web::Context& c) {
  const auto one = asked_for(c);
  return one ? show(c, *one, {}) : c.refuse(Refusal(not_found));
}

web::Response post_letter(web::Context& c) { return saved(c, false); }
web::Response post_house_text(web::Context& c) { return saved(c, true); }

web::Response preview_letter(web::Context& c) {
  const auto one = asked_for(c);
  if (!one) return c.refuse(Refusal(not_found));
  const auto typed = text::tidy(c.request.form("words"), text::Lines::many);
  if (const auto no = why_not_text(*one->kind, typed)) return show(c, *one, {*no});
  const words::Words w(one->language);
  const auto town = c.office.db.read([&](db::Session& session) {
    return territory::municipality_name(session, c.actor.post.municipality, w.language());
  });
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", town}});
  head.day = w.day(c.office.today());
  paper::Letter letter(w.language(), head);
  letter.title(w(one->kind->title)).paragraph(words::filled(typed, invented(w, c.office.today())));
  letter.small(w("letters.preview_small"));
  return web::Response::pdf(letter.pdf(), "preview.pdf");
}

}  // namespace gishe::letters::pages
