#include "agreements/agreements_handlers.h"
#include "agreements/report.h"
#include "base/text.h"
#include "territory/territory.h"

// The provider's month: who is in service, by number, and the form of one. No name stands on either page.
namespace gishe::agreements {
namespace {

Month month_asked(const web::Context& c, std::string_view typed) {
  return Month::parse(typed).value_or(Month::of(c.office.today()));
}

struct TypedReport {
  std::string attended, absent, hours, words;
};

void put_row(page::Values row, db::Session& session, const words::Words& w, const referrals::Served& served,
             const Month& month, Day today) {
  row.set("ID", served.id.text()).set("NUMBER", served.number).set("SERVICE", served.service_name);
  row.set("FROM", territory::municipality_name(session, served.municipality, w.language())).set("MONTH", month.text());
  const auto report = store::find_report(session, served.municipality, served.id, month);
  using Tone = page::Values::Tone;
  if (!report) {
    row.badge("STATE", month < Month::of(today) ? Tone::stop : Tone::wait, w("reports.state.missing"));
  } else {
    row.badge("STATE", report->bill ? Tone::info : Tone::go,
              w(report->bill ? "reports.state.billed" : "reports.state.entered"));
    row.show("DAYS_SHOWN").set("DAYS", w.count("reports.days", report->days_attended));
  }
}

web::Response report_page(web::Context& c, const ReferralId& id, const Month& month,
                          const std::optional<TypedReport>& typed, const Refusals& refusals) {
  const words::Words& w = c.words;
  const Day today = c.office.today();
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const char* rule = "";
    const auto served = referrals::ask_about_service(session, c.actor, access::Action::report_progress, id, &rule);
    if (!served) return c.refuse(served.refusals());
    if (!served->started_on) return c.refuse(not_begun);
    const auto stored = store::find_report(session, served->municipality, id, month);
    auto page = c.page("agreements/report.html");
    page.title(w("reports.one"));
    page.set("ID", id.text()).set("NUMBER", served->number).set("SERVICE", served->service_name);
    page.set("FROM", territory::municipality_name(session, served->municipality, w.language()));
    page.set("MONTH", month.text()).set("MONTH_WORDS", month_words(w, month));
    page.set("VERSION", stored ? stored->version : 0);
    const int days = days_in_service(*served, month, today);
    page.set("DAYS_MAX", w.count("reports.days_in_service", days));
    page.error_summary("ERRORS", refusals);
    const auto input = [&](const char* slot, const char* name, const std::string& value, bool optional) {
      page::Values::Input i;
      i.name = name;
      i.label = w("reports.field." + std::string(name));
      i.value = value;
      i.type = "number";
      i.width = "short";
      i.optional = optional;
      page.input(slot, i, refusals);
    };
    const auto number = [&](int n) { return stored ? std::to_string(n) : std::string(); };
    const Report blank;
    const Report& r = stored ? *stored : blank;
    input("ATTENDED", "days_attended", typed ? typed->attended : number(r.days_attended), false);
    input("ABSENT", "days_absent", typed ? typed->absent : number(r.days_absent), true);
    input("HOURS", "hours", typed ? typed->hours : number(r.hours), true);
    page::Values::Input said;
    said.name = "words";
    said.label = w("reports.field.words");
    said.hint = w("reports.field.words_hint");
    said.value = typed ? typed->words : r.words;
    said.optional = true;
    said.max_length = static_cast<int>(report_words_max);
    page.area("WORDS", said, refusals, 4);
    page.show_if(stored && stored->bill, "BILLED").show_if(!(stored && stored->bill) && days > 0, "OPEN");
    page.show_if(days == 0, "NO_DAYS");
    return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
  });
}

int number_of(std::string_view typed, const char* field, Refusals& no) {
  const std::string tidy = text::tidy(std::string(typed));
  if (tidy.empty()) return 0;
  const auto n = text::whole_number(tidy);
  if (!n || *n < 0 || *n > 10'000) {
    no.emplace_back(not_a_number, field);
    return 0;
  }
  return static_cast<int>(*n);
}

}  // namespace

web::Response show_reports(web::Context& c) {
  const words::Words& w = c.words;
  const Day today = c.office.today();
  const Month month = month_asked(c, c.request.query("month"));
  auto page = c.page("agreements/reports.html");
  page.title(w("reports.title"));
  page.set("MONTH_WORDS", month_words(w, month)).set("BEFORE", month.before().text());
  page.set("BEFORE_WORDS", month_words(w, month.before()));
  if (month < Month::of(today)) page.show("NOW");
  c.office.db.read([&](db::Session& session) {
    const auto scope = access::scope(c.actor, access::Action::report_progress);
    const auto all = referrals::list_served_by(session, scope, month.first(), month.last());
    for (const auto& served : all) put_row(page.add("ROWS"), session, w, served, month, today);
    page.show_if(!all.empty(), "ANY").show_if(all.empty(), "EMPTY");
  });
  return c.show(page);
}

web::Response show_report(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  return report_page(c, *id, month_asked(c, c.request.query("month")), std::nullopt, {});
}

web::Response report_from_page(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  const auto version = text::whole_number(c.request.form("version"));
  if (!id || !version) return c.refuse(not_found);
  Refusals no;
  Report report;
  report.referral = *id;
  report.month = month_asked(c, c.request.form("month"));
  report.version = *version;
  const TypedReport typed{std::string(c.request.form("days_attended")), std::string(c.request.form("days_absent")),
                          std::string(c.request.form("hours")), std::string(c.request.form("words"))};
  report.days_attended = number_of(typed.attended, "days_attended", no);
  report.days_absent = number_of(typed.absent, "days_absent", no);
  report.hours = number_of(typed.hours, "hours", no);
  report.words = typed.words;
  if (no.empty()) {
    const auto done = report_month(c.office, c.actor, report, c.once_key());
    if (done) return c.go("/monthly-reports?month=" + report.month.text(), "reports.notice.entered");
    if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
    no = done.refusals();
  }
  return report_page(c, *id, report.month, typed, no);
}

std::vector<referrals::Beside> beside_referral(db::Session& session, const words::Words& w,
                                               const referrals::Referral& referral, bool as_receiver) {
  const auto served = referrals::find_served(session, referral.municipality, referral.id);
  if (!served || !served->started_on) return {};
  referrals::Beside beside;
  beside.title = w("reports.title");
  for (const Report& r : store::list_reports(session, referral.municipality, referral.id)) {
    std::string said = month_words(w, r.month) + ": " + w.count("reports.days", r.days_attended);
    if (r.days_absent > 0) said += ", " + w.count("reports.absent", r.days_absent);
    if (r.hours > 0) said += ", " + w.count("reports.hours", r.hours);
    if (!r.words.empty()) said += ". " + r.words;
    beside.lines.push_back(std::move(said));
  }
  if (beside.lines.empty()) beside.lines.push_back(w("reports.none_yet"));
  if (as_receiver) {
    beside.href = "/referrals/" + referral.id.text() + "/report";
    beside.link = w("reports.enter");
  }
  return {beside};
}

}  // namespace gishe::agreements
