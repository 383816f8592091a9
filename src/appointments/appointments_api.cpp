#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/civil_time.h"
#include "appointments/desk_acts.h"
#include "appointments/free_times.h"
#include "appointments/handlers.h"
#include "appointments/plan_store.h"
#include "appointments/queue.h"
#include "appointments/said.h"
#include "platform/web/json.h"
#include "territory/territory.h"

// The same acts as JSON. Codes, days and numbers; a contact never.
namespace gishe::appointments {
namespace {

namespace json = boost::json;
constexpr int shown_max = 400;

json::object written(const Appointment& a) {
  return {{"number", a.number},   {"desk", a.municipality.text},
          {"day", a.day.iso()},   {"time", clock_time(a.minute)},
          {"minutes", a.minutes}, {"starts_at", a.starts_at.iso()},
          {"subject", a.subject}, {"state", std::string(state_name(a.state))}};
}

json::object written_for_desk(const Appointment& a) {
  json::object value = written(a);
  value["id"] = a.id.text();
  value["counter"] = a.counter;
  value["arrived_at"] = a.arrived_at ? json::value(a.arrived_at->iso()) : json::value(nullptr);
  value["version"] = a.version;
  return value;
}

json::object written(const Ticket& t) {
  return {
      {"number", t.number}, {"counter", t.counter}, {"state", t.state}, {"version", t.version}, {"id", t.id.text()}};
}

std::string text_or(const json::object& body, std::string_view member, std::string otherwise = {}) {
  return web::text_of(body, member).value_or(std::move(otherwise));
}

Result<NewBooking> booking_from(const web::Context& c, const json::object& body) {
  NewBooking b;
  const auto when = when_from(text_or(body, "day"), text_or(body, "time"));
  if (!when) return Refusal(required, "time");
  b.day = when->day;
  b.minute = when->minute;
  b.subject = text_or(body, "subject", "information");
  b.service = ServiceId::parse(text_or(body, "service"));
  b.name = text_or(body, "name");
  b.phone = text_or(body, "phone");
  b.email = text_or(body, "email");
  const json::value* two_hours = body.if_contains("two_hours");
  b.two_hours = two_hours && two_hours->is_bool() && two_hours->get_bool();
  b.language = c.words.language();
  return b;
}

web::Response answer(web::Context& c, const Result<Booked>& booked) {
  if (!booked) return c.problem(booked.refusals());
  return web::json_answer({{"id", booked->id.text()}, {"number", booked->number}, {"secret", booked->secret}}, 201);
}

web::Response answer(web::Context& c, const Result<Appointment>& a) {
  return a ? web::json_answer(written(*a)) : c.problem(a.refusals());
}

Key key_from(const web::Context& c, const json::object& body) {
  return {text_or(body, "number").substr(0, 60), text_or(body, "secret").substr(0, 60), c.request.remote};
}

}  // namespace

web::Response api_desks(web::Context& c) {
  json::array items;
  c.office.db.read([&](db::Session& session) {
    for (const MunicipalityCode& desk : list_desks(session)) {
      items.push_back({{"desk", desk.text}, {"name", territory::municipality_name(session, desk, c.words.language())}});
    }
  });
  return web::json_answer({{"items", std::move(items)}, {"next", nullptr}});
}

web::Response api_times(web::Context& c) {
  const auto desk = MunicipalityCode::parse(c.request.query("desk")).value_or(MunicipalityCode{});
  const Day first = Day::from_iso(c.request.query("from")).value_or(c.office.today());
  return c.office.db.read([&](db::Session& session) {
    const auto plan = find_plan(session, desk);
    if (!plan) return c.problem({Refusal(no_such_desk)});
    const auto free =
        list_free_days(session, *plan, first, earliest_online(*plan, c.office.now()), c.office.today(), days_shown);
    json::array days;
    for (const FreeDay& day : free.days) {
      json::array times;
      for (const Free& time : day.times) times.push_back({{"time", clock_time(time.minute)}, {"free", time.counters}});
      days.push_back({{"day", day.day.iso()}, {"times", std::move(times)}});
    }
    return web::json_answer(
        {{"items", std::move(days)}, {"next", free.next ? json::value(free.next->iso()) : json::value(nullptr)}});
  });
}

web::Response api_book(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  auto b = booking_from(c, *body);
  if (!b) return c.problem(b.refusals());
  b->desk = MunicipalityCode::parse(text_or(*body, "desk")).value_or(MunicipalityCode{});
  return answer(c, book(c.office, c.actor, *b, c.request.remote, c.once_key()));
}

web::Response api_look(web::Context& c) {
  const auto body = web::json_body(c);
  return body ? answer(c, look_at(c.office, key_from(c, *body))) : c.problem(body.refusals());
}

web::Response api_move(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const Key key = key_from(c, *body);
  const auto known = look_at(c.office, key);
  if (!known) return c.problem(known.refusals());
  const auto when = when_from(text_or(*body, "day"), text_or(*body, "time"));
  if (!when) return c.problem({Refusal(required, "time")});
  return answer(c, move(c.office, key, when->day, when->minute, c.once_key()));
}

web::Response api_cancel(web::Context& c) {
  const auto body = web::json_body(c);
  return body ? answer(c, cancel(c.office, key_from(c, *body), c.once_key())) : c.problem(body.refusals());
}

web::Response api_day(web::Context& c) {
  const Day day = Day::from_iso(c.request.query("day")).value_or(c.office.today());
  const auto scope = access::scope(c.actor, access::Action::keep_appointments);
  json::array items;
  c.office.db.read([&](db::Session& session) {
    for (const Appointment& a : list_of_day(session, scope, day, shown_max)) items.push_back(written_for_desk(a));
  });
  return web::json_answer({{"items", std::move(items)}, {"next", nullptr}});
}

web::Response api_book_for(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  auto b = booking_from(c, *body);
  if (!b) return c.problem(b.refusals());
  b->desk = c.actor.post.municipality;
  return answer(c, book_for(c.office, c.actor, *b, c.once_key()));
}

web::Response api_step(web::Context& c) {
  const auto id = c.request.id<AppointmentId>("id");
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  if (!id || !may_know(c, *id)) return c.problem({Refusal(not_found)});
  const auto step = step_from(text_or(*body, "step"));
  if (!step) return c.problem({Refusal(not_in_list, "step")});
  const auto done =
      step_by_desk(c.office, c.actor, {*id, web::number_of(*body, "version").value_or(0), *step}, c.once_key());
  return done ? web::json_answer(written_for_desk(*done)) : c.problem(done.refusals());
}

web::Response api_screen(web::Context& c) {
  const auto desk = MunicipalityCode::parse(c.request.query("desk")).value_or(MunicipalityCode{});
  return c.office.db.read([&](db::Session& session) {
    if (!find_plan(session, desk)) return c.problem({Refusal(no_such_desk)});
    const auto now = queue_now(session, c.office, desk);
    json::array called;
    for (const Ticket& t : now.called) {
      if (t.state == "called") called.push_back({{"number", t.number}, {"counter", t.counter}});
    }
    const auto wait = now.usual_wait_minutes;
    return web::json_answer({{"called", std::move(called)},
                             {"waiting", now.waiting.size()},
                             {"usual_wait_minutes", wait ? json::value(*wait) : json::value(nullptr)}});
  });
}

web::Response api_call_next(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto counter = web::number_of(*body, "counter").value_or(0);
  const int at = counter >= 1 && counter <= 1000 ? static_cast<int>(counter) : 0;
  const auto called = call_next(c.office, c.actor, at, c.once_key());
  if (!called) return c.problem(called.refusals());
  return web::json_answer({{"called", called->next ? json::value(written(*called->next)) : json::value(nullptr)}});
}

}  // namespace gishe::appointments
