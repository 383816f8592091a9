#include "appointments/queue.h"

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/placing.h"
#include "appointments/plan_store.h"
#include "appointments/ticket_store.h"
#include "base/public_number.h"
#include "base/text.h"
#include "platform/office/act.h"

namespace gishe::appointments {
namespace {

constexpr std::string_view by_kiosk = "kiosk_key";  // the rule that stands in the ledger

access::Decision decide(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = Sensitivity::working;
  return access::decide(actor, access::Action::keep_queue, facts);
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const Ticket& t, std::string_view action,
          std::string_view rule) {
  office.note(tx, actor, {std::string(action), t.municipality, "queue_ticket", t.id.value, std::string(rule), {}, {}});
}

std::string kiosk_hash(const Office& office, const Kiosk& kiosk) {
  return office.vault.keyed_hash("kiosk", kiosk.desk.text + ':' + secrets::tidy_code(kiosk.key));
}

Result<Ticket> take(db::Tx& tx, const Office& office, const Actor& actor, const MunicipalityCode& desk,
                    std::string_view subject, const Appointment* appointment, std::string_view rule) {
  if (!text::one_of(subjects, subject)) return Refusal(not_in_list, "subject");
  if (count_waiting(tx, desk, office.today()) >= waiting_at_most) return queue_full;
  Ticket t;
  t.id = TicketId::make();
  t.municipality = desk;
  t.day = office.today();
  t.number = take_number(tx, desk, t.day);
  t.subject = subject;
  t.taken_at = office.now();
  if (appointment) {
    t.appointment = appointment->id;
    t.booked_for = appointment->starts_at;
  }
  insert_ticket(tx, t);
  note(tx, office, actor, t, "queue.taken", rule);
  return t;
}

/// The same key gives the same ticket.
Result<Ticket> ticket_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                           const MunicipalityCode& desk, std::string_view what,
                           const std::function<Result<Ticket>()>& act) {
  std::optional<Ticket> made;
  const auto answer = jobs::once(tx, office.clock, actor, once_key, "queue.taken", content_digest({desk.text, what}),
                                 [&]() -> Result<std::string> {
                                   auto ticket = act();
                                   if (!ticket) return ticket.refusals();
                                   made = *ticket;
                                   return ticket->id.text();
                                 });
  if (!answer) return answer.refusals();
  if (made) return *made;
  const auto id = TicketId::parse(*answer);
  auto found = id ? find_ticket(tx, desk, *id) : std::nullopt;
  if (!found) return not_found;
  return *found;
}

/// Of today and still to come about: waits in the room from now on.
Result<Ticket> arrive(db::Tx& tx, const Office& office, const Actor& actor, Appointment& a, std::string_view rule) {
  if (a.day != office.today()) return Refusal(not_today, "number");
  if (auto known = find_ticket_of(tx, a.municipality, a.id)) return *known;
  if (a.state != State::unknown) return Refusal(not_from_this_state, "number");
  a.arrived_at = office.now();
  if (!update_appointment(tx, a)) return changed_meanwhile;
  Event event{office.now(), std::nullopt, "arrive", a.state, a.state, a.starts_at};
  if (actor.signed_in()) event.account = actor.account;
  insert_event(tx, a, event);
  return take(tx, office, actor, a.municipality, a.subject, &a, rule);
}

/// The appointment follows its ticket, where it may.
Result<Done> follow(db::Tx& tx, const Office& office, const Actor& actor, const Ticket& t, std::string_view rule) {
  if (!t.appointment || (t.state != "done" && t.state != "noshow")) return Done{};
  auto a = find_in(tx, t.municipality, *t.appointment);
  if (!a || a->state != State::unknown) return Done{};
  return take_step(tx, office, actor, *a, t.state == "done" ? Step::came : Step::did_not_come, rule);
}

Result<Done> end(db::Tx& tx, const Office& office, const Actor& actor, Ticket& t, std::string_view state,
                 std::string_view rule) {
  t.state = state;
  if (!update_ticket(tx, t, actor.account, office.now())) return changed_meanwhile;
  note(tx, office, actor, t, "queue." + t.state, rule);
  return follow(tx, office, actor, t, rule);
}

Result<Done> end_at_counter(db::Tx& tx, const Office& office, const Actor& actor, const std::vector<Ticket>& called,
                            int counter, std::string_view rule) {
  for (Ticket t : called) {
    if (t.state != "called" || t.counter != counter) continue;
    if (auto ended = end(tx, office, actor, t, "done", rule); !ended) return ended;
  }
  return Done{};
}

/// Another counter may take the same one at the same moment: then the next but one.
std::optional<Ticket> call_one(db::Tx& tx, const Office& office, const Actor& actor, int counter,
                               const std::vector<Ticket>& called) {
  constexpr int tries_max = 20;  // as many as there can be counters
  for (int i = 0; i < tries_max; ++i) {
    const auto waiting = list_waiting(tx, actor.post.municipality, office.today());
    const auto next = next_in_line(waiting, called, office.now());
    if (!next) return std::nullopt;
    for (Ticket t : waiting) {
      if (t.id != *next) continue;
      t.state = "called";
      t.counter = counter;
      t.called_at = office.now();
      t.calls = 1;
      if (update_ticket(tx, t, actor.account, office.now())) return t;
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_kiosk(db::Session& session, const Office& office, const Kiosk& kiosk) {
  const std::string known = find_kiosk_hash(session, kiosk.desk);
  const std::string said = kiosk_hash(office, kiosk);
  return known.size() == said.size() && secrets::same(known, said);
}

Result<Ticket> take_ticket(Office& office, const Kiosk& kiosk, std::string_view subject, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Ticket> {
    if (!is_kiosk(tx, office, kiosk)) return not_a_kiosk;
    return ticket_once(tx, office, {}, once_key, kiosk.desk, subject,
                       [&] { return take(tx, office, {}, kiosk.desk, subject, nullptr, by_kiosk); });
  });
}

Result<Ticket> check_in(Office& office, const Kiosk& kiosk, std::string_view typed, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Ticket> {
    if (!is_kiosk(tx, office, kiosk)) return not_a_kiosk;
    const std::string number = tidy_number(typed);
    return ticket_once(tx, office, {}, once_key, kiosk.desk, number, [&]() -> Result<Ticket> {
      auto kept = find_by_number(tx, kiosk.desk, number);
      if (!kept) return Refusal(no_such_number, "number");
      return arrive(tx, office, {}, kept->record, by_kiosk);
    });
  });
}

Result<Ticket> take_ticket_by_desk(Office& office, const Actor& actor, std::string_view subject,
                                   std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Ticket> {
    const auto decision = decide(actor);
    if (!decision.allowed) return *decision.no;
    const MunicipalityCode& desk = actor.post.municipality;
    if (!find_plan(tx, desk)) return no_such_desk;
    return ticket_once(tx, office, actor, once_key, desk, subject,
                       [&] { return take(tx, office, actor, desk, subject, nullptr, decision.rule); });
  });
}

Result<Ticket> check_in_by_desk(Office& office, const Actor& actor, const AppointmentId& id,
                                std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Ticket> {
    const auto decision = decide(actor);
    if (!decision.allowed) return *decision.no;
    const MunicipalityCode& desk = actor.post.municipality;
    return ticket_once(tx, office, actor, once_key, desk, id.text(), [&]() -> Result<Ticket> {
      auto a = find_in(tx, desk, id);
      if (!a) return not_found;
      return arrive(tx, office, actor, *a, decision.rule);
    });
  });
}

