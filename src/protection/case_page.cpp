#include "protection/commission_acts.h"
#include "protection/handlers.h"
#include "protection/report_fields.h"
#include "protection/said.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

// One case before the commission: what is known, what was decided, what is due, and the one next step.
namespace gishe::protection {
namespace {

using access::Action;
using Tone = page::Values::Tone;

struct Typed {
  NewReport report;
  Refusals report_refusals, other_refusals;
};

std::string here(const CommissionCaseId& id) { return "/commission/" + id.text(); }

void fill_child(page::Page& page, const web::Context& c, const CommissionCase& one) {
  page.set("NAME", one.child.name);
  page.set("BORN", c.words.day(one.born_on)).set("AGE", age_on(one.born_on, c.office.today()));
  page.set("WHAT", one.child.what).set("SOURCE", c.words("commission.source." + one.source));
  if (!one.child.school.empty()) page.show("HAS_SCHOOL").set("SCHOOL", one.child.school);
  if (!one.child.parents.empty()) page.show("HAS_PARENTS").set("PARENTS", one.child.parents);
  page.set("SEAL", c.words.with("commission.seal_on", {{"day", c.words.day(one.seal_on)}}));
}

void fill_course(page::Page& page, const web::Context& c, db::Session& session, const OpenedCase& opened) {
  std::vector<page::Values::Step> steps;
  for (const auto& e : opened.events) {
    page::Values::Step step;
    step.when = c.words.moment(e.at);
    step.what = c.words("commission.happened." + e.verb);
    step.who = e.by.is_nil() ? c.words("commission.the_clock") : staff::account_name(session, e.by);
    steps.push_back(std::move(step));
  }
  page.timeline("TIMELINE", steps);
}

void fill_decided(page::Page& page, const web::Context& c, const OpenedCase& opened) {
  for (const auto& hearing : opened.hearings) {
    auto row = page.add("HEARINGS");
    row.set("ON", c.words.day(hearing.held_on)).set("PARTICIPANTS", hearing.participants).set("WORDS", hearing.words);
    row.set("DECISION",
            c.words(hearing.decision.empty() ? "commission.to_come" : "commission.decision." + hearing.decision));
    row.show_if(!hearing.decision.empty(), "HELD");
  }
  for (const auto& m : opened.measures) {
    auto row = page.add("MEASURES");
    row.set("MEASURE", c.words("commission.measure." + m.kind)).set("FROM", c.words.day(m.from_on));
    if (m.until_on) row.show("HAS_TERM").set("UNTIL", c.words.day(*m.until_on));
    if (!m.educator.empty()) row.show("HAS_EDUCATOR").set("EDUCATOR", m.educator);
    row.badge("RUNS", m.ended_on ? Tone::plain : Tone::go,
              c.words(m.ended_on ? "commission.ended" : "commission.runs"));
  }
  page.show_if(!opened.hearings.empty(), "ANY_HEARING").show_if(!opened.measures.empty(), "ANY_MEASURE");
}

void fill_reports(page::Page& page, const web::Context& c, db::Session& session, const OpenedCase& opened) {
  for (const auto& report : opened.reports) {
    auto row = page.add("REPORTS");
    row.set("ON", c.words.day(report.on)).set("WORDS", report.words);
    row.set("FROM", c.words("commission.report_from." + report.source));
    put_course(row, c, report);
    if (!report.by.is_nil()) row.show("BY_CENTRE").set("BY", staff::account_name(session, report.by));
  }
}

void fill_report_form(page::Page& page, const web::Context& c, const Typed& form) {
  auto out = page.add("REPORT_FORM");
  out.error_summary("REPORT_ERRORS", form.report_refusals).show_if(!form.report_refusals.empty(), "REPORT_OPEN");
  out.select("FROM_FIELD", {"source", c.words("commission.report_from")},
             choices_of(c.words, "commission.report_from.", report_sources, form.report.source), form.report_refusals);
  put_report_fields(out, c, form.report, form.report_refusals);
}

/// What the case waits for now.
void fill_next(page::Page& page, const web::Context& c, const OpenedCase& opened, const Typed& form) {
  const auto& one = opened.matter;
  const bool over = one.state == CaseState::closed || one.state == CaseState::sealed;
  page.show_if(!one.informed && !over, "INFORM").show_if(one.informed.has_value(), "INFORMED");
  if (one.informed) page.set("SIGNAL", one.informed->text());
  if (find_case_step(one.state, CaseVerb::set_hearing)) {
    page::Values::Input on = input_of(c, "on", "commission.hearing_on", "", false);
    on.type = "date";
    on.of = "hearing";
    page.add("SET_HEARING").input("HEARING_ON", on, form.other_refusals);
  }
  page.show_if(one.state == CaseState::hearing_set, "HOLD");
  page.show_if(one.state == CaseState::review, "REVIEW");
  const bool runs = one.state == CaseState::measure;
  if (runs) fill_report_form(page, c, form);
  page.show_if(runs || one.state == CaseState::review, "MAY_REFER");
  if (find_case_step(one.state, CaseVerb::close)) {
    auto outcomes = choices_of(c.words, "commission.outcome.", case_outcomes, "");
    outcomes.insert(outcomes.begin(), {"", c.words("common.choose"), {}, true});
    page.add("CLOSE").select("OUTCOME", {"outcome", c.words("commission.outcome")}, outcomes, form.other_refusals);
  }
  if (opened.report_due_on) {
    const Day today = c.office.today();
    page.show("REPORT_DUE").set("DUE", c.words.relative(*opened.report_due_on, today));
    page.set("DUE_CLASS", due_class(*opened.report_due_on, today));
  }
}

void fill_referral(page::Page& page, const web::Context& c, db::Session& session, const CommissionCase& one) {
  if (!one.referral) return;
  const auto scope = access::scope(c.actor, Action::list_referrals);
  const auto referral = referrals::find_referral(session, scope, *one.referral);
  if (!referral) return;
  page.show("REFERRED").set("REFERRAL", referral->id.text()).set("CENTRE", referral->to_service_name);
  page.set("REFERRAL_STATE", c.words("referral.state." + std::string(referrals::state_name(referral->state))));
}

web::Response draw_case(web::Context& c, const CommissionCaseId& id, const Typed& form) {
  const auto found = open_case(c.office, c.actor, id);
  if (!found) return c.refuse(found.refusals());
  const auto& one = found->matter;
  auto page = c.page("protection/case.html");
  page.title(c.words("commission.title"));
  page.set("ID", id.text()).set("NUMBER", one.number).set("VERSION", one.version);
  const Tone tone = one.state == CaseState::review    ? Tone::stop
                    : one.state == CaseState::measure ? Tone::go
                                                      : Tone::wait;
  page.badge("STATE", tone, c.words("commission.state." + std::string(case_state_name(one.state))));
  page.error_summary("ERRORS", form.other_refusals);
  page.show_if(one.state == CaseState::sealed, "SEALED");
  fill_child(page, c, one);
  fill_decided(page, c, *found);
  fill_next(page, c, *found, form);
  c.office.db.read([&](db::Session& session) {
    fill_course(page, c, session, *found);
    fill_reports(page, c, session, *found);
    fill_referral(page, c, session, one);
  });
  return c.show(page, status_of(form.report_refusals.empty() ? form.other_refusals : form.report_refusals));
}

/// A step from the page: back to the case, or the case with what is wrong.
template <class Act>
web::Response step_from_page(web::Context& c, const char* notice, Act&& act) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const auto done = act(CaseChange{*id, version_of(c)});
  if (done) return c.go(here(*id), notice);
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_case(c, *id, {{}, {}, done.refusals()});
}

}  // namespace

