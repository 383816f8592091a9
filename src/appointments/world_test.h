#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include "appointments/appointment_store.h"
#include "appointments/appointments.h"
#include "appointments/booking.h"
#include "appointments/civil_time.h"
#include "appointments/desk_acts.h"
#include "appointments/plan_store.h"
#include "platform/db/testing.h"

/// A desk in Лесичово, open on weekdays 9–12 and 13–17, twenty minutes, two counters. It is Monday 23.11.2026, 08:00.
namespace gishe::appointments {

/// Clocks as in Bulgaria, whatever the machine says.
inline void use_sofia() {
  setenv("TZ", "Europe/Sofia", 1);
  tzset();
}

struct World {
  explicit World(db::Engine engine) : db((use_sofia(), db::testing::fresh_database(engine))) { fill(); }

  SetClock clock{moment("2026-11-23", "08:00")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  MunicipalityCode town{"PAZ14"};
  Actor officer = actor(Function::desk_officer, {"PAZ14"}), neighbour = actor(Function::desk_officer, {"PAZ21"});
  Actor supervisor = actor(Function::supervisor, {"PAZ14"}), mayor = actor(Function::mayor, {"PAZ14"}), nobody;

  static Instant moment(std::string_view day, std::string_view time) {
    use_sofia();
    return instant_of(Day::from_iso(day).value(), minute_from_clock(time).value()).value();
  }
  static Actor actor(Function function, const MunicipalityCode& where) {
    Actor a;
    a.account = AccountId::make();
    a.post = {PostId::make(), function, where, {}};
    return a;
  }
  void at(std::string_view day, std::string_view time) { clock.move_to(moment(day, time)); }

  Plan plan() const {
    Plan p;
    p.municipality = town;
    for (std::size_t i = 0; i < 5; ++i) p.week[i] = hours_from("09:00-12:00, 13:00-17:00").value();
    p.counters = 2;
    p.place = "ет. 1, стая 3";
    return p;
  }
  void fill() {
    db->write([&](db::Tx& tx) { EXPECT_TRUE(store_plan(tx, plan())); });
  }

  NewBooking wish(std::string_view day = "2026-11-24", std::string_view time = "10:20") const {
    NewBooking b;
    b.desk = town;
    b.day = Day::from_iso(day).value();
    b.minute = minute_from_clock(time).value();
    return b;
  }
  Result<Booked> ask(const NewBooking& b, std::string_view remote = "10.0.0.1", std::string_view key = {}) {
    return book(office, nobody, b, remote, key);
  }
  Key key(const Booked& booked, std::string_view remote = "10.0.0.1") const {
    return {booked.number, booked.secret, std::string(remote)};
  }
  Appointment kept(const AppointmentId& id) {
    const auto a = db->read([&](db::Session& s) { return find_in(s, town, id); });
    EXPECT_TRUE(a);
    return a.value_or(Appointment{});
  }
  int free_at(std::string_view day, std::string_view time) {
    const auto p = db->read([&](db::Session& s) { return find_plan(s, town); });
    const auto free = db->read([&](db::Session& s) { return list_free(s, *p, Day::from_iso(day).value(), {0}); });
    for (const Free& f : free) {
      if (f.minute == minute_from_clock(time)) return f.counters;
    }
    return 0;
  }
  template <class T>
  static std::string why(const Result<T>& result) {
    return result ? "" : result.refusals().front().code->name;
  }
};

}  // namespace gishe::appointments
