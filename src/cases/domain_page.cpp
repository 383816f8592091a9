#include <algorithm>

#include "cases/assessment_acts.h"
#include "cases/assessment_store.h"
#include "cases/handlers.h"

// The questions of one domain of an assessment: a form that is saved by itself and leads to the next one.
namespace gishe::cases::pages {
namespace {

using page::Values;

struct Asked {
  Assessment assessment;
  std::vector<Item> items;  // of this domain
  std::vector<Answer> answers;
};

std::optional<Asked> gather(db::Session& session, const CaseFile& file, const AssessmentId& id, std::string_view domain,
                            std::string_view language) {
  const auto found = store::find_assessment(session, file, id);
  if (!found || !is_written(found->state)) return std::nullopt;
  Asked asked{*found, store::instrument_of(session, *found, language).items, store::list_answers(session, file, id)};
  std::erase_if(asked.items, [&](const Item& item) { return item.domain != domain; });
  return asked;
}

std::string value_of(const Answer* a) {
  if (!a) return "";
  return a->score ? std::to_string(*a->score) : a->not_scored;
}

void fill_item(Values row, const web::Context& c, const Item& item, const Answer* kept, bool typed,
               const Refusals& no) {
  const words::Words& w = c.words;
  const auto value = [&](const std::string& name, const std::string& else_kept) {
    return typed ? std::string(c.request.form(name + item.code)) : else_kept;
  };
  row.set("ITEM", item.words).show_if(item.mandatory, "MANDATORY");
  std::vector<Values::Choice> scores;
  const std::string chosen = value("score_", value_of(kept));
  for (int score = 0; score <= score_max; ++score) {
    const std::string code = std::to_string(score);
    scores.push_back({code, code + " – " + w("cases.score." + code), "", chosen == code});
  }
  for (const auto why : not_scored_reasons) {
    scores.push_back({std::string(why), w("cases.not_scored." + std::string(why)), "", chosen == why});
  }
  row.radios("SCORE", {"score_" + item.code, item.words}, scores, no);
  Values::Input evidence{"evidence_" + item.code, w("cases.evidence"), value("evidence_", kept ? kept->evidence : "")};
  evidence.optional = true;
  evidence.max_length = static_cast<int>(words_max);
  row.area("EVIDENCE", evidence, no, 2);
  Values::Input source{"source_" + item.code, w("cases.source")};
  source.optional = true;
  source.width = "half";
  row.select("SOURCE", source,
             choices_of(w, "cases.source.", sources, value("source_", kept ? kept->source : ""), true), no);
  const bool confidential = typed ? !c.request.form("confidential_" + item.code).empty() : kept && kept->confidential;
  row.checkboxes("CONFIDENTIAL", {"confidential_" + item.code, w("cases.confidential_label")},
                 {{"1", w("cases.confidential_choice"), "", confidential}}, no);
}

web::Response draw(web::Context& c, const Refusals& no) {
  const auto id = c.request.id<CaseId>("id");
  const auto assessment = c.request.id<AssessmentId>("assessment");
  const std::string domain(c.request.in_path("domain"));
  if (!id || !assessment) return c.refuse(Refusal(not_found));
  const auto allowed = open_case_for(c.office, c.actor, access::Action::assess_needs, *id, "case.assessment_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  const auto asked = c.office.db.read([&](db::Session& session) {
    return gather(session, allowed->file, *assessment, domain, words::code(c.words.language()));
  });
  if (!asked || asked->items.empty()) return c.refuse(Refusal(not_found));
  auto page = c.page("cases/domain.html");
  page.title(c.words("cases.domain." + domain));
  page.set("ID", id->text()).set("ASSESSMENT", assessment->text()).set("DOMAIN_CODE", domain);
  page.set("NUMBER", allowed->file.number).set("NAME", allowed->file.person_name);
  page.set("VERSION", asked->assessment.version).error_summary("ERRORS", no);
  for (const Item& item : asked->items) {
    fill_item(page.add("ITEMS"), c, item, find_answer(asked->answers, item.code), !no.empty(), no);
  }
  return c.show(page, status_of(no));
}

std::string_view domain_after(std::string_view domain) {
  const auto at = std::find(std::begin(domains), std::end(domains), domain);
  return at == std::end(domains) || at + 1 == std::end(domains) ? std::string_view{} : *(at + 1);
}

/// What was typed for the items of this domain, whichever they are: names say it.
std::vector<Answer> typed_answers(const web::Request& r, Refusals& no) {
  std::vector<Answer> answers;
  for (const auto& [name, value] : r.form_values) {
    constexpr std::string_view start = "score_";
    if (!name.starts_with(start)) continue;
    const std::string item = name.substr(start.size());
    auto answer = read_answer(item, value, no);
    if (!answer) continue;
    answer->evidence = r.form("evidence_" + item);
    answer->source = r.form("source_" + item);
    answer->confidential = !r.form("confidential_" + item).empty();
    answers.push_back(std::move(*answer));
  }
  return answers;
}

}  // namespace

web::Response show_domain(web::Context& c) { return draw(c, {}); }

web::Response save_one_domain(web::Context& c) {
  const WhichAssessment which{c.request.id<CaseId>("id").value_or(CaseId{}),
                              c.request.id<AssessmentId>("assessment").value_or(AssessmentId{}),
                              typed_version(c.request)};
  const std::string domain(c.request.in_path("domain"));
  Refusals no;
  const auto answers = typed_answers(c.request, no);
  if (!no.empty()) return draw(c, no);
  const auto done = save_domain(c.office, c.actor, which, domain, answers, c.once_key());
  // A stale form keeps what was typed; the page then holds the new version.
  if (!done) {
    const bool hers = has_field(done.refusals()) || done.refusals().front().is(changed_meanwhile);
    return hers ? draw(c, done.refusals()) : c.refuse(done.refusals());
  }
  const std::string there = "/cases/" + which.of.text() + "/assessments/" + which.id.text();
  const auto next = domain_after(domain);
  const bool onward = c.request.form("onward") == "next" && !next.empty();
  return c.go(onward ? there + "/domains/" + std::string(next) : there, "cases.notice.saved");
}

}  // namespace gishe::cases::pages