web::Response show_case(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  return id ? draw_case(c, *id, {}) : c.refuse(not_found);
}

web::Response post_informing(web::Context& c) {
  return step_from_page(c, "commission.notice.informed", [&](const CaseChange& change) {
    return inform_child_protection(c.office, c.actor, change, c.once_key("inform"));
  });
}

web::Response post_hearing_day(web::Context& c) {
  return step_from_page(c, "commission.notice.hearing_set", [&](const CaseChange& change) {
    return set_hearing(c.office, c.actor, change, typed(c, "on"), c.once_key("hearing"));
  });
}

web::Response post_keeping(web::Context& c) {
  return step_from_page(c, "commission.notice.kept", [&](const CaseChange& change) {
    return keep_measure(c.office, c.actor, change, c.once_key("keep"));
  });
}

web::Response post_case_end(web::Context& c) {
  return step_from_page(c, "commission.notice.closed", [&](const CaseChange& change) {
    return close_case(c.office, c.actor, change, typed(c, "outcome"), c.once_key("end"));
  });
}

web::Response post_report(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const NewReport report = report_typed(c);
  const auto done = add_case_report(c.office, c.actor, {*id, version_of(c)}, report, c.once_key("report"));
  if (done) return c.go(here(*id), "commission.notice.reported");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_case(c, *id, {report, done.refusals(), {}});
}

}  // namespace gishe::protection
