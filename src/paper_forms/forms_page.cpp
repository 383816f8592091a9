#include "base/text.h"
#include "paper_forms/form.h"
#include "paper_forms/paper_forms_handlers.h"
#include "paper_forms/sheets.h"
#include "territory/territory.h"

// One page: print empty forms, see what is out, enter what came back.
namespace gishe::paper_forms {

// Set once before the first request, read by many threads after.
static ListTimes list_times = nullptr;

void list_times_with(ListTimes list) { list_times = list; }

namespace pages {
namespace {

using page::Values;

constexpr int shown_max = 100;

web::Response show(web::Context& c, const Refusals& no, std::string_view of) {
  const words::Words& w = c.words;
  const Refusals none;
  auto p = c.page("paper_forms/forms.html");
  p.title(w("paper_forms.title")).error_summary("ERRORS", no);
  for (const auto kind : kinds) {
    auto row = p.add("KINDS");
    Values::Input count{std::string(kind), w("paper_forms.kind." + std::string(kind)),
                        of == "print" ? std::string(c.request.form(kind)) : "2"};
    count.type = "number";
    count.width = "short";
    row.input("COUNT", count, of == "print" ? no : none);
  }
  Values::Input day{"times_of", w("paper_forms.times"), c.office.today().plus_days(1).iso()};
  day.type = "date";
  day.width = "short";
  day.hint = w("common.date_hint");
  day.optional = true;
  p.input("TIMES", day, of == "print" ? no : none);
  const auto typed = [&](const char* field) {
    return of == "entry" ? std::string(c.request.form(field)) : std::string();
  };
  p.input("SERIAL", {"paper_serial", w("paper_forms.serial"), typed("paper_serial")}, of == "entry" ? no : none);
  Values::Input occurred{"occurred_on", w("paper_forms.occurred_on"), typed("occurred_on")};
  occurred.hint = w("common.date_hint");
  occurred.width = "short";
  p.input("OCCURRED", occurred, of == "entry" ? no : none);
  std::vector<Values::Choice> became;
  for (const char* code : {"other", "spoiled"}) {
    became.push_back({code, w(std::string("paper_forms.became.") + code), {}, typed("became") == code});
  }
  p.radios("BECAME", {"became", w("paper_forms.became")}, became, of == "entry" ? no : none);
  Values::Input record{"record", w("paper_forms.record"), typed("record")};
  record.hint = w("paper_forms.record_hint");
  record.optional = true;
  p.input("RECORD", record, of == "entry" ? no : none);
  const auto scope = access::scope(c.actor, access::Action::close_task);
  c.office.db.read([&](db::Session& session) {
    const auto out = store::list(session, scope, true, shown_max), in = store::list(session, scope, false, shown_max);
    for (const auto& form : out) {
      auto row = p.add("OUT");
      row.set("OUT_SERIAL", form.serial)
          .set("KIND", w("paper_forms.kind." + form.kind))
          .set("PRINTED", w.moment(form.printed_at));
    }
    for (const auto& form : in) {
      auto row = p.add("IN");
      row.set("IN_SERIAL", form.serial).set("KIND", w("paper_forms.kind." + form.kind));
      row.set("OCCURRED_ON", form.occurred_on ? w.day(*form.occurred_on) : w("common.none"));
      row.set("RECORDED_ON", form.recorded_on ? w.day(*form.recorded_on) : "").set("BECAME_RECORD", form.record);
    }
    p.show_if(out.empty(), "NOTHING_OUT").show_if(!in.empty(), "SOME_IN");
  });
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_forms(web::Context& c) { return show(c, {}, ""); }

web::Response print_from_page(web::Context& c) {
  NewForms wanted;
  for (std::size_t k = 0; k < std::size(kinds); ++k) {
    const auto typed = text::tidy(c.request.form(kinds[k]));
    const auto count = typed.empty() ? 0 : text::whole_number(typed).value_or(-1);
    wanted.count[k] = static_cast<int>(std::min<std::int64_t>(count, of_a_kind_max + 1));
  }
  const auto day = text::tidy(c.request.form("times_of"));
  wanted.times_of = Day::from_person(day);
  if (!day.empty() && !wanted.times_of) return show(c, {Refusal(not_a_date, "times_of")}, "print");
  const auto forms = print_forms(c.office, c.actor, wanted);
  if (!forms) {
    const Refusal& no = forms.refusals().front();
    return no.is(not_your_function) ? c.refuse(no) : show(c, {Refusal(*no.code, "contact", no.with)}, "print");
  }
  const words::Words w(words::Language::bg);
  const auto [town, times] = c.office.db.read([&](db::Session& session) {
    std::vector<BookedTime> booked;
    if (wanted.times_of && list_times) booked = list_times(session, c.actor, *wanted.times_of);
    return std::pair{territory::municipality_name(session, c.actor.post.municipality, w.language()), booked};
  });
  return web::Response::pdf(sheets_pdf(w, c.office, town, *forms, wanted.times_of, times), "formulyari.pdf");
}

web::Response enter_from_page(web::Context& c) {
  const auto& r = c.request;
  const Entry entry{std::string(r.form("paper_serial")), std::string(r.form("occurred_on")),
                    std::string(r.form("became")), std::string(r.form("record"))};
  const auto done = enter_form(c.office, c.actor, entry, c.once_key());
  if (done) return c.go("/forms", "paper_forms.entered");
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : show(c, done.refusals(), "entry");
}

}  // namespace pages
}  // namespace gishe::paper_forms
