#include <atomic>
#include <thread>

#include "appointments/world_test.h"

namespace gishe::appointments {
namespace {

class Booking : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Booking() : World(GetParam()) {}
};

TEST_P(Booking, is_kept_seen_moved_and_cancelled_by_number_and_secret) {
  const auto booked = ask(wish());
  ASSERT_EQ(why(booked), "");
  EXPECT_EQ(booked->number.substr(0, 10), "PAZ14-A26-");
  EXPECT_EQ(free_at("2026-11-24", "10:20"), 1);
  ASSERT_EQ(why(look_at(office, key(*booked))), "");
  EXPECT_EQ(why(look_at(office, {booked->number, "AAAA-AAAA", "10.0.0.2"})), "appointments.wrong_number_or_secret");
  EXPECT_EQ(why(look_at(office, {"PAZ14-A26-000000", booked->secret, "10.0.0.2"})),
            "appointments.wrong_number_or_secret");
  const auto moved = move(office, key(*booked), Day::from_iso("2026-11-25").value(), 9 * 60, "");
  ASSERT_EQ(why(moved), "");
  EXPECT_EQ(moved->starts_at, moment("2026-11-25", "09:00"));
  EXPECT_EQ(free_at("2026-11-24", "10:20"), 2);
  EXPECT_EQ(free_at("2026-11-25", "09:00"), 1);
  const auto cancelled = cancel(office, key(*booked), "");
  ASSERT_EQ(why(cancelled), "");
  EXPECT_EQ(cancelled->state, State::excused);
  EXPECT_EQ(free_at("2026-11-25", "09:00"), 2);
  EXPECT_EQ(why(cancel(office, key(*booked), "")), "not_from_this_state");
}

TEST_P(Booking, a_double_click_books_once_and_shows_the_same_secret) {
  const auto first = ask(wish(), "10.0.0.1", "form-key");
  const auto second = ask(wish(), "10.0.0.1", "form-key");
  ASSERT_EQ(why(second), "");
  EXPECT_EQ(first->number, second->number);
  EXPECT_EQ(first->secret, second->secret);
  EXPECT_EQ(free_at("2026-11-24", "10:20"), 1);
}

TEST_P(Booking, only_within_hours_notice_and_reach) {
  EXPECT_EQ(why(ask(wish("2026-11-24", "12:20"))), "appointments.no_such_slot");
  EXPECT_EQ(why(ask(wish("2026-11-24", "10:25"))), "appointments.no_such_slot");
  EXPECT_EQ(why(ask(wish("2026-11-28", "10:20"))), "appointments.no_such_slot") << "a Saturday";
  EXPECT_EQ(why(ask(wish("2026-11-23", "11:40"))), "appointments.too_soon");
  EXPECT_EQ(why(ask(wish("2026-11-23", "13:00"))), "");
  EXPECT_EQ(why(ask(wish("2026-12-15", "10:20"))), "appointments.too_far");
  auto elsewhere = wish();
  elsewhere.desk = {"PAZ21"};
  EXPECT_EQ(why(ask(elsewhere)), "appointments.no_such_desk");
  EXPECT_EQ(why(book_for(office, officer, wish("2026-11-23", "09:00"), "")), "") << "the desk needs no notice";
  EXPECT_EQ(why(book_for(office, neighbour, wish(), "")), "not_found");
  EXPECT_EQ(why(book_for(office, mayor, wish(), "")), "not_your_function");
}

TEST_P(Booking, contacts_are_tidied_or_refused) {
  auto b = wish();
  b.phone = "0888 123 456";
  b.email = "Ani@Example.BG";
  const auto booked = ask(b);
  ASSERT_EQ(why(booked), "");
  EXPECT_EQ(kept(booked->id).phone, "+359888123456");
  EXPECT_EQ(kept(booked->id).email, "ani@example.bg");
  b.phone = "+44 20 7946 0000";
  EXPECT_EQ(why(ask(b)), "appointments.not_a_phone");
  b.phone.clear();
  b.email = "ani@example.bg\r\nBcc: x@example.bg";
  EXPECT_NE(why(ask(b)), "");
  b.email.clear();
  b.two_hours = true;
  EXPECT_EQ(why(ask(b)), "appointments.no_contact_for_reminder");
  b.two_hours = false;
  b.name = std::string(300, 'x');
  EXPECT_EQ(why(ask(b)), "too_long");
}

TEST_P(Booking, a_robot_does_not_get_everything) {
  auto b = wish();
  b.phone = "0888123456";
  for (int i = 0; i < 2; ++i, b.minute += 20) EXPECT_EQ(why(ask(b, "10.0.9.9")), "");
  EXPECT_EQ(why(ask(b, "10.0.9.9")), "") << "a refusal would tell that this number comes here";
  auto c = wish("2026-11-25", "09:00");
  for (int i = 0; i < nameless_per_network; ++i, c.minute += 20) EXPECT_EQ(why(ask(c)), "") << i;
  EXPECT_EQ(why(ask(c)), "appointments.too_many_today") << "nobody to call";
  c.email = "ani@example.bg";
  for (int i = nameless_per_network; i < bookings_per_network; ++i, c.minute += 20) EXPECT_EQ(why(ask(c)), "") << i;
  EXPECT_EQ(why(ask(c)), "appointments.too_many_today") << "one address";
  c = wish("2026-11-26", "09:00");
  int got = 0;
  for (int i = 0; i < 60; ++i) {
    got += ask(c, "10.0.1." + std::to_string(i)).ok() ? 1 : 0;
    if (i % 2 == 1) c.minute += c.minute == 700 ? 80 : 20;
    if (c.minute >= 1000) c = wish("2026-11-27", "09:00");
  }
  EXPECT_EQ(got + bookings_per_network + 3, plan().online_per_day);
  at("2026-11-24", "08:00");
  EXPECT_EQ(why(ask(wish("2026-12-01", "09:00"), "10.0.1.1")), "") << "tomorrow again";
}

TEST_P(Booking, a_household_with_many_addresses_is_one_network) {
  auto b = wish("2026-11-25", "09:00");
  b.email = "ani@example.bg";
  for (int i = 0; i < bookings_per_network; ++i, b.minute += 20) {
    EXPECT_EQ(why(ask(b, "2001:db8:1:2::" + std::to_string(i + 1))), "") << i;
  }
  EXPECT_EQ(why(ask(b, "2001:db8:1:2::99")), "appointments.too_many_today");
  EXPECT_EQ(why(ask(b, "2001:db8:1:3::1")), "") << "the neighbours";
}

TEST_P(Booking, the_last_place_goes_to_one_of_many) {
  constexpr int people = 24;
  std::atomic<int> got{0}, taken{0}, odd{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < people; ++i) {
    threads.emplace_back([&, i] {
      const auto booked = ask(wish(), "10.0.2." + std::to_string(i));
      ++(booked ? got : why(booked) == "appointments.slot_taken" ? taken : odd);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(odd, 0);
  EXPECT_EQ(got, 2) << "two counters";
  EXPECT_EQ(got + taken, people);
  EXPECT_EQ(free_at("2026-11-24", "10:20"), 0);
}

TEST_P(Booking, a_move_that_finds_nothing_leaves_all_as_it_was) {
  auto there = wish("2026-11-25", "09:00");
  ASSERT_EQ(why(ask(there)), "");
  ASSERT_EQ(why(ask(there)), "");
  const auto mine = ask(wish());
  ASSERT_EQ(why(mine), "");
  EXPECT_EQ(why(move(office, key(*mine), there.day, there.minute, "")), "appointments.slot_taken");
  EXPECT_EQ(kept(mine->id).starts_at, moment("2026-11-24", "10:20"));
  EXPECT_EQ(free_at("2026-11-24", "10:20"), 1);
}

TEST_P(Booking, other_slots_of_another_length_never_overlap_what_is_held) {
  ASSERT_EQ(why(ask(wish())), "");
  ASSERT_EQ(why(ask(wish())), "");
  auto longer = db->read([&](db::Session& s) { return find_plan(s, town); }).value();
  longer.slot_minutes = 30;
  ASSERT_EQ(why(keep_plan(office, officer, longer, "")), "");
  EXPECT_EQ(free_at("2026-11-24", "10:00"), 0) << "until 10:30, and 10:20 is held at both counters";
  EXPECT_EQ(free_at("2026-11-24", "10:30"), 0) << "10:20 lasts until 10:40";
  EXPECT_EQ(free_at("2026-11-24", "11:00"), 2);
  EXPECT_EQ(why(ask(wish("2026-11-24", "10:30"))), "appointments.slot_taken");
}

TEST_P(Booking, the_desk_marks_what_the_clock_allows) {
  const auto booked = book_for(office, officer, wish("2026-11-23", "09:00"), "");
  ASSERT_EQ(why(booked), "");
  const auto step = [&](Step s) {
    return why(step_by_desk(office, officer, {booked->id, kept(booked->id).version, s}, ""));
  };
  EXPECT_EQ(step(Step::did_not_come), "appointments.not_yet");
  EXPECT_EQ(why(step_by_desk(office, neighbour, {booked->id, 1, Step::came}, "")), "not_found");
  EXPECT_EQ(why(step_by_desk(office, officer, {booked->id, 9, Step::came}, "")), "changed_meanwhile");
  EXPECT_EQ(step(Step::came), "");
  EXPECT_EQ(kept(booked->id).state, State::seen);
  EXPECT_EQ(step(Step::undo), "");
  at("2026-11-23", "09:30");
  EXPECT_EQ(step(Step::did_not_come), "");
  EXPECT_EQ(free_at("2026-11-23", "09:00"), 1) << "who did not come still had the time";
  const auto later = book_for(office, officer, wish("2026-11-24", "09:00"), "");
  EXPECT_EQ(why(step_by_desk(office, officer, {later->id, 1, Step::came}, "")), "appointments.not_yet");
  EXPECT_EQ(why(step_by_desk(office, officer, {later->id, 1, Step::revoke}, "")), "");
  EXPECT_EQ(free_at("2026-11-24", "09:00"), 2);
}

TEST_P(Booking, hours_belong_to_officer_and_supervisor_of_the_desk) {
  auto p = db->read([&](db::Session& s) { return find_plan(s, town); }).value();
  EXPECT_EQ(why(keep_plan(office, mayor, p, "")), "not_your_function");
  EXPECT_EQ(why(keep_plan(office, supervisor, p, "")), "");
  EXPECT_EQ(why(keep_plan(office, officer, p, "")), "changed_meanwhile") << "its version is stale";
  Plan first;
  first.slot_minutes = 7;
  EXPECT_EQ(why(keep_plan(office, neighbour, first, "")), "not_in_list");
  first.slot_minutes = 15;
  EXPECT_EQ(why(keep_plan(office, neighbour, first, "")), "");
  const Day off = Day::from_iso("2026-11-25").value();
  EXPECT_EQ(why(keep_special_day(office, officer, off, {})), "");
  EXPECT_EQ(why(ask(wish("2026-11-25", "09:00"))), "appointments.no_such_slot");
  EXPECT_EQ(why(forget_special_day(office, officer, off)), "");
  EXPECT_EQ(why(ask(wish("2026-11-25", "09:00"))), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, Booking, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::appointments
