#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/civil_time.h"
#include "appointments/free_times.h"
#include "appointments/handlers.h"
#include "appointments/plan_store.h"
#include "appointments/reminders.h"
#include "base/text.h"
#include "directory/directory.h"
#include "territory/territory.h"

// Booking, one question a page: which desk, about what, when, and how to remind. Every step is an address.
namespace gishe::appointments {
namespace {

constexpr std::size_t typed_max = 300;

/// What the address or the form has said so far.
struct Asked {
  MunicipalityCode desk;
  std::string subject;
  std::optional<ServiceId> service;
  std::string service_name;
  std::optional<When> when;
  Day from;

  /// The address of a step: what is known, and more.
  std::string href(std::string_view more = {}) const {
    std::string address = "/appointments?desk=" + desk.text;
    if (service) address += "&service=" + service->text();
    if (!subject.empty()) address += "&subject=" + subject;
    return address + std::string(more);
  }
};

Asked asked_from(db::Session& session, std::string_view desk, std::string_view subject, std::string_view service) {
  Asked asked;
  asked.desk = MunicipalityCode::parse(desk).value_or(MunicipalityCode{});
  if (text::one_of(subjects, subject)) asked.subject = subject;
  if (const auto id = ServiceId::parse(service)) {
    const auto found = directory::find_service(session, *id);
    if (found && found->listed() && !found->restricted) {
      asked.service = id;
      asked.service_name = found->name;
      if (asked.subject.empty()) asked.subject = "information";
    }
  }
  return asked;
}

web::Response choose_desk(web::Context& c, db::Session& session, const Asked& asked,
                          const std::vector<MunicipalityCode>& desks) {
  auto page = c.page("appointments/choose_desk.html", page::Frame::open);
  page.title(c.words("appointments.title"));
  for (const MunicipalityCode& desk : desks) {
    Asked there = asked;
    there.desk = desk;
    page.add("DESKS")
        .set("HREF", there.href())
        .set("NAME", territory::municipality_name(session, desk, c.words.language()));
  }
  page.show_if(desks.empty(), "NONE").show_if(!desks.empty(), "ANY");
  return c.show(page);
}

web::Response choose_subject(web::Context& c, db::Session& session, const Asked& asked) {
  const words::Words& w = c.words;
  auto page = c.page("appointments/choose_subject.html", page::Frame::open);
  page.title(w("appointments.title")).set("DESK", asked.desk.text);
  page.set("PLACE", territory::municipality_name(session, asked.desk, w.language()));
  std::vector<page::Values::Choice> choices;
  for (const std::string_view subject : subjects) {
    choices.push_back({std::string(subject), subject_words(w, subject), {}, choices.empty(), {}});
  }
  page.radios("SUBJECT", {"subject", w("appointments.about")}, choices);
  return c.show(page);
}

void fill_about(page::Page& page, db::Session& session, const words::Words& w, const Asked& asked) {
  page.set("PLACE", territory::municipality_name(session, asked.desk, w.language()));
  page.set("ABOUT", asked.service ? asked.service_name : subject_words(w, asked.subject));
}

web::Response choose_time(web::Context& c, db::Session& session, const Asked& asked, const Plan& plan) {
  const words::Words& w = c.words;
  auto page = c.page("appointments/choose_time.html", page::Frame::open);
  page.title(w("appointments.title"));
  fill_about(page, session, w, asked);
  const auto free =
      list_free_days(session, plan, asked.from, earliest_online(plan, c.office.now()), c.office.today(), days_shown);
  for (const FreeDay& day : free.days) {
    auto row = page.add("DAYS");
    row.set("DAY", day_words(w, day.day)).set("ID", day.day.iso());
    for (const Free& time : day.times) {
      const std::string clock = clock_time(time.minute);
      row.add("TIMES").set("HREF", asked.href("&day=" + day.day.iso() + "&time=" + clock)).set("TIME", clock);
    }
  }
  page.show_if(free.days.empty(), "NONE");
  if (free.next) page.show("MORE").set("LATER", asked.href("&from=" + free.next->iso()));
  return c.show(page);
}

web::Response details(web::Context& c, db::Session& session, const Asked& asked, const NewBooking& typed,
                      const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("appointments/details.html", page::Frame::open);
  page.title(w("appointments.title")).error_summary("ERRORS", no);
  fill_about(page, session, w, asked);
  page.set("WHEN", when_words(w, asked.when->day, asked.when->minute)).set("OTHER", asked.href());
  page.set("DESK", asked.desk.text).set("SUBJECT", asked.subject);
  page.set("SERVICE", asked.service ? asked.service->text() : "");
  page.set("DAY", asked.when->day.iso()).set("TIME", clock_time(asked.when->minute));
  page::Values::Input name{"name", w("appointments.name"), typed.name, w("appointments.name_hint")};
  name.optional = true;
  name.max_length = static_cast<int>(name_max);
  page.input("NAME", name, no);
  page::Values::Input email{"email", w("common.email"), typed.email, w("appointments.email_hint"), "email"};
  email.optional = true;
  email.autocomplete = "email";
  page.input("EMAIL", email, no);
  const char* phone_hint = sms_goes_out() ? "appointments.phone_hint_sms" : "appointments.phone_hint";
  page::Values::Input phone{"phone", w("common.phone"), typed.phone, w(phone_hint), "tel"};
  phone.optional = true;
  phone.autocomplete = "tel";
  phone.width = "half";
  page.input("PHONE", phone, no);
  page.checkboxes("TWO_HOURS", {"two_hours", w("appointments.remind")},
                  {{"yes", w("appointments.two_hours"), {}, typed.two_hours, {}}}, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

NewBooking typed_in(const web::Context& c, const Asked& asked) {
  NewBooking b;
  b.desk = asked.desk;
  b.subject = asked.subject;
  b.service = asked.service;
  if (asked.when) {
    b.day = asked.when->day;
    b.minute = asked.when->minute;
  }
  b.name = c.request.form("name").substr(0, typed_max);
  b.email = c.request.form("email").substr(0, typed_max);
  b.phone = c.request.form("phone").substr(0, typed_max);
  b.two_hours = c.request.form("two_hours") == "yes";
  b.language = c.words.language();
  return b;
}

}  // namespace

web::Response show_booking(web::Context& c) {
  const web::Request& r = c.request;
  return c.office.db.read([&](db::Session& session) {
    Asked asked = asked_from(session, r.query("desk"), r.query("subject"), r.query("service"));
    asked.when = when_from(r.query("day"), r.query("time"));
    asked.from = Day::from_iso(r.query("from")).value_or(c.office.today());
    const auto desks = list_desks(session);
    if (asked.desk.empty() && desks.size() == 1) asked.desk = desks.front();
    const auto plan = find_plan(session, asked.desk);
    if (!plan) return choose_desk(c, session, asked, desks);
    if (asked.subject.empty()) return choose_subject(c, session, asked);
    if (!asked.when) return choose_time(c, session, asked, *plan);
    return details(c, session, asked, {}, {});
  });
}

web::Response book_from_page(web::Context& c) {
  const web::Request& r = c.request;
  Asked asked = c.office.db.read(
      [&](db::Session& session) { return asked_from(session, r.form("desk"), r.form("subject"), r.form("service")); });
  asked.when = when_from(r.form("day"), r.form("time"));
  if (!asked.when || asked.subject.empty()) return web::Response::see_other(asked.href());
  const NewBooking typed = typed_in(c, asked);
  const auto booked = book(c.office, c.actor, typed, r.remote, c.once_key());
  return c.office.db.read([&](db::Session& session) {
    if (!booked) return details(c, session, asked, typed, booked.refusals());
    const words::Words& w = c.words;
    auto page = c.page("appointments/booked.html", page::Frame::open);
    page.title(w("appointments.booked.title")).set("NUMBER", booked->number).set("SECRET", booked->secret);
    page.set("WHEN", when_words(w, typed.day, typed.minute));
    fill_about(page, session, w, asked);
    const auto plan = find_plan(session, asked.desk);
    if (plan && !plan->place.empty()) page.show("AT").set("ROOM", plan->place);
    page.show_if(!typed.email.empty() || (!typed.phone.empty() && sms_goes_out()), "REMINDED");
    return c.show(page, 201);
  });
}

}  // namespace gishe::appointments
