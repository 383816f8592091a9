#include "protection/centre_acts.h"
#include "protection/handlers.h"
#include "protection/report_fields.h"
#include "protection/said.h"
#include "referrals/referrals.h"
#include "territory/territory.h"

// The centre's pages: the measures it carries out, one of them with its report. No name in the list or in a title.
namespace gishe::protection {
namespace {

std::string here(const MeasureId& id) { return "/measures/" + id.text(); }

void fill_due(page::Values& out, const web::Context& c, const CentreMeasure& m) {
  const Day today = c.office.today();
  out.show_if(m.state == CaseState::measure, "DUE_SHOWN").show_if(m.state != CaseState::measure, "REVIEWED");
  out.set("DUE", c.words.relative(m.due_on, today)).set("DUE_CLASS", due_class(m.due_on, today));
}

web::Response draw_measure(web::Context& c, const MeasureId& id, std::int64_t version, const NewReport& form,
                           const Refusals& refusals) {
  const auto opened = open_measure(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const auto& m = opened->measure;
  auto page = c.page("protection/measure.html");
  page.title(c.words("measures.title")).error_summary("ERRORS", refusals);
  page.set("ID", id.text()).set("NUMBER", m.number).set("VERSION", version == 0 ? m.version : version);
  page.set("REFERRAL", m.referral.text()).set("MEASURE", c.words("commission.measure." + m.kind));
  page.set("TOWN", c.office.db.read([&](db::Session& session) {
    return territory::municipality_name(session, m.municipality, c.words.language());
  }));
  page.set("FROM", c.words.day(m.from_on));
  if (m.until_on) page.show("HAS_TERM").set("UNTIL", c.words.day(*m.until_on));
  fill_due(page, c, m);
  for (const auto& [field, value] : opened->child) {
    page.add("CHILD")
        .set("LABEL", c.words("referrals.field." + field))
        .set("VALUE", referrals::package_words(c.words, field, value));
  }
  if (m.state == CaseState::measure) {
    auto out = page.add("REPORT_FORM");
    put_report_fields(out, c, form, refusals);
  }
  for (const auto& report : opened->reports) {
    auto row = page.add("REPORTS");
    row.set("ON", c.words.day(report.on)).set("WORDS", report.words);
    put_course(row, c, report);
  }
  return c.show(page, status_of(refusals));
}

}  // namespace

web::Response show_measures(web::Context& c) {
  auto page = c.page("protection/measures.html");
  page.title(c.words("measures.title"));
  const auto count = c.office.db.read([&](db::Session& session) {
    const auto measures = list_measures_to_carry_out(session, c.actor);
    for (const auto& m : measures) {
      auto row = page.add("ROWS");
      row.set("ID", m.id.text()).set("NUMBER", m.number).set("MEASURE", c.words("commission.measure." + m.kind));
      row.set("TOWN", territory::municipality_name(session, m.municipality, c.words.language()));
      if (m.until_on) row.show("HAS_TERM").set("UNTIL", c.words.day(*m.until_on));
      fill_due(row, c, m);
    }
    return measures.size();
  });
  page.show_if(count > 0, "ANY").show_if(count == 0, "EMPTY");
  return c.show(page);
}

web::Response show_measure(web::Context& c) {
  const auto id = c.request.id<MeasureId>("id");
  return id ? draw_measure(c, *id, 0, {}, {}) : c.refuse(not_found);
}

web::Response post_measure_report(web::Context& c) {
  const auto id = c.request.id<MeasureId>("id");
  if (!id) return c.refuse(not_found);
  const auto report = report_typed(c);
  const auto done = report_on_measure(c.office, c.actor, {*id, version_of(c)}, report, c.once_key());
  if (done) return c.go(here(*id), "measures.notice.reported");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_measure(c, *id, version_of(c), report, done.refusals());
}

}  // namespace gishe::protection
