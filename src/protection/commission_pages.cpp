#include "base/text.h"
#include "protection/commission_acts.h"
#include "protection/handlers.h"
#include "protection/said.h"

// The secretary's list, opening a case, unsealing one. A child's name travels in the body of a POST.
namespace gishe::protection {
namespace {

using access::Action;
using Tone = page::Values::Tone;
constexpr int listed_max = 300;

Tone tone_of(CaseState state) {
  if (state == CaseState::review) return Tone::stop;
  if (state == CaseState::closed || state == CaseState::sealed) return Tone::plain;
  return state == CaseState::measure ? Tone::go : Tone::wait;
}

web::Response draw_list(web::Context& c, const std::string& looked_for) {
  const auto scope = access::scope(c.actor, Action::open_commission_case);
  auto cases = c.office.db.read([&](db::Session& session) { return list_cases(session, c.office, scope, listed_max); });
  const auto wanted = text::lower(text::tidy(looked_for));
  if (!wanted.empty()) {
    std::erase_if(cases, [&](const CommissionCase& one) {
      return text::lower(one.child.name).find(wanted) == std::string::npos && text::lower(one.number) != wanted;
    });
  }
  auto page = c.page("protection/cases.html");
  page.title(c.words("commission.title"));
  page.input("SEARCH", input_of(c, "words", "commission.search", looked_for));
  for (const auto& one : cases) {
    auto row = page.add("ROWS");
    row.set("ID", one.id.text()).set("NUMBER", one.number).set("OPENED", c.words.day(one.opened_on));
    row.set("SOURCE", c.words("commission.source." + one.source));
    row.badge("STATE", tone_of(one.state), c.words("commission.state." + std::string(case_state_name(one.state))));
    row.set("SEAL", c.words.day(one.seal_on));
  }
  page.show_if(!cases.empty(), "ANY").show_if(cases.empty(), "EMPTY");
  return c.show(page);
}

web::Response draw_new(web::Context& c, const NewCase& form, const Refusals& refusals) {
  auto page = c.page("protection/case_new.html");
  page.title(c.words("commission.new")).error_summary("ERRORS", refusals);
  auto sources = choices_of(c.words, "commission.source.", case_sources, form.source);
  sources.insert(sources.begin(), {"", c.words("common.choose"), {}, form.source.empty()});
  page.select("SOURCE", {"source", c.words("commission.source")}, sources, refusals);
  page.input("NAME", input_of(c, "name", "commission.child_name", form.child.name, false), refusals);
  page.input("BORN", input_of(c, "born_on", "protection.born_on", form.born_on, false), refusals);
  page.input("SCHOOL", input_of(c, "school", "commission.school", form.child.school), refusals);
  const auto area = [&](const char* part, const char* name, const char* label, const std::string& value,
                        bool optional) {
    auto input = input_of(c, name, label, value, optional);
    input.max_length = static_cast<int>(case_words_max);
    page.area(part, input, refusals, 4);
  };
  area("WHAT", "what", "commission.what", form.child.what, false);
  area("PARENTS", "parents", "commission.parents", form.child.parents, true);
  return c.show(page, status_of(refusals));
}

web::Response draw_unsealing(web::Context& c, const Unsealing& form, const Refusals& refusals) {
  auto page = c.page("protection/unsealing.html");
  page.title(c.words("commission.unseal")).error_summary("ERRORS", refusals);
  page.input("NUMBER", input_of(c, "number", "common.number", form.number, false), refusals);
  page.radios("REASON_CODE", {"reason_code", c.words("commission.unseal_for")},
              choices_of(c.words, "commission.unseal_for.", unsealing_reasons, form.reason_code), refusals);
  page.area("REASON", input_of(c, "reason", "commission.unseal_reason", form.reason, false), refusals, 3);
  return c.show(page, status_of(refusals));
}

}  // namespace

web::Response show_cases(web::Context& c) { return draw_list(c, ""); }
web::Response find_cases(web::Context& c) { return draw_list(c, typed(c, "words").substr(0, case_name_max)); }
web::Response show_new_case(web::Context& c) { return draw_new(c, {}, {}); }

web::Response post_case(web::Context& c) {
  const NewCase form{typed(c, "source"),
                     typed(c, "born_on"),
                     {typed(c, "name"), typed(c, "school"), typed(c, "parents"), typed(c, "what")}};
  const auto opened = open_commission_case(c.office, c.actor, form, c.once_key());
  if (opened) return c.go("/commission/" + opened->text(), "commission.notice.opened");
  return for_the_form(opened.refusals()) ? draw_new(c, form, opened.refusals()) : c.refuse(opened.refusals());
}

web::Response show_unsealing(web::Context& c) { return draw_unsealing(c, {}, {}); }

web::Response post_unsealing(web::Context& c) {
  const Unsealing form{typed(c, "number"), typed(c, "reason_code"), typed(c, "reason")};
  const auto opened = unseal_case(c.office, c.actor, form, c.once_key());
  if (opened) return c.go("/commission/" + opened->text(), "commission.notice.unsealed");
  return for_the_form(opened.refusals()) ? draw_unsealing(c, form, opened.refusals()) : c.refuse(opened.refusals());
}

}  // namespace gishe::protection
