#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/calendar_file.h"
#include "appointments/civil_time.h"
#include "appointments/free_times.h"
#include "appointments/handlers.h"
#include "appointments/plan_store.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"

// The person's own appointment, opened by number and secret. Both travel in forms, never in an address.
namespace gishe::appointments {
namespace {

constexpr std::size_t typed_max = 60;

Key key_of(const web::Context& c) {
  return {std::string(c.request.form("number").substr(0, typed_max)),
          std::string(c.request.form("secret").substr(0, typed_max)), c.request.remote};
}

web::Response ask_for_key(web::Context& c, std::string_view number, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("appointments/mine.html", page::Frame::open);
  page.title(w("appointments.mine.title")).error_summary("ERRORS", no);
  page::Values::Input field{"number", w("appointments.number"), std::string(number), w("appointments.number_hint")};
  field.max_length = 40;
  field.width = "half";
  page.input("NUMBER", field, no);
  page::Values::Input secret{"secret", w("appointments.secret"), {}, w("appointments.secret_hint")};
  secret.max_length = 40;
  secret.width = "half";
  page.input("SECRET", secret, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

bool may_change(const web::Context& c, const Appointment& a) {
  return a.state == State::unknown && a.starts_at > c.office.now();
}

web::Response show_one(web::Context& c, const Key& key, const Appointment& a, std::string_view said_key = {}) {
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) {
    auto page = c.page("appointments/my_appointment.html", page::Frame::open);
    page.title(w("appointments.one") + ' ' + a.number).set("NUMBER", a.number).set("SECRET", key.secret);
    // Not "by the person": it is she who reads.
    const bool excused = a.state == State::excused;
    page.badge("STATE", tone_of(a.state), excused ? w("appointments.mine.excused") : state_words(w, a, c.office.now()));
    page.set("WHEN", when_words(w, a.day, a.minute))
        .set("PLACE", territory::municipality_name(session, a.municipality, w.language()));
    page.set("ABOUT", subject_words(w, a.subject));
    const auto plan = find_plan(session, a.municipality);
    if (plan && !plan->place.empty()) page.show("AT").set("ROOM", plan->place);
    page.show_if(may_change(c, a), "CHANGES");
    if (!said_key.empty()) page.show("SAID").set("WORDS", w(said_key));
    return c.show(page);
  });
}

web::Response other_times(web::Context& c, const Key& key, const Appointment& a, const Refusals& no) {
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) {
    const auto plan = find_plan(session, a.municipality);
    if (!plan) return c.refuse(no_such_desk);
    auto page = c.page("appointments/other_times.html", page::Frame::open);
    page.title(w("appointments.move.title")).error_summary("ERRORS", no);
    page.set("NUMBER", a.number).set("SECRET", key.secret).set("WHEN", when_words(w, a.day, a.minute));
    const Day first = Day::from_iso(c.request.form("from")).value_or(c.office.today());
    const auto free =
        list_free_days(session, *plan, first, earliest_online(*plan, c.office.now()), c.office.today(), days_shown);
    for (const FreeDay& day : free.days) {
      auto row = page.add("DAYS");
      row.set("DAY", day_words(w, day.day)).set("ID", day.day.iso());
      for (const Free& time : day.times) {
        const std::string clock = clock_time(time.minute);
        row.add("TIMES").set("VALUE", day.day.iso() + 'T' + clock).set("TIME", clock);
      }
    }
    page.show_if(free.days.empty(), "NONE").show_if(!free.days.empty(), "ANY");
    if (free.next) page.show("MORE").set("FROM", free.next->iso());
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

}  // namespace

web::Response show_mine(web::Context& c) { return ask_for_key(c, c.request.query("number").substr(0, typed_max), {}); }

web::Response see_mine(web::Context& c) {
  const Key key = key_of(c);
  const auto a = look_at(c.office, key);
  return a ? show_one(c, key, *a) : ask_for_key(c, key.number, a.refusals());
}

web::Response show_other_times(web::Context& c) {
  const Key key = key_of(c);
  const auto a = look_at(c.office, key);
  return a ? other_times(c, key, *a, {}) : ask_for_key(c, key.number, a.refusals());
}

web::Response move_from_page(web::Context& c) {
  const Key key = key_of(c);
  const auto before = look_at(c.office, key);
  if (!before) return ask_for_key(c, key.number, before.refusals());
  const auto when = when_from(c.request.form("time"));
  if (!when) return other_times(c, key, *before, {Refusal(required, "time")});
  const auto moved = move(c.office, key, when->day, when->minute, c.once_key());
  if (!moved) return other_times(c, key, *before, moved.refusals());
  const auto now = look_at(c.office, key);
  return now ? show_one(c, key, *now, "appointments.said.moved") : ask_for_key(c, key.number, now.refusals());
}

web::Response cancel_from_page(web::Context& c) {
  const Key key = key_of(c);
  const auto cancelled = cancel(c.office, key, c.once_key());
  if (!cancelled) {
    const bool locked =
        cancelled.refusals().front().is(wrong_number_or_secret) || cancelled.refusals().front().is(too_many_tries);
    return locked ? ask_for_key(c, key.number, cancelled.refusals()) : c.refuse(cancelled.refusals());
  }
  const auto now = look_at(c.office, key);
  return now ? show_one(c, key, *now, "appointments.said.cancelled") : ask_for_key(c, key.number, now.refusals());
}

web::Response slip(web::Context& c) {
  const Key key = key_of(c);
  const auto a = look_at(c.office, key);
  if (!a) return ask_for_key(c, key.number, a.refusals());
  const words::Words& w = c.words;
  const auto [name, room] = c.office.db.read([&](db::Session& session) {
    const auto plan = find_plan(session, a->municipality);
    return std::pair(territory::municipality_name(session, a->municipality, w.language()),
                     plan ? plan->place : std::string());
  });
  paper::Letter letter(w.language(),
                       {w.with("letter.municipality", {{"name", name}}), w("letter.office"), a->number,
                        w.day(c.office.today()), c.office.public_address + "/appointments/mine?number=" + a->number});
  letter.title(w("appointments.slip.title"));
  std::vector<std::pair<std::string, std::string>> facts = {
      {w("appointments.when_label"), when_words(w, a->day, a->minute)},
      {w("common.number"), a->number},
      {w("appointments.secret"), key.secret}};
  if (!room.empty()) facts.insert(facts.begin() + 1, {w("appointments.where_label"), room});
  letter.facts(std::move(facts));
  letter.paragraph(w.with("appointments.slip.change", {{"address", c.office.public_address + "/appointments/mine"}}));
  letter.small(w("appointments.slip.keep"));
  return web::Response::pdf(letter.pdf(), a->number + ".pdf");
}

web::Response calendar(web::Context& c) {
  const Key key = key_of(c);
  const auto a = look_at(c.office, key);
  if (!a) return ask_for_key(c, key.number, a.refusals());
  const words::Words& w = c.words;
  const auto where = c.office.db.read([&](db::Session& session) {
    const auto plan = find_plan(session, a->municipality);
    const std::string name =
        w.with("letter.municipality", {{"name", territory::municipality_name(session, a->municipality, w.language())}});
    return plan && !plan->place.empty() ? name + ", " + plan->place : name;
  });
  web::Response file;
  file.content_type = "text/calendar; charset=utf-8";
  file.body = calendar_file(*a, w("appointments.calendar.summary"), where, c.office.now());
  file.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + a->number + ".ics\"");
  return file;
}

}  // namespace gishe::appointments
