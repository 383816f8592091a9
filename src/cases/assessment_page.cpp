#include <algorithm>

#include "cases/assessment_acts.h"
#include "cases/assessment_store.h"
#include "cases/handlers.h"
#include "staff/staff.h"

// The assessments of a case: the list of them, and one of them, written or locked, beside the one before.
namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

struct Shown {
  Assessment assessment;
  Instrument instrument;
  std::vector<Answer> answers;
  std::vector<Finding> findings;
  std::optional<Assessment> before;
  Instrument before_instrument;
  std::vector<Answer> before_answers;
  std::string author;
};

std::optional<Shown> gather(db::Session& session, const CaseFile& file, const AssessmentId& id,
                            std::string_view language) {
  const auto found = store::find_assessment(session, file, id);
  if (!found) return std::nullopt;
  Shown s{*found, store::instrument_of(session, *found, language), store::list_answers(session, file, id), {}, {}, {},
          {},     staff::account_name(session, found->author)};
  s.findings =
      is_written(found->state) ? findings_of(s.instrument.items, s.answers) : store::list_findings(session, file, id);
  if (found->previous) s.before = store::find_assessment(session, file, *found->previous);
  if (s.before) {
    s.before_instrument = store::instrument_of(session, *s.before, language);
    s.before_answers = store::list_answers(session, file, s.before->id);
  }
  return s;
}

Values::Tone tone_of(AssessmentState state) {
  if (is_in_force(state)) return Values::Tone::go;
  return is_written(state) ? Values::Tone::wait : Values::Tone::plain;
}

std::string level_words(const words::Words& w, std::optional<int> level) {
  return level ? std::to_string(*level) + " – " + w("cases.score." + std::to_string(*level)) : w("cases.score.none");
}

const char* change_key(std::optional<int> now, std::optional<int> before) {
  if (!now || !before) return "cases.change.unknown";
  return *now < *before ? "cases.change.better" : *now > *before ? "cases.change.worse" : "cases.change.same";
}

/// Bars for the eye and words beside them: both say the same.
void fill_domains(page::Page& page, const web::Context& c, const Shown& s) {
  const words::Words& w = c.words;
  page.show_if(s.before.has_value(), "WITH_BEFORE");
  if (s.before) page.set("BEFORE_ON", w.day(s.before->completed_on.value_or(s.before->started_on)));
  for (const auto domain : domains) {
    const auto now = level_of(domain, s.instrument.items, s.answers);
    auto row = page.add("DOMAINS");
    row.set("DOMAIN", w("cases.domain." + std::string(domain))).set("NOW", level_words(w, now));
    if (now) row.add("NOW_BAR").set("LEVEL", *now);
    if (!s.before) continue;
    const auto before = level_of(domain, s.before_instrument.items, s.before_answers);
    auto cell = row.add("BEFORE_CELL");
    cell.set("BEFORE", level_words(w, before)).set("CHANGE", w(change_key(now, before)));
    if (before) cell.add("BEFORE_BAR").set("LEVEL", *before);
  }
}

void fill_findings(page::Page& page, const words::Words& w, const Shown& s) {
  for (const Finding& f : s.findings) {
    auto row = page.add(f.kind == "strength" ? "STRONG" : "FINDINGS");
    row.set("DOMAIN", w("cases.domain." + f.domain));
    if (f.kind == "strength") continue;
    row.set("PRIORITY", f.priority).set("KIND", w("cases.finding." + f.kind)).set("LEVEL", level_words(w, f.level));
  }
}

void fill_answers(page::Page& page, const web::Context& c, const Shown& s, bool all) {
  const words::Words& w = c.words;
  auto section = page.add("ANSWERS");
  for (const Item& item : s.instrument.items) {
    const Answer* a = find_answer(s.answers, item.code);
    if (!a) continue;
    auto row = section.add("ANSWER_ROWS");
    row.set("DOMAIN", w("cases.domain." + item.domain)).set("ITEM", item.words);
    row.set("SCORE", a->score ? level_words(w, *a->score) : w("cases.not_scored." + a->not_scored));
    const bool hidden = a->confidential && !all;
    row.set("EVIDENCE", hidden ? w("cases.confidential") : a->evidence);
    row.set("SOURCE", a->source.empty() || hidden ? "" : w("cases.source." + a->source));
  }
}

