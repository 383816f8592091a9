#include "appointments/booking.h"

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/civil_time.h"
#include "appointments/measure_store.h"
#include "appointments/placing.h"
#include "appointments/plan_store.h"
#include "base/public_number.h"
#include "base/text.h"
#include "directory/directory.h"
#include "platform/post/phone.h"
#include "platform/visitors/tries.h"

namespace gishe::appointments {
namespace {

constexpr std::size_t hash_bytes = 32;

/// What this day may still bring without an account: of the desk, of one address, of one contact.
Result<Done> why_too_many(db::Tx& tx, const Office& office, const Plan& plan, const NewBooking& b,
                          std::string_view remote) {
  const MunicipalityCode& desk = plan.municipality;
  if (count_booking(tx, office, desk, "desk") > plan.online_per_day) return too_many_today;
  if (count_booking(tx, office, desk, "address:" + std::string(remote)) > bookings_per_address) return too_many_today;
  // Counting also makes two bookings of one contact wait for each other.
  if (!b.phone.empty()) count_booking(tx, office, desk, "phone:" + b.phone);
  if (!b.email.empty()) count_booking(tx, office, desk, "email:" + b.email);
  if (count_open_of(tx, desk, b.phone, b.email, office.today()) >= open_per_contact) return two_already;
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

MunicipalityCode desk_of(std::string_view number) {
  return municipality_of_number(number, number_letter).value_or(MunicipalityCode{});
}

visitors::TriedAt tried(const Office& office, std::string_view number, std::string_view remote) {
  return visitors::tried_at(office.vault, desk_of(number), number, remote);
}

Result<Kept> open_kept(db::Session& session, const Office& office, const Key& key) {
  const std::string number = tidy_number(key.number);
  if (const auto wait = visitors::still_to_wait(session, tried(office, number, key.remote), office.now()); wait > 0) {
    return Refusal(too_many_tries, {}, {{"minutes", std::to_string((wait + 59) / 60)}});
  }
  auto kept = find_by_number(session, desk_of(number), number);
  const std::string nothing(hash_bytes, '\0');  // an unknown number costs the same comparison
  const bool known = kept && kept->secret_hash.size() == hash_bytes;
  if (!is_secret_of(office, number, known ? kept->secret_hash : nothing, key.secret) || !known) {
    return Refusal(wrong_number_or_secret, "number");
  }
  return std::move(*kept);
}

/// Looks first and counts a wrong try in a transaction of its own: a refused write leaves nothing behind.
Result<Kept> opened(Office& office, const Key& key) {
  auto kept = office.db.read([&](db::Session& session) { return open_kept(session, office, key); });
  if (!kept && kept.refusals().front().is(wrong_number_or_secret)) {
    const std::string number = tidy_number(key.number);
    office.db.write(
        [&](db::Tx& tx) { visitors::count_wrong_try(tx, tried(office, number, key.remote), office.now()); });
  }
  return kept;
}

constexpr std::string_view by_secret = "number_and_secret";  // the rule that stands in the ledger

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
  b.application.reset();
  if (auto no = tidy_contact(b); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Booked> {
    const auto decision = access::decide(actor, access::Action::book_appointment, {});
    if (!decision.allowed) return *decision.no;
    return booked_once(tx, office, actor, once_key, b, [&]() -> Result<Booked> {
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
    return booked_once(tx, office, actor, once_key, b, [&]() -> Result<Booked> {
      const auto plan = find_plan(tx, b.desk);
      if (!plan) return Refusal(no_such_desk, "desk");
      if (auto no = why_not_about(tx, b); !no.empty()) return no;
      if (auto no = why_not_slot(*plan, b.day, b.minute, office.now(), office.today()); !no.empty()) return no;
      return place(tx, office, actor, *plan, b, decision.rule);
    });
  });
}

Result<Appointment> look_at(Office& office, const Key& key) {
  auto kept = opened(office, key);
  if (!kept) return kept.refusals();
  return std::move(kept->appointment);
}

Result<Appointment> move(Office& office, const Key& key, Day day, int minute, std::string_view once_key) {
  if (auto known = opened(office, key); !known) return known.refusals();
  return office.db.write([&](db::Tx& tx) -> Result<Appointment> {
    auto kept = open_kept(tx, office, key);
    if (!kept) return kept.refusals();
    Appointment& a = kept->appointment;
    const std::string when = day.iso() + ' ' + clock_time(minute);
    auto done = done_once(tx, office, {}, once_key, "appointment.moved", {a.number, when}, [&]() -> Result<Done> {
      const auto plan = find_plan(tx, a.municipality);
      if (!plan) return no_such_desk;
      const Instant earliest = office.now().plus_seconds(std::int64_t{plan->notice_hours} * 3600);
      if (auto no = why_not_slot(*plan, day, minute, earliest, office.today()); !no.empty()) return no;
      return move_to(tx, office, {}, *plan, a, day, minute, by_secret, Told::no);
    });
    if (!done) return done.refusals();
    return std::move(a);
  });
}

Result<Appointment> cancel(Office& office, const Key& key, std::string_view once_key) {
  if (auto known = opened(office, key); !known) return known.refusals();
  return office.db.write([&](db::Tx& tx) -> Result<Appointment> {
    auto kept = open_kept(tx, office, key);
    if (!kept) return kept.refusals();
    Appointment& a = kept->appointment;
    auto done = done_once(tx, office, {}, once_key, "appointment.excused", {a.number}, [&]() -> Result<Done> {
      if (a.state == State::unknown && a.starts_at <= office.now()) return already_over;
      return take_step(tx, office, {}, a, Step::excuse, by_secret);
    });
    if (!done) return done.refusals();
    return std::move(a);
  });
}

}  // namespace gishe::appointments
