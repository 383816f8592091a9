#include "appointments/appointments.h"
#include "appointments/calendar_file.h"
#include "appointments/world_test.h"

namespace gishe::appointments {
namespace {

Day day(std::string_view iso) { return Day::from_iso(iso).value(); }
int minute(std::string_view clock) { return minute_from_clock(clock).value(); }

TEST(CivilTime, is_what_clocks_show_in_winter_and_summer) {
  use_sofia();
  EXPECT_EQ(instant_of(day("2026-11-23"), minute("10:20"))->iso(), "2026-11-23T08:20:00Z");
  EXPECT_EQ(instant_of(day("2026-07-01"), minute("10:20"))->iso(), "2026-07-01T07:20:00Z");
  EXPECT_EQ(instant_of(day("2026-11-23"), 0)->iso(), "2026-11-22T22:00:00Z");
}

TEST(CivilTime, on_the_night_clocks_go_forward_an_hour_is_not_there) {
  use_sofia();
  const Day night = day("2026-03-29");
  EXPECT_EQ(instant_of(night, minute("02:55"))->iso(), "2026-03-29T00:55:00Z");
  EXPECT_FALSE(instant_of(night, minute("03:00")));
  EXPECT_FALSE(instant_of(night, minute("03:55")));
  EXPECT_EQ(instant_of(night, minute("04:00"))->iso(), "2026-03-29T01:00:00Z");
}

TEST(CivilTime, on_the_night_clocks_go_back_an_hour_means_its_first_time) {
  use_sofia();
  const Day night = day("2026-10-25");
  EXPECT_EQ(instant_of(night, minute("02:55"))->iso(), "2026-10-24T23:55:00Z");
  EXPECT_EQ(instant_of(night, minute("03:30"))->iso(), "2026-10-25T00:30:00Z") << "the second would be 01:30Z";
  EXPECT_EQ(instant_of(night, minute("04:00"))->iso(), "2026-10-25T02:00:00Z");
}

TEST(CivilTime, every_minute_of_two_years_comes_back_as_it_was) {
  use_sofia();
  for (Day d = day("2026-01-01"); d < day("2028-01-01"); d = d.plus_days(1)) {
    for (int m = 0; m < 24 * 60; m += 35) {
      const auto at = instant_of(d, m);
      if (!at) {
        EXPECT_EQ(m / 60, 3) << d.iso();
        continue;
      }
      const LocalTime shown = local_time(*at);
      ASSERT_EQ(shown.day, d);
      ASSERT_EQ(shown.hour * 60 + shown.minute, m) << d.iso();
    }
  }
}

TEST(Hours, are_read_as_people_write_them) {
  EXPECT_EQ(hours_text(hours_from("9:00-12:00,13.00 – 17:30").value()), "09:00-12:00, 13:00-17:30");
  EXPECT_TRUE(hours_from("  ")->empty());
  EXPECT_EQ(hours_from("00:00-24:00")->front(), (Period{0, 1440}));
  for (const char* bad : {"9-12", "12:00-9:00", "9:00-12:00, 11:00-13:00", "9:02-12:00", "9:00", "25:00-26:00", "x",
                          "9:00-12:00,,13:00-14:00", "9:60-12:00", "-", "9:00-24:05"}) {
    EXPECT_FALSE(hours_from(bad)) << bad;
  }
}

TEST(Slots, fit_whole_into_their_period) {
  use_sofia();
  Plan p;
  p.slot_minutes = 25;
  p.week[0] = hours_from("09:00-10:00, 13:00-13:20").value();
  EXPECT_EQ(slots_on(p, day("2026-11-23")), (std::vector<int>{540, 565})) << "the third would end at 10:15";
  EXPECT_TRUE(slots_on(p, day("2026-11-24")).empty());
  EXPECT_TRUE(is_slot(p, day("2026-11-23"), 565));
  EXPECT_FALSE(is_slot(p, day("2026-11-23"), 570));
}

TEST(Slots, leave_out_the_hour_that_spring_leaves_out_and_count_autumns_once) {
  use_sofia();
  Plan p;
  p.slot_minutes = 20;
  p.week[6] = hours_from("02:40-04:20").value();
  EXPECT_EQ(slots_on(p, day("2026-03-29")), (std::vector<int>{160, 240})) << "02:40 and 04:00";
  EXPECT_EQ(slots_on(p, day("2026-10-25")).size(), 5u);
  EXPECT_EQ(slots_on(p, day("2026-10-18")).size(), 5u);
}

TEST(Slots, special_days_go_before_holidays_and_these_before_the_week) {
  use_sofia();
  Plan p;
  for (auto& hours : p.week) hours = hours_from("09:00-10:00").value();
  EXPECT_TRUE(slots_on(p, day("2026-12-24")).empty());
  p.special[day("2026-12-24")] = {hours_from("09:00-09:20").value(), "дежурство"};
  EXPECT_EQ(slots_on(p, day("2026-12-24")).size(), 1u);
  p.special[day("2026-11-23")] = {};
  EXPECT_TRUE(slots_on(p, day("2026-11-23")).empty());
}

TEST(Holidays, easter_and_the_days_after_a_weekend) {
  EXPECT_EQ(orthodox_easter(2025).iso(), "2025-04-20");
  EXPECT_EQ(orthodox_easter(2026).iso(), "2026-04-12");
  EXPECT_EQ(orthodox_easter(2027).iso(), "2027-05-02");
  for (const char* off : {"2026-04-10", "2026-04-13", "2026-01-01", "2026-03-03", "2026-05-25", "2026-09-07",
                          "2026-12-28", "2027-05-04"}) {
    EXPECT_TRUE(is_public_holiday(day(off))) << off;
  }
  for (const char* on : {"2026-01-02", "2026-05-26", "2026-09-08", "2026-12-29", "2026-11-23", "2026-04-14"}) {
    EXPECT_FALSE(is_public_holiday(day(on))) << on;
  }
}

TEST(States, the_table) {
  EXPECT_EQ(after(State::unknown, Step::came), State::seen);
  EXPECT_EQ(after(State::noshow, Step::came), State::seen) << "who comes late after all";
  EXPECT_EQ(after(State::seen, Step::undo), State::unknown);
  for (const Step step : {Step::came, Step::did_not_come, Step::excuse, Step::revoke, Step::undo}) {
    EXPECT_FALSE(after(State::excused, step)) << "its time may be somebody else's";
    EXPECT_FALSE(after(State::revoked, step));
  }
  for (const State s : {State::unknown, State::seen, State::excused, State::revoked, State::noshow}) {
    EXPECT_EQ(state_from(state_name(s)), s);
  }
}

TEST(CalendarFile, is_folded_and_says_nothing) {
  const std::string cyrillic = "LOCATION:" + std::string(40, 'x') + "ъъъъъъъъъъъъъъъъъъъъъъъъъъъъъъъъъъ";
  const std::string text = folded(cyrillic);
  std::string joined;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = text.find("\r\n", from);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - from, 75u);
    joined += text.substr(from == 0 ? 0 : from + 1, end - (from == 0 ? 0 : from + 1));
    from = end + 2;
  }
  EXPECT_EQ(joined, cyrillic);
  Appointment a;
  a.number = "PAZ14-A26-000001";
  a.name = "Ани";
  a.subject = "home_help";
  a.minutes = 20;
  a.starts_at = World::moment("2026-11-24", "10:20");
  const auto file = calendar_file(a, "Среща", "ет. 1, стая 3", a.starts_at);
  EXPECT_NE(file.find("DTSTART:20261124T082000Z\r\n"), std::string::npos) << file;
  EXPECT_NE(file.find("DTEND:20261124T084000Z\r\n"), std::string::npos);
  EXPECT_NE(file.find("LOCATION:ет. 1\\, стая 3\r\n"), std::string::npos);
  EXPECT_EQ(file.find("Ани"), std::string::npos);
  EXPECT_EQ(file.find("home"), std::string::npos);
}

}  // namespace
}  // namespace gishe::appointments