void fill_writing(page::Page& page, const web::Context& c, const Shown& s, const Refusals& no) {
  const words::Words& w = c.words;
  auto part = page.add("WRITING");
  const auto missing = unanswered_domains(s.instrument.items, s.answers);
  for (const auto domain : domains) {
    auto row = part.add("STEPS");
    row.set("DOMAIN_CODE", domain).set("DOMAIN", w("cases.domain." + std::string(domain)));
    const bool open = std::find(missing.begin(), missing.end(), domain) != missing.end();
    row.badge("DONE", open ? Values::Tone::wait : Values::Tone::go,
              w(open ? "cases.domain_open" : "cases.domain_done"));
  }
  const bool typed = !no.empty() && !c.request.form("views").empty();
  const struct {
    const char *name, *part;
    const std::string& kept;
    bool optional;
  } fields[] = {{"own_view", "OWN_VIEW", s.assessment.own_view, false},
                {"child_view", "CHILD_VIEW", s.assessment.child_view, true},
                {"strengths", "STRENGTHS", s.assessment.strengths, true},
                {"participants", "PARTICIPANTS", s.assessment.participants, true},
                {"places", "PLACES", s.assessment.places, true}};
  for (const auto& field : fields) {
    Values::Input input{field.name, w("cases.view." + std::string(field.name)),
                        typed ? std::string(c.request.form(field.name)) : field.kept};
    input.optional = field.optional;
    input.max_length = static_cast<int>(words_max);
    part.area(field.part, input, no, 3);
  }
}

void fill_locked(page::Page& page, const web::Context& c, const Shown& s, bool may_assess, const Refusals& no) {
  const words::Words& w = c.words;
  const Assessment& a = s.assessment;
  auto part = page.add("LOCKED");
  part.set("OWN_VIEW", a.own_view).set("PARTICIPANTS", a.participants).set("PLACES", a.places);
  if (!a.child_view.empty()) part.add("CHILD").set("CHILD_VIEW", a.child_view);
  if (!a.strengths.empty()) part.add("OWN_STRENGTHS").set("STRENGTHS", a.strengths);
  if (a.shared_on) {
    part.add("SHARED").set("HOW", w("cases.signature." + a.signature)).set("ON", w.day(*a.shared_on));
  }
  if (!may_assess) return;
  if (a.state == AssessmentState::completed) {
    auto share = part.add("SHARE");
    share.radios("SIGNATURE", {"signature", w("cases.signature")},
                 {{"signed", w("cases.signature.signed")}, {"refused", w("cases.signature.refused")}}, no);
  }
  part.show_if(is_in_force(a.state), "CORRECT");
}

web::Response one_page(web::Context& c, const CaseId& id, const AssessmentId& assessment, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.assessment_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  const auto shown = allowed->as_partner ? std::nullopt : c.office.db.read([&](db::Session& session) {
    return gather(session, allowed->file, assessment, words::code(c.words.language()));
  });
  if (!shown) return c.refuse(Refusal(not_found));
  const Assessment& a = shown->assessment;
  const bool may = access::decide(c.actor, Action::assess_needs, allowed->facts).allowed;
  auto page = c.page("cases/assessment.html");
  page.title(c.words("cases.assessment"));
  fill_head(page, c, *allowed, "assessments");
  page.error_summary("ERRORS", no);
  page.set("ASSESSMENT", a.id.text()).set("VERSION", a.version).set("ROUND", a.number).set("AUTHOR", shown->author);
  page.set("REASON", c.words("cases.assessment_reason." + a.reason)).set("STARTED", c.words.day(a.started_on));
  if (a.completed_on) page.add("COMPLETED").set("ON", c.words.day(*a.completed_on));
  if (a.valid_until) page.add("VALID").set("UNTIL", c.words.day(*a.valid_until));
  page.badge("ASSESSMENT_STATE", tone_of(a.state),
             c.words("cases.assessment_state." + std::string(assessment_state_name(a.state))));
  fill_domains(page, c, *shown);
  fill_findings(page, c.words, *shown);
  if (is_written(a.state) && may) fill_writing(page, c, *shown, no);
  if (!is_written(a.state)) {
    fill_answers(page, c, *shown, (allowed->facts.relations & (access::on_team | access::named)) != 0);
    fill_locked(page, c, *shown, may, no);
  }
  return c.show(page, status_of(no));
}

