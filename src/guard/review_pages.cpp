#include "guard/emergency_acts.h"
#include "guard/guard_pages.h"

// What was opened in an emergency, and what somebody else thinks of it.
namespace gishe::guard::pages {
namespace {

using page::Values;

void fill_verdict_form(Values& row, const web::Context& c, const std::string& id, const Refusals& no) {
  auto form = row.add("FORM");
  form.set("ID", id).set("REVIEW_KEY", c.surroundings.form_key + id).show_if(!no.empty(), "FORM_OPEN");
  std::vector<Values::Choice> choices;
  for (const auto verdict : verdicts) {
    choices.push_back({std::string(verdict),
                       c.words("guard.verdict." + std::string(verdict)),
                       {},
                       !no.empty() && c.request.form("verdict") == verdict});
  }
  Values::Input verdict{"verdict", c.words("guard.verdict")};
  verdict.of = id;
  form.radios("VERDICTS", verdict, choices, no);
  Values::Input note{"note", c.words("guard.review_note"), no.empty() ? "" : std::string(c.request.form("note"))};
  note.hint = c.words("guard.review_note_hint");
  note.of = id;
  note.max_length = reason_max;
  form.input("NOTE", note, no);
}

void fill_row(Values row, const web::Context& c, const store::Reviewed& r, const std::string& opener,
              const Refusals& no) {
  const Opening& o = r.opening;
  const bool done = !o.verdict.empty();
  row.set("FILE", r.person_name).set("WHO", opener).set("REASON", o.reason);
  row.set("CODE", c.words("guard.reason." + o.reason_code));
  row.set("WHEN", c.words.moment(o.opened_at)).set("UNTIL", c.words.time(o.ended_at.value_or(o.ends_at)));
  if (done) {
    row.badge("STATE", o.verdict == verdicts[0] ? Values::Tone::go : Values::Tone::stop,
              c.words("guard.verdict." + o.verdict));
    row.add("NOTED").set("NOTE_WORDS", o.review_note);
    return;
  }
  const bool late = o.review_due_on < c.office.today();
  row.badge("STATE", late ? Values::Tone::stop : Values::Tone::wait,
            c.words.with(late ? "guard.review_late" : "guard.review_due", {{"day", c.words.day(o.review_due_on)}}));
  if (o.account == c.actor.account)
    row.show("OWN");
  else
    fill_verdict_form(row, c, o.id.text(), no);
}

web::Response show(web::Context& c, const std::optional<EmergencyOpeningId>& refused, const Refusals& no) {
  const auto review = open_review(c.office, c.actor);
  if (!review) return c.refuse(review.refusals());
  auto p = c.page("guard/review.html");
  p.title(c.words("guard.review.title"));
  p.error_summary("ERRORS", no, refused ? refused->text() : "");
  p.show_if(review->openings.empty(), "NONE");
  for (std::size_t i = 0; i < review->openings.size(); ++i) {
    const auto& r = review->openings[i];
    fill_row(p.add("ROWS"), c, r, review->openers[i], refused == r.opening.id ? no : Refusals{});
  }
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_review(web::Context& c) { return show(c, std::nullopt, {}); }

web::Response review_from_page(web::Context& c) {
  const auto id = c.request.id<EmergencyOpeningId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done =
      review_emergency(c.office, c.actor, *id, c.request.form("verdict"), c.request.form("note"), c.once_key());
  if (done) return c.go("/emergencies", "guard.reviewed");
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : show(c, *id, done.refusals());
}

}  // namespace gishe::guard::pages
