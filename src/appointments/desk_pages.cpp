#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/civil_time.h"
#include "appointments/desk_acts.h"
#include "appointments/free_times.h"
#include "appointments/handlers.h"
#include "appointments/plan_store.h"
#include "appointments/reminders.h"
#include "base/text.h"

// One appointment as the desk sees it, and booking one for a person.
namespace gishe::appointments {
namespace {

constexpr std::size_t typed_max = 300;
constexpr int choices_days = 10;

/// Free times of the next days as one list, grouped by day.
std::vector<page::Values::Choice> time_choices(const web::Context& c, db::Session& session, const Plan& plan, Day first,
                                               std::string_view chosen) {
  std::vector<page::Values::Choice> choices;
  const auto free = list_free_days(session, plan, first, c.office.now(), c.office.today(), choices_days);
  for (const FreeDay& day : free.days) {
    for (const Free& time : day.times) {
      const std::string value = day.day.iso() + 'T' + clock_time(time.minute);
      choices.push_back({value, when_words(c.words, day.day, time.minute), {}, value == chosen, {}});
    }
  }
  return choices;
}

web::Response form_page(web::Context& c, const NewBooking& typed, std::string_view chosen, const Refusals& no) {
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) {
    const auto plan = find_plan(session, c.actor.post.municipality);
    if (!plan) return web::Response::see_other("/desk/hours");
    auto page = c.page("appointments/new.html");
    page.title(w("appointments.new.title")).error_summary("ERRORS", no);
    const Day first = Day::from_iso(c.request.query("day")).value_or(c.office.today());
    page.select("TIME", {"time", w("appointments.when_label")}, time_choices(c, session, *plan, first, chosen), no);
    std::vector<page::Values::Choice> about;
    for (const std::string_view s : subjects)
      about.push_back({std::string(s), subject_words(w, s), {}, s == typed.subject, {}});
    page.select("SUBJECT", {"subject", w("appointments.about")}, about, no);
    const auto field = [&](const char* slot, const char* key, std::string name, std::string value, std::string type) {
      page::Values::Input input{std::move(name), w(key), std::move(value), {}, std::move(type)};
      input.optional = true;
      input.width = "half";
      page.input(slot, input, no);
    };
    field("NAME", "appointments.name", "name", typed.name, "text");
    field("PHONE", "common.phone", "phone", typed.phone, "tel");
    field("EMAIL", "common.email", "email", typed.email, "email");
    page.checkboxes("TWO_HOURS", {"two_hours", w("appointments.remind")},
                    {{"yes", w("appointments.two_hours"), {}, typed.two_hours, {}}}, no);
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

void fill_facts(page::Page& page, const words::Words& w, const Appointment& a) {
  page.set("ABOUT", subject_words(w, a.subject)).set("COUNTER", a.counter).set("BOOKED", w.moment(a.booked_at));
  page.set("BY", w(a.booked_by ? "appointments.by_desk" : "appointments.by_person"));
  if (!a.name.empty()) page.show("NAMED").set("NAME", a.name);
  if (!a.phone.empty()) page.show("PHONED").phone("PHONE", a.phone);
  if (!a.email.empty()) page.show("MAILED").email("EMAIL", a.email);
  page.show_if(a.erased_at.has_value(), "ERASED");
}

void fill_story(page::Page& page, const web::Context& c, db::Session& session, const Appointment& a) {
  const words::Words& w = c.words;
  std::vector<page::Values::Step> steps;
  for (const Event& e : list_events(session, a.municipality, a.id)) {
    steps.push_back({w.moment(e.at), w.with("appointments.event." + e.step, {{"when", w.moment(e.starts_at)}}),
                     w(e.account ? "appointments.by_desk" : "appointments.by_person")});
  }
  page.timeline("STORY", steps);
  const auto reminders = list_reminders(session, a.municipality, a.id);
  for (const Reminder& r : reminders) {
    auto row = page.add("REMINDERS");
    row.set("KIND", w("appointments.reminder." + r.kind)).set("BY", w("appointments.reminder_by." + r.channel));
    row.set("DUE", w.moment(r.due_at));
    const auto tone = r.state == "sent"      ? page::Values::Tone::go
                      : r.state == "failed"  ? page::Values::Tone::stop
                      : r.state == "dropped" ? page::Values::Tone::plain
                                             : page::Values::Tone::wait;
    row.badge("STATE", tone, w("appointments.reminder_is." + r.state));
  }
  page.show_if(reminders.empty(), "NO_REMINDERS").show_if(!reminders.empty(), "ANY_REMINDERS");
}

/// The buttons that the table and the clock allow.
void fill_steps(page::Page& page, const web::Context& c, const Appointment& a) {
  struct Offer {
    Step step;
    const char* key;
    const char* tone;
    bool now;
  };
  const bool begun = a.starts_at <= c.office.now(), on_its_day = a.day <= c.office.today();
  const Offer offers[] = {{Step::came, "appointments.step.came", "plain", on_its_day},
                          {Step::did_not_come, "appointments.step.did_not_come", "plain", begun},
                          {Step::excuse, "appointments.step.excuse", "plain", a.day >= c.office.today()},
                          {Step::revoke, "appointments.step.revoke", "stop", !begun},
                          {Step::undo, "appointments.step.undo", "plain", true}};
  for (const Offer& offer : offers) {
    if (!offer.now || !after(a.state, offer.step)) continue;
    page.add("STEPS").set("STEP", step_name(offer.step)).set("WORDS", c.words(offer.key)).set("TONE", offer.tone);
  }
}

web::Response one_page(web::Context& c, const AppointmentId& id, const Refusals& no) {
  const words::Words& w = c.words;
  const auto opened = open_appointment(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const Appointment& a = *opened;
  return c.office.db.read([&](db::Session& session) {
    auto page = c.page("appointments/appointment.html");
    page.title(w("appointments.one") + ' ' + a.number).error_summary("ERRORS", no);
    page.set("ID", a.id.text()).set("NUMBER", a.number).set("VERSION", a.version).set("DAY", a.day.iso());
    page.set("WHEN", when_words(w, a.day, a.minute));
    page.badge("STATE", tone_of(a.state), state_words(w, a, c.office.now()));
    fill_facts(page, w, a);
    fill_story(page, c, session, a);
    fill_steps(page, c, a);
    const auto plan = find_plan(session, a.municipality);
    if (plan && a.state == State::unknown && a.starts_at > c.office.now()) {
      page.show("MOVES").select("TIME", {"time", w("appointments.move.to")},
                                time_choices(c, session, *plan, c.office.today(), {}), no);
    }
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

}  // namespace

web::Response show_new(web::Context& c) { return form_page(c, {}, c.request.query("time"), {}); }

web::Response book_for_from_page(web::Context& c) {
  const web::Request& r = c.request;
  NewBooking b;
  b.desk = c.actor.post.municipality;
  b.subject = r.form("subject").substr(0, typed_max);
  b.name = r.form("name").substr(0, typed_max);
  b.phone = r.form("phone").substr(0, typed_max);
  b.email = r.form("email").substr(0, typed_max);
  b.two_hours = r.form("two_hours") == "yes";
  b.language = words::Language::bg;  // of the person, not of the officer's screen
  const auto when = when_from(r.form("time"));
  if (!when) return form_page(c, b, {}, {Refusal(required, "time")});
  b.day = when->day;
  b.minute = when->minute;
  const auto booked = book_for(c.office, c.actor, b, c.once_key());
  if (!booked) return form_page(c, b, r.form("time"), booked.refusals());
  auto page = c.page("appointments/booked_for.html");
  page.title(c.words("appointments.booked.title")).set("NUMBER", booked->number).set("SECRET", booked->secret);
  page.set("WHEN", when_words(c.words, b.day, b.minute)).set("DAY", b.day.iso()).set("ID", booked->id.text());
  return c.show(page, 201);
}

web::Response show_appointment(web::Context& c) {
  const auto id = c.request.id<AppointmentId>("id");
  return id ? one_page(c, *id, {}) : c.refuse(not_found);
}

web::Response move_by_desk_from_page(web::Context& c) {
  const auto id = c.request.id<AppointmentId>("id");
  if (!id) return c.refuse(not_found);
  const auto when = when_from(c.request.form("time"));
  if (!when) return one_page(c, *id, {Refusal(required, "time")});
  const auto version = text::whole_number(c.request.form("version")).value_or(0);
  const auto moved = move_by_desk(c.office, c.actor, *id, version, when->day, when->minute, c.once_key());
  if (!moved) {
    const bool at_field = !moved.refusals().front().field.empty();
    return at_field ? one_page(c, *id, moved.refusals()) : c.refuse(moved.refusals());
  }
  return c.go("/desk/appointments/" + id->text(), "appointments.said.kept");
}

}  // namespace gishe::appointments