WhichAssessment typed_which(const web::Request& r) {
  return {r.id<CaseId>("id").value_or(CaseId{}), r.id<AssessmentId>("assessment").value_or(AssessmentId{}),
          typed_version(r)};
}

/// Back to the assessment; what was refused on a field stands beside it.
web::Response after_act(web::Context& c, const WhichAssessment& which, const Result<Done>& done) {
  const std::string there = "/cases/" + which.of.text() + "/assessments/" + which.id.text();
  if (done) return c.go(there, "cases.notice.saved");
  return has_field(done.refusals()) ? one_page(c, which.of, which.id, done.refusals()) : c.refuse(done.refusals());
}

}  // namespace

static web::Response assessments_page(web::Context& c, const CaseId& id, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.assessments_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (allowed->as_partner) return c.refuse(Refusal(not_found));
  const CaseFile& file = allowed->file;
  const words::Words& w = c.words;
  const auto list = c.office.db.read([&](db::Session& session) { return store::list_assessments(session, file); });
  auto page = c.page("cases/assessments.html");
  page.title(w("cases.tab.assessments"));
  fill_head(page, c, *allowed, "assessments");
  page.error_summary("ERRORS", no);
  bool writing = false;
  for (const Assessment& a : list) {
    writing |= is_written(a.state);
    auto row = page.add("ROWS");
    row.set("ASSESSMENT", a.id.text()).set("ROUND", a.number).set("STARTED", w.day(a.started_on));
    row.set("REASON", w("cases.assessment_reason." + a.reason));
    row.badge("ASSESSMENT_STATE", tone_of(a.state),
              w("cases.assessment_state." + std::string(assessment_state_name(a.state))));
  }
  page.show_if(!list.empty(), "ANY").show_if(list.empty(), "EMPTY");
  const bool may = access::decide(c.actor, Action::assess_needs, allowed->facts).allowed;
  if (may && !writing && file.state != State::closed) {
    page.add("START").radios("START_REASON", {"reason", w("cases.assessment_reason")},
                             choices_of(w, "cases.assessment_reason.", assessment_reasons, list.empty() ? "first" : ""),
                             no);
  }
  return c.show(page, status_of(no));
}

web::Response show_assessments(web::Context& c) {
  const auto id = c.request.id<CaseId>("id");
  return id ? assessments_page(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response start_one_assessment(web::Context& c) {
  const auto id = c.request.id<CaseId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto made = start_assessment(c.office, c.actor, *id, c.request.form("reason"), c.once_key());
  if (made) return c.go("/cases/" + id->text() + "/assessments/" + made->text(), "cases.notice.assessment_started");
  return has_field(made.refusals()) ? assessments_page(c, *id, made.refusals()) : c.refuse(made.refusals());
}

web::Response show_assessment(web::Context& c) {
  const auto which = typed_which(c.request);
  return one_page(c, which.of, which.id, {});
}

web::Response save_assessment_views(web::Context& c) {
  const auto& r = c.request;
  const Views views{std::string(r.form("participants")), std::string(r.form("places")), std::string(r.form("own_view")),
                    std::string(r.form("child_view")), std::string(r.form("strengths"))};
  const auto which = typed_which(r);
  return after_act(c, which, save_views(c.office, c.actor, which, views, c.once_key()));
}

web::Response complete_one(web::Context& c) {
  const auto which = typed_which(c.request);
  return after_act(c, which, complete_assessment(c.office, c.actor, which, c.once_key()));
}

web::Response share_one(web::Context& c) {
  const auto which = typed_which(c.request);
  return after_act(c, which, share_assessment(c.office, c.actor, which, c.request.form("signature"), c.once_key()));
}

web::Response cancel_one(web::Context& c) {
  const auto which = typed_which(c.request);
  return after_act(c, which, cancel_assessment(c.office, c.actor, which, c.once_key()));
}

web::Response correct_one(web::Context& c) {
  const auto which = typed_which(c.request);
  const auto made = correct_assessment(c.office, c.actor, which, c.once_key());
  if (!made) return c.refuse(made.refusals());
  return c.go("/cases/" + which.of.text() + "/assessments/" + made->text(), "cases.notice.assessment_started");
}

}  // namespace gishe::cases::pages