Result<Called> call_next(Office& office, const Actor& actor, int counter, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Called> {
    const auto decision = decide(actor);
    if (!decision.allowed) return *decision.no;
    const MunicipalityCode& desk = actor.post.municipality;
    const auto plan = find_plan(tx, desk);
    if (!plan) return no_such_desk;
    if (counter < 1 || counter > plan->counters) return Refusal(not_in_list, "counter");
    Called result;
    auto done =
        once_done(tx, office, actor, once_key, "queue.called", {std::to_string(counter)}, [&]() -> Result<Done> {
          const auto called = list_called(tx, desk, office.today(), called_before_max);
          if (auto ended = end_at_counter(tx, office, actor, called, counter, decision.rule); !ended) return ended;
          result.next = call_one(tx, office, actor, counter, called);
          if (result.next) note(tx, office, actor, *result.next, "queue.called", decision.rule);
          return Done{};
        });
    if (!done) return done.refusals();
    return result;
  });
}

std::optional<TicketStep> ticket_step_from(std::string_view name) {
  if (name == "recall") return TicketStep::recall;
  if (name == "done") return TicketStep::done;
  if (name == "noshow") return TicketStep::noshow;
  if (name == "put_back") return TicketStep::put_back;
  return std::nullopt;
}

Result<Done> step_ticket(Office& office, const Actor& actor, const TicketId& id, std::int64_t version,
                         TicketStep step) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto decision = decide(actor);
    if (!decision.allowed) return *decision.no;
    auto t = find_ticket(tx, actor.post.municipality, id);
    if (!t) return not_found;
    if (t->version != version) return changed_meanwhile;
    if (t->state != "called") return not_from_this_state;
    if (step == TicketStep::done) return end(tx, office, actor, *t, "done", decision.rule);
    if (step == TicketStep::noshow) return end(tx, office, actor, *t, "noshow", decision.rule);
    if (step == TicketStep::put_back) return end(tx, office, actor, *t, "waiting", decision.rule);
    t->called_at = office.now();
    ++t->calls;
    if (!update_ticket(tx, *t, actor.account, office.now())) return changed_meanwhile;
    note(tx, office, actor, *t, "queue.recalled", decision.rule);
    return Done{};
  });
}

Result<std::string> make_kiosk_key(Office& office, const Actor& actor) {
  return office.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto decision = decide(actor);
    if (!decision.allowed) return *decision.no;
    const MunicipalityCode& desk = actor.post.municipality;
    if (!find_plan(tx, desk)) return no_such_desk;
    constexpr int key_characters = 16;
    std::string key = secrets::random_code(key_characters);
    store_kiosk_hash(tx, desk, kiosk_hash(office, {desk, key}));
    office.note(tx, actor, {"queue.kiosk_key", desk, "desk_plan", {}, decision.rule, {}, {}});
    return key;
  });
}

QueueNow queue_now(db::Session& session, const Office& office, const MunicipalityCode& desk) {
  QueueNow now;
  const auto plan = find_plan(session, desk);
  if (!plan) return now;
  now.counters = plan->counters;
  now.waiting = list_waiting(session, desk, office.today());
  now.called = list_called(session, desk, office.today(), called_before_max);
  now.usual_wait_minutes = usual_wait_minutes(now.called, office.now());
  return now;
}

}  // namespace gishe::appointments
