#include "appointments/booking.h"

#include "appointments/appointment_store.h"
#include "appointments/civil_time.h"
#include "appointments/placing.h"
#include "appointments/plan_store.h"
#include "base/text.h"
#include "directory/directory.h"
#include "platform/office/act.h"
#include "platform/post/phone.h"
#include "platform/visitors/network.h"
#include "platform/visitors/receipt.h"
#include "platform/visitors/tally.h"

namespace gishe::appointments {
namespace {

/// What this day may still bring without an account: of the desk, from one network. Never refused by contact: the
/// answer would tell a stranger whether somebody comes here.
Result<Done> why_too_many(db::Tx& tx, const Office& office, const Plan& plan, const NewBooking& b,
                          std::string_view remote) {
  const MunicipalityCode& desk = plan.municipality;
  const auto today = [&](const std::string& of) { return visitors::count_today(tx, office, desk, "booking|" + of); };
  if (today("all") > plan.online_per_day) return too_many_today;
  if (today("network|" + visitors::network_of(remote)) > bookings_per_network) return too_many_today;
  const bool nobody_to_call = b.phone.empty() && b.email.empty();
  if (nobody_to_call && today("nameless|" + visitors::network_of(remote)) > nameless_per_network) return too_many_today;
  return Done{};
}

/// The subject and the service it is about; a restricted or unlisted service is none.
Refusals why_not_about(db::Session& session, NewBooking& b) {
  Refusals no;
  if (!text::one_of(subjects, b.subject)) no.emplace_back(not_in_list, "subject");
  if (b.service) {
    const auto service = directory::find_service(session, *b.service);
    if (!service || !service->listed() || service->restricted) b.service.reset();
  }
  return no;
}

/// A double click sees the same number and secret.
Result<Booked> booked_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                           const NewBooking& b, const std::function<Result<visitors::Given>()>& act) {
  const std::string when = b.day.iso() + ' ' + clock_time(b.minute);
  const auto digest = content_digest({b.desk.text, when, b.subject, b.name, b.phone, b.email});
  const auto given = visitors::given_once(tx, office, actor, once_key, "appointment.booked", digest, act);
  if (!given) return given.refusals();
  return Booked{AppointmentId{given->id}, given->number, given->secret};
}

constexpr std::string_view by_secret = "number_and_secret";  // the rule that stands in the ledger

/// What the person herself does with the appointment that number and secret open.
Result<Appointment> change_own(Office& office, const Key& key,
                               const std::function<Result<Done>(db::Tx&, Appointment&)>& change) {
  const auto opened = look_at(office, key);
  if (!opened) return opened.refusals();
  return office.db.write([&](db::Tx& tx) -> Result<Appointment> {
    auto kept = find_by_number(tx, opened->municipality, opened->number);
    if (!kept) return Refusal(wrong_number_or_secret, "number");
    if (auto done = change(tx, kept->record); !done) return done.refusals();
    return std::move(kept->record);
  });
}

}  // namespace

Refusals tidy_contact(NewBooking& b) {
  Refusals no;
  b.name = text::tidy(b.name);
  b.email = text::lower(text::tidy(b.email));
  if (!text::is_plain(b.name)) no.emplace_back(not_plain_text, "name");
  if (text::length(b.name) > name_max) no.push_back(Refusal(too_long, "name", {{"max", std::to_string(name_max)}}));
  if (!b.email.empty() && (!post::is_address(b.email) || !text::is_plain(b.email))) {
    no.emplace_back(not_an_email, "email");
  }
  if (const std::string typed = text::tidy(b.phone); !typed.empty()) {
    const auto number = post::bulgarian_number(typed);
    if (number)
      b.phone = *number;
    else
      no.emplace_back(not_a_phone, "phone");
  } else {
    b.phone.clear();
  }
  if (no.empty() && b.two_hours && b.email.empty() && !post::is_mobile(b.phone)) {
    no.emplace_back(no_contact_for_reminder, "two_hours");
  }
  return no;
}

