#include <algorithm>

#include "appointments/appointments.h"
#include "appointments/civil_time.h"
#include "appointments/handlers.h"
#include "appointments/queue.h"
#include "appointments/said.h"
#include "base/text.h"
#include "territory/territory.h"

// The queue as the desk sees it, the tablet that gives numbers, and the screen on the wall.
namespace gishe::appointments {
namespace {

constexpr std::size_t typed_max = 60;
constexpr std::size_t on_the_wall = 6;  // calls that are read from the back of the room
constexpr std::int64_t called_shown_seconds = 30 * 60;

int counter_of(std::string_view typed, int counters) {
  const auto number = text::whole_number(typed).value_or(1);
  return number >= 1 && number <= counters ? static_cast<int>(number) : 1;
}

std::string to_queue(std::string_view counter) {
  const auto number = text::whole_number(counter);
  return number ? "/desk/queue?counter=" + std::to_string(*number) : "/desk/queue";
}

void add_called(page::Values row, const words::Words& w, const Ticket& t) {
  row.set("NUMBER", t.number).set("COUNTER", t.counter).set("ID", t.id.text()).set("VERSION", t.version);
  row.set("ABOUT", subject_words(w, t.subject)).set("SINCE", t.called_at ? w.time(*t.called_at) : "");
  row.set("CALLS", w.count("appointments.queue.calls", t.calls));
}

void add_waiting(page::Values row, const words::Words& w, const Ticket& t, Instant now) {
  row.set("NUMBER", t.number).set("ABOUT", subject_words(w, t.subject));
  row.set("WAITED", w.minutes(static_cast<int>(std::max<std::int64_t>(0, t.taken_at.seconds_until(now)) / 60)));
  if (t.booked_for) {
    row.show("BOOKED").set("TIME", w.time(*t.booked_for));
    row.show_if(has_its_time(t, now), "NOW");
  }
}

Kiosk kiosk_of(std::string_view desk, std::string_view key) {
  return {MunicipalityCode::parse(desk).value_or(MunicipalityCode{}), std::string(key.substr(0, typed_max))};
}

std::string kiosk_href(const Kiosk& kiosk) {
  return "/queue/take?desk=" + kiosk.desk.text + "&kiosk=" + secrets::tidy_code(kiosk.key);
}

web::Response kiosk_page(web::Context& c, const Kiosk& kiosk, const Refusals& no) {
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) {
    if (!is_kiosk(session, c.office, kiosk)) return c.refuse(not_a_kiosk);
    auto page = c.page("appointments/kiosk.html", page::Frame::bare);
    page.title(w("appointments.kiosk.title")).error_summary("ERRORS", no);
    page.set("DESK", kiosk.desk.text).set("KIOSK", kiosk.key);
    for (const std::string_view subject : subjects) {
      page.add("SUBJECTS").set("CODE", subject).set("WORDS", subject_words(w, subject));
    }
    page::Values::Input number{"number", w("appointments.kiosk.number"), {}, w("appointments.number_hint")};
    number.max_length = 40;
    page.input("NUMBER", number, no);
    auto response = c.show(page, no.empty() ? 200 : no.front().code->http_status);
    // A tablet stands for days: its form stays fresh.
    if (no.empty()) response.headers.emplace_back("Refresh", "600");
    return response;
  });
}

web::Response ticket_page(web::Context& c, const Kiosk& kiosk, const Ticket& t) {
  const words::Words& w = c.words;
  const auto now = c.office.db.read([&](db::Session& session) { return queue_now(session, c.office, kiosk.desk); });
  auto page = c.page("appointments/ticket.html", page::Frame::bare);
  page.title(w("appointments.kiosk.yours")).set("NUMBER", t.number).set("BACK", kiosk_href(kiosk));
  std::int64_t before = 0;
  for (const Ticket& other : now.waiting) before += other.number < t.number ? 1 : 0;
  if (t.booked_for)
    page.show("BOOKED").set("SENTENCE", w.with("appointments.kiosk.at_its_time", {{"time", w.time(*t.booked_for)}}));
  else
    page.show("BEFORE").set("SENTENCE", w.count("appointments.kiosk.before", before));
  if (now.usual_wait_minutes && !t.booked_for) {
    page.show("ESTIMATE")
        .set("WORDS", w.with("appointments.queue.usual", {{"wait", w.minutes(*now.usual_wait_minutes)}}));
  }
  auto response = c.show(page, 201);
  response.headers.emplace_back("Refresh", "20; url=" + kiosk_href(kiosk));
  return response;
}

}  // namespace

web::Response show_queue(web::Context& c) {
  const words::Words& w = c.words;
  const Instant at = c.office.now();
  return c.office.db.read([&](db::Session& session) {
    const auto now = queue_now(session, c.office, c.actor.post.municipality);
    const int mine = counter_of(c.request.query("counter"), now.counters);
    auto page = c.page("appointments/queue.html");
    page.title(w("appointments.queue.title")).set("DESK", c.actor.post.municipality.text).set("MINE", mine);
    page.set("COUNT", w.count("appointments.queue.waiting", static_cast<std::int64_t>(now.waiting.size())));
    for (int counter = 1; counter <= now.counters && now.counters > 1; ++counter) {
      auto row = page.add("COUNTERS");
      row.set("N", counter).show_if(counter == mine, "HERE").show_if(counter != mine, "THERE");
    }
    bool any_called = false;
    for (const Ticket& t : now.called) {
      if (t.state != "called") continue;
      any_called = true;
      add_called(page.add(t.counter == mine ? "MINE_NOW" : "OTHERS_NOW"), w, t);
    }
    page.show_if(any_called, "ANY_CALLED");
    for (const Ticket& t : now.waiting) add_waiting(page.add("WAITING"), w, t, at);
    page.show_if(!now.waiting.empty(), "ANY_WAITING").show_if(now.waiting.empty(), "NONE_WAITING");
    if (now.usual_wait_minutes) {
      page.show("ESTIMATE")
          .set("WORDS", w.with("appointments.queue.usual", {{"wait", w.minutes(*now.usual_wait_minutes)}}));
    }
    std::vector<page::Values::Choice> about;
    for (const std::string_view s : subjects)
      about.push_back({std::string(s), subject_words(w, s), {}, about.empty(), {}});
    page.select("SUBJECT", {"subject", w("appointments.about")}, about);
    return c.show(page);
  });
}

