#include "protection/crisis_acts.h"
#include "protection/handlers.h"
#include "protection/said.h"

// The short danger assessment and the safety plan.
namespace gishe::protection {
namespace {

using access::Action;

std::string here(const CrisisContactId& id) { return "/protection/contacts/" + id.text(); }

/// What the page needs of a matter this actor may keep.
Result<Crisis> kept_crisis(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  if (!id) return not_found;
  return c.office.db.read([&](db::Session& session) -> Result<Crisis> {
    auto allowed = allowed_crisis(session, c.office, c.actor, Action::keep_crisis, *id);
    if (!allowed) return allowed.refusals();
    return std::move(allowed->crisis);
  });
}

std::string answer_of(const NewAssessment& form, const std::string& question) {
  for (const auto& a : form.answers) {
    if (a.question == question) return a.answer;
  }
  return {};
}

web::Response draw_danger(web::Context& c, const Crisis& crisis, const NewAssessment& form, const Refusals& refusals) {
  const auto instrument = c.office.db.read([&](db::Session& session) {
    return find_instrument(session, "partner_violence", crisis.municipality, c.office.today());
  });
  if (!instrument) return c.refuse(not_found);
  auto page = neutral_page(c, "protection/danger.html");
  page.set("ID", crisis.id.text()).error_summary("ERRORS", refusals);
  for (const auto& q : instrument->questions) {
    page.add("QUESTIONS")
        .radios("QUESTION", {"danger_" + q.code, c.words("protection.danger." + q.code)},
                choices_of(c.words, "protection.say.", danger_answers, answer_of(form, q.code)), refusals);
  }
  constexpr std::string_view judgements[] = {"as_found", "higher"};
  page.radios("JUDGEMENT", {"own_judgement", c.words("protection.judgement")},
              choices_of(c.words, "protection.judgement.", judgements, form.own_judgement), refusals);
  return c.show(page, status_of(refusals));
}

web::Response draw_plan(web::Context& c, const Crisis& crisis, const SafetyPlan& plan, const Refusals& refusals) {
  auto page = neutral_page(c, "protection/plan.html");
  page.set("ID", crisis.id.text()).error_summary("ERRORS", refusals);
  const auto field = [&](const char* part, const char* name, const char* label, const std::string& value, bool optional,
                         int rows) {
    auto input = input_of(c, name, label, value, optional);
    input.max_length = static_cast<int>(plan_words_max);
    page.area(part, input, refusals, rows);
  };
  field("STEPS", "steps", "protection.plan_steps", plan.steps, false, 5);
  page.input("SAFE_WORD",
             input_of(c, "safe_word", "protection.plan_word", plan.safe_word, true, "protection.plan_word_hint"),
             refusals);
  field("PEOPLE", "people", "protection.plan_people", plan.people, true, 3);
  field("DOCUMENTS", "documents", "protection.plan_documents", plan.documents, true, 3);
  return c.show(page, status_of(refusals));
}

}  // namespace

web::Response show_danger(web::Context& c) {
  const auto crisis = kept_crisis(c);
  return crisis ? draw_danger(c, *crisis, {}, {}) : c.refuse(crisis.refusals());
}

web::Response post_danger(web::Context& c) {
  const auto crisis = kept_crisis(c);
  if (!crisis) return c.refuse(crisis.refusals());
  NewAssessment form;
  form.own_judgement = typed(c, "own_judgement");
  constexpr std::string_view start = "danger_";
  for (const auto& [name, value] : c.request.form_values) {
    if (name.starts_with(start)) form.answers.push_back({name.substr(start.size()), value});
  }
  const auto done = assess_danger(c.office, c.actor, crisis->id, form, c.once_key());
  if (done) return c.go(here(crisis->id), "protection.notice.assessed");
  return for_the_form(done.refusals()) ? draw_danger(c, *crisis, form, done.refusals()) : c.refuse(done.refusals());
}

web::Response show_plan(web::Context& c) {
  const auto crisis = kept_crisis(c);
  if (!crisis) return c.refuse(crisis.refusals());
  const auto opened = open_crisis(c.office, c.actor, crisis->id);
  return opened ? draw_plan(c, *crisis, opened->plan, {}) : c.refuse(opened.refusals());
}

web::Response post_plan(web::Context& c) {
  const auto crisis = kept_crisis(c);
  if (!crisis) return c.refuse(crisis.refusals());
  const SafetyPlan plan{typed(c, "steps"), typed(c, "safe_word"), typed(c, "people"), typed(c, "documents"), {}, 0};
  const auto done = keep_safety_plan(c.office, c.actor, crisis->id, plan, c.once_key());
  if (done) return c.go(here(crisis->id), "protection.notice.plan_kept");
  return for_the_form(done.refusals()) ? draw_plan(c, *crisis, plan, done.refusals()) : c.refuse(done.refusals());
}

}  // namespace gishe::protection