Refusals why_not_slot(const Plan& plan, Day day, int minute, Instant earliest, Day today) {
  const auto starts = instant_of(day, minute);
  if (!starts || !is_slot(plan, day, minute)) return {Refusal(no_such_slot, "time")};
  if (*starts < earliest) return {Refusal(too_soon, "time", {{"hours", std::to_string(plan.notice_hours)}})};
  if (today.days_until(day) > plan.days_ahead) {
    return {Refusal(too_far, "time", {{"days", std::to_string(plan.days_ahead)}})};
  }
  return {};
}

Result<Booked> book(Office& office, const Actor& actor, const NewBooking& booking, std::string_view remote,
                    std::string_view once_key) {
  NewBooking b = booking;
  if (auto no = tidy_contact(b); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Booked> {
    const auto decision = access::decide(actor, access::Action::book_appointment, {});
    if (!decision.allowed) return *decision.no;
    return booked_once(tx, office, actor, once_key, b, [&]() -> Result<visitors::Given> {
      const auto plan = find_plan(tx, b.desk);
      if (!plan) return Refusal(no_such_desk, "desk");
      if (auto no = why_not_about(tx, b); !no.empty()) return no;
      const Instant earliest = office.now().plus_seconds(std::int64_t{plan->notice_hours} * 3600);
      if (auto no = why_not_slot(*plan, b.day, b.minute, earliest, office.today()); !no.empty()) return no;
      if (auto few = why_too_many(tx, office, *plan, b, remote); !few) return few.refusals();
      return place(tx, office, actor, *plan, b, decision.rule);
    });
  });
}

Result<Booked> book_for(Office& office, const Actor& actor, const NewBooking& booking, std::string_view once_key) {
  NewBooking b = booking;
  if (auto no = tidy_contact(b); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Booked> {
    access::Facts facts;
    facts.municipality = b.desk;
    facts.sensitivity = Sensitivity::personal;
    const auto decision = access::decide(actor, access::Action::keep_appointments, facts);
    if (!decision.allowed) return *decision.no;
    return booked_once(tx, office, actor, once_key, b, [&]() -> Result<visitors::Given> {
      const auto plan = find_plan(tx, b.desk);
      if (!plan) return Refusal(no_such_desk, "desk");
      if (auto no = why_not_about(tx, b); !no.empty()) return no;
      if (auto no = why_not_slot(*plan, b.day, b.minute, office.now(), office.today()); !no.empty()) return no;
      return place(tx, office, actor, *plan, b, decision.rule);
    });
  });
}

Result<Appointment> look_at(Office& office, const Key& key) {
  return visitors::open_receipt(office, receipt_kind, {key.number, key.secret, key.remote}, find_by_number);
}

Result<Appointment> move(Office& office, const Key& key, Day day, int minute, std::string_view once_key) {
  return change_own(office, key, [&](db::Tx& tx, Appointment& a) {
    const std::string when = day.iso() + ' ' + clock_time(minute);
    return once_done(tx, office, {}, once_key, "appointment.moved", {a.number, when}, [&]() -> Result<Done> {
      const auto plan = find_plan(tx, a.municipality);
      if (!plan) return no_such_desk;
      const Instant earliest = office.now().plus_seconds(std::int64_t{plan->notice_hours} * 3600);
      if (auto no = why_not_slot(*plan, day, minute, earliest, office.today()); !no.empty()) return no;
      return move_to(tx, office, {}, *plan, a, day, minute, by_secret, Told::no);
    });
  });
}

Result<Appointment> cancel(Office& office, const Key& key, std::string_view once_key) {
  return change_own(office, key, [&](db::Tx& tx, Appointment& a) {
    return once_done(tx, office, {}, once_key, "appointment.excused", {a.number}, [&]() -> Result<Done> {
      if (a.state == State::unknown && a.starts_at <= office.now()) return already_over;
      return take_step(tx, office, {}, a, Step::excuse, by_secret);
    });
  });
}

}  // namespace gishe::appointments