web::Response call_next_from_page(web::Context& c) {
  const auto counter = text::whole_number(c.request.form("counter")).value_or(0);
  const auto called =
      call_next(c.office, c.actor, static_cast<int>(std::clamp<std::int64_t>(counter, 0, 1000)), c.once_key());
  if (!called) return c.refuse(called.refusals());
  return c.go(to_queue(c.request.form("counter")), called->next ? "" : "appointments.said.nobody_waits");
}

web::Response step_ticket_from_page(web::Context& c) {
  const auto id = c.request.id<TicketId>("id");
  const auto step = ticket_step_from(c.request.form("step"));
  if (!id) return c.refuse(not_found);
  if (!step) return c.refuse(not_in_list);
  const auto version = text::whole_number(c.request.form("version")).value_or(0);
  const auto done = step_ticket(c.office, c.actor, *id, version, *step);
  return done ? c.go(to_queue(c.request.form("counter"))) : c.refuse(done.refusals());
}

web::Response take_ticket_from_desk_page(web::Context& c) {
  const auto taken = take_ticket_by_desk(c.office, c.actor, c.request.form("subject"), c.once_key());
  return taken ? c.go(to_queue(c.request.form("counter")), "appointments.said.kept") : c.refuse(taken.refusals());
}

web::Response check_in_from_desk_page(web::Context& c) {
  const auto id = c.request.id<AppointmentId>("id");
  if (!id) return c.refuse(not_found);
  const auto taken = check_in_by_desk(c.office, c.actor, *id, c.once_key(id->text()));
  return taken ? c.go("/desk/appointments", "appointments.said.in_queue") : c.refuse(taken.refusals());
}

web::Response make_kiosk_from_page(web::Context& c) {
  const auto key = make_kiosk_key(c.office, c.actor);
  if (!key) return c.refuse(key.refusals());
  auto page = c.page("appointments/kiosk_key.html");
  page.title(c.words("appointments.kiosk.key_title"));
  const Kiosk kiosk{c.actor.post.municipality, *key};
  page.set("ADDRESS", c.office.public_address + kiosk_href(kiosk)).set("HREF", kiosk_href(kiosk));
  page.set("SCREEN", c.office.public_address + "/queue/screen?desk=" + kiosk.desk.text);
  return c.show(page, 201);
}

web::Response show_kiosk(web::Context& c) {
  return kiosk_page(c, kiosk_of(c.request.query("desk"), c.request.query("kiosk")), {});
}

web::Response take_from_kiosk(web::Context& c) {
  const Kiosk kiosk = kiosk_of(c.request.form("desk"), c.request.form("kiosk"));
  const std::string_view subject = c.request.form("subject"), number = c.request.form("number");
  const auto ticket = subject.empty() ? check_in(c.office, kiosk, number.substr(0, typed_max), c.once_key())
                                      : take_ticket(c.office, kiosk, subject.substr(0, typed_max), c.once_key());
  if (ticket) return ticket_page(c, kiosk, *ticket);
  return ticket.refusals().front().is(not_a_kiosk) ? c.refuse(ticket.refusals())
                                                   : kiosk_page(c, kiosk, ticket.refusals());
}

web::Response show_screen(web::Context& c) {
  const words::Words& w = c.words;
  const auto desk = MunicipalityCode::parse(c.request.query("desk"));
  if (!desk) return c.refuse(no_such_desk);
  return c.office.db.read([&](db::Session& session) {
    const auto now = queue_now(session, c.office, *desk);
    auto page = c.page("appointments/screen.html", page::Frame::bare);
    page.title(w("appointments.screen.title")).set("PLACE", territory::municipality_name(session, *desk, w.language()));
    page.set("CLOCK", w.time(c.office.now()));
    std::size_t shown = 0;
    for (const Ticket& t : now.called) {
      if (t.state != "called" || t.called_at->seconds_until(c.office.now()) > called_shown_seconds) continue;
      if (++shown > on_the_wall) break;
      auto row = page.add(shown == 1 ? "LATEST" : "BEFORE");
      row.set("NUMBER", t.number);
      if (now.counters > 1) row.show("MANY").set("COUNTER", t.counter);
    }
    page.show_if(shown == 0, "NONE");
    page.set("WAITING", w.count("appointments.queue.waiting", static_cast<std::int64_t>(now.waiting.size())));
    if (now.usual_wait_minutes) {
      page.show("ESTIMATE")
          .set("WORDS", w.with("appointments.queue.usual", {{"wait", w.minutes(*now.usual_wait_minutes)}}));
    }
    return c.show(page);
  });
}

}  // namespace gishe::appointments
