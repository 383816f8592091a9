#include "protection/report_fields.h"

#include "protection/said.h"

namespace gishe::protection {

void put_report_fields(page::Values& out, const web::Context& c, const NewReport& report, const Refusals& refusals) {
  auto on = input_of(c, "on", "commission.on", report.on.empty() ? c.office.today().iso() : report.on, false);
  on.type = "date";
  on.width = "short";
  out.input("ON_FIELD", on, refusals);
  out.radios("COURSE_FIELD", {"course", c.words("commission.course")},
             choices_of(c.words, "commission.course.", report_courses, report.course), refusals);
  auto words = input_of(c, "report", "commission.report_words", report.words, false, "commission.report_hint");
  words.max_length = static_cast<int>(case_words_max);
  out.area("WORDS_FIELD", words, refusals, 3);
}

void put_course(page::Values& out, const web::Context& c, const CaseReport& report) {
  using Tone = page::Values::Tone;
  const Tone tone = report.course == "kept" ? Tone::go : report.course == "breach" ? Tone::stop : Tone::wait;
  out.badge("COURSE", tone, c.words("commission.course." + report.course));
}

NewReport report_typed(const web::Context& c) {
  return {typed(c, "on"), typed(c, "source"), typed(c, "course"), typed(c, "report")};
}

}  // namespace gishe::protection
