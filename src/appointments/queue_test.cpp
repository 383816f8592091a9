#include "appointments/queue.h"

#include <atomic>
#include <set>
#include <thread>

#include "appointments/ticket_store.h"
#include "appointments/world_test.h"

namespace gishe::appointments {
namespace {

constexpr Instant now{1'800'000'000'000'000};

Ticket ticket(std::int64_t number, int minutes_ago, std::optional<int> booked_minutes_ago = std::nullopt) {
  Ticket t;
  t.id = TicketId::make();
  t.number = number;
  t.taken_at = now.plus_seconds(-60 * minutes_ago);
  if (booked_minutes_ago) {
    t.appointment = AppointmentId::make();
    t.booked_for = now.plus_seconds(-60 * *booked_minutes_ago);
  }
  return t;
}
std::int64_t next(const std::vector<Ticket>& waiting, const std::vector<Ticket>& before = {}) {
  const auto id = next_in_line(waiting, before, now);
  for (const Ticket& t : waiting) {
    if (id && t.id == *id) return t.number;
  }
  return 0;
}

TEST(Next, by_number_when_nobody_has_booked) {
  EXPECT_EQ(next({}), 0);
  EXPECT_EQ(next({ticket(8, 1), ticket(7, 5), ticket(9, 0)}), 7);
}

TEST(Next, the_booked_time_goes_first_once_it_has_come) {
  EXPECT_EQ(next({ticket(7, 5), ticket(9, 1, 0)}), 9);
  EXPECT_EQ(next({ticket(7, 5), ticket(9, 1, -10)}), 7) << "its time is in ten minutes";
  EXPECT_EQ(next({ticket(9, 1, -10)}), 9) << "but nobody sits before an empty counter";
  EXPECT_EQ(next({ticket(8, 9, 3), ticket(9, 8, 5)}), 9) << "the earlier time";
}

TEST(Next, who_comes_late_waits_like_the_others) {
  EXPECT_EQ(next({ticket(7, 5), ticket(9, 4, 19)}), 9) << "fifteen minutes late is in time";
  EXPECT_EQ(next({ticket(7, 5), ticket(9, 4, 20)}), 7);
}

TEST(Next, two_in_a_row_do_not_starve_who_waits_half_an_hour) {
  const std::vector<Ticket> two{ticket(3, 30, 20), ticket(2, 30, 40)}, one{ticket(3, 30, 20), ticket(2, 50)};
  EXPECT_EQ(next({ticket(1, 30), ticket(9, 4, 2)}, two), 1);
  EXPECT_EQ(next({ticket(1, 29), ticket(9, 4, 2)}, two), 9);
  EXPECT_EQ(next({ticket(1, 90), ticket(9, 4, 2)}, one), 9);
}

TEST(UsualWait, is_said_on_evidence_only) {
  std::vector<Ticket> called;
  const auto add = [&](int taken_ago, int called_ago, bool booked = false) {
    Ticket t = ticket(1, taken_ago, booked ? std::optional(1) : std::nullopt);
    t.called_at = now.plus_seconds(-60 * called_ago);
    called.push_back(t);
  };
  for (int i = 0; i < 4; ++i) add(30, 10);
  add(100, 1, true);
  add(300, 121);
  EXPECT_EQ(usual_wait_minutes(called, now), std::nullopt) << "four, one with an appointment, one long ago";
  add(12, 11);
  EXPECT_EQ(usual_wait_minutes(called, now), 20);
  for (int i = 0; i < 10; ++i) add(22, 20);
  EXPECT_EQ(usual_wait_minutes(called, now), 5);
}

class Queue : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Queue() : World(GetParam()) { at("2026-11-23", "09:00"); }
  std::int64_t give(std::string_view subject = "papers") {
    const auto t = take_ticket_by_desk(office, officer, subject, "");
    EXPECT_EQ(why(t), "");
    return t ? t->number : 0;
  }
  std::int64_t call(int counter) {
    const auto called = call_next(office, officer, counter, "");
    EXPECT_EQ(why(called), "");
    return called && called->next ? called->next->number : 0;
  }
  Ticket at_counter(int counter) {
    for (const Ticket& t : db->read([&](db::Session& s) { return queue_now(s, office, town); }).called) {
      if (t.counter == counter && t.state == "called") return t;
    }
    return {};
  }
  std::string step(int counter, TicketStep s) {
    const Ticket t = at_counter(counter);
    return why(step_ticket(office, officer, t.id, t.version, s));
  }
};

TEST_P(Queue, counters_call_in_turn_and_the_day_begins_at_one) {
  EXPECT_EQ(give(), 1);
  EXPECT_EQ(give(), 2);
  EXPECT_EQ(give(), 3);
  EXPECT_EQ(call(1), 1);
  EXPECT_EQ(call(2), 2);
  EXPECT_EQ(step(1, TicketStep::recall), "");
  EXPECT_EQ(at_counter(1).calls, 2);
  EXPECT_EQ(call(1), 3) << "what counter 1 had is done";
  EXPECT_EQ(step(2, TicketStep::put_back), "");
  EXPECT_EQ(call(2), 2);
  EXPECT_EQ(step(2, TicketStep::noshow), "");
  EXPECT_EQ(call(2), 0) << "nobody waits";
  EXPECT_EQ(why(call_next(office, officer, 3, "")), "not_in_list");
  EXPECT_EQ(why(call_next(office, mayor, 1, "")), "not_your_function");
  give();
  at("2026-11-24", "08:00");
  tidy_up(office);
  EXPECT_EQ(call(1), 0) << "yesterday's is closed";
  EXPECT_EQ(give(), 1);
}

TEST_P(Queue, many_at_once_get_different_numbers_and_are_called_once) {
  constexpr int people = 12;
  auto wide = db->read([&](db::Session& s) { return find_plan(s, town); }).value();
  wide.counters = people;
  ASSERT_EQ(why(keep_plan(office, officer, wide, "")), "");
  std::mutex mutex;
  std::multiset<std::int64_t> numbers, called;
  const auto at_once = [&](const std::function<std::int64_t(int)>& act, std::multiset<std::int64_t>& into) {
    std::vector<std::thread> threads;
    for (int i = 0; i < people; ++i) {
      threads.emplace_back([&, i] {
        const auto number = act(i);
        const std::lock_guard lock(mutex);
        into.insert(number);
      });
    }
    for (auto& thread : threads) thread.join();
  };
  at_once([&](int) { return give(); }, numbers);
  at_once([&](int i) { return call(1 + i); }, called);
  for (std::int64_t n = 1; n <= people; ++n) {
    EXPECT_EQ(numbers.count(n), 1u) << n;
    EXPECT_EQ(called.count(n), 1u) << n;
  }
}

TEST_P(Queue, an_appointment_is_called_at_its_time_and_marked_by_its_ticket) {
  const auto booked = book_for(office, officer, wish("2026-11-23", "09:20"), "");
  ASSERT_EQ(why(booked), "");
  const auto key = make_kiosk_key(office, officer);
  ASSERT_EQ(why(key), "");
  const Kiosk kiosk{town, *key};
  give();
  give();
  EXPECT_EQ(why(check_in(office, {town, "wrong"}, booked->number, "")), "appointments.not_a_kiosk");
  EXPECT_EQ(why(check_in(office, kiosk, "PAZ14-A26-000000", "")), "appointments.no_such_number");
  const auto here = check_in(office, kiosk, booked->number, "");
  ASSERT_EQ(why(here), "");
  EXPECT_EQ(check_in(office, kiosk, booked->number, "")->number, here->number) << "the same ticket again";
  EXPECT_EQ(call(1), 1) << "twenty minutes early";
  at("2026-11-23", "09:21");
  EXPECT_EQ(call(1), here->number);
  EXPECT_EQ(kept(booked->id).state, State::unknown);
  EXPECT_TRUE(kept(booked->id).arrived_at);
  EXPECT_EQ(step(1, TicketStep::done), "");
  EXPECT_EQ(kept(booked->id).state, State::seen);
  const auto tomorrow = book_for(office, officer, wish("2026-11-24", "09:20"), "");
  EXPECT_EQ(why(check_in(office, kiosk, tomorrow->number, "")), "appointments.not_today");
}

TEST_P(Queue, a_tablet_needs_its_key_and_a_new_key_ends_the_old) {
  const auto first = make_kiosk_key(office, officer);
  EXPECT_EQ(why(take_ticket(office, {town, *first}, "papers", "")), "");
  EXPECT_EQ(why(take_ticket(office, {town, ""}, "papers", "")), "appointments.not_a_kiosk");
  EXPECT_EQ(why(take_ticket(office, {{"PAZ21"}, *first}, "papers", "")), "appointments.not_a_kiosk");
  EXPECT_EQ(why(take_ticket(office, {town, *first}, "nonsense", "")), "not_in_list");
  const auto one = take_ticket(office, {town, *first}, "papers", "double-click");
  EXPECT_EQ(take_ticket(office, {town, *first}, "papers", "double-click")->number, one->number);
  ASSERT_EQ(why(make_kiosk_key(office, officer)), "");
  EXPECT_EQ(why(take_ticket(office, {town, *first}, "papers", "")), "appointments.not_a_kiosk");
  EXPECT_EQ(why(make_kiosk_key(office, mayor)), "not_your_function");
}

TEST_P(Queue, contacts_are_erased_when_their_time_has_come) {
  auto b = wish("2026-11-24", "10:20");
  b.name = "Ани";
  b.phone = "0888123456";
  const auto booked = ask(b);
  ASSERT_EQ(why(booked), "");
  at("2026-12-08", "08:00");
  tidy_up(office);
  EXPECT_EQ(kept(booked->id).phone, "+359888123456") << "fourteen days are not over";
  at("2026-12-09", "08:00");
  tidy_up(office);
  EXPECT_EQ(kept(booked->id).phone + kept(booked->id).name + kept(booked->id).email, "");
  EXPECT_TRUE(kept(booked->id).erased_at);
  EXPECT_EQ(why(look_at(office, key(*booked))), "appointments.wrong_number_or_secret");
}

INSTANTIATE_TEST_SUITE_P(Engines, Queue, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::appointments
