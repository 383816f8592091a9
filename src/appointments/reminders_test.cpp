#include "appointments/reminders.h"

#include <set>

#include "appointments/figures.h"
#include "appointments/world_test.h"

namespace gishe::appointments {
namespace {

class Reminders : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Reminders() : World(GetParam()) { sms_goes_out(true); }
  ~Reminders() override { sms_goes_out(false); }

  struct Queued {
    std::string to, channel, subject, body;
  };
  std::vector<Queued> queued() {
    static const db::Query all{"t.messages",
                               "SELECT to_address, channel, subject, body FROM message ORDER BY queued_at, id"};
    std::vector<Queued> list;
    db->read([&](db::Session& s) {
      s.each(all, {}, [&](const db::Row& r) { list.push_back({r.string(0), r.string(1), r.string(2), r.string(3)}); });
    });
    return list;
  }
  Booked with(std::string_view email, std::string_view phone, bool two_hours = false) {
    auto b = wish("2026-11-25", "10:20");
    if (email.empty()) b.minute += 20 * m_without_mail++;  // two counters are not enough for all
    b.name = "Ани";
    b.subject = "home_help";
    b.email = email;
    b.phone = phone;
    b.two_hours = two_hours;
    const auto booked = ask(b);
    EXPECT_EQ(why(booked), "");
    return booked ? *booked : Booked{};
  }
  int m_without_mail = 0;
  std::vector<Reminder> of(const Booked& booked) {
    return db->read([&](db::Session& s) { return list_reminders(s, town, booked.id); });
  }
};

TEST_P(Reminders, leave_the_day_before_at_ten_and_two_hours_before_once_each) {
  const auto booked = with("ani@example.bg", "", true);
  EXPECT_EQ(send_due_reminders(office), 0);
  at("2026-11-24", "09:59");
  EXPECT_EQ(send_due_reminders(office), 0);
  at("2026-11-24", "10:00");
  EXPECT_EQ(send_due_reminders(office), 1);
  EXPECT_EQ(send_due_reminders(office), 0);
  at("2026-11-25", "08:20");
  EXPECT_EQ(send_due_reminders(office), 1);
  EXPECT_EQ(send_due_reminders(office), 0);
  const auto messages = queued();
  ASSERT_EQ(messages.size(), 2u);
  for (const Queued& m : messages) {
    EXPECT_EQ(m.to, "ani@example.bg");
    EXPECT_EQ((m.subject + m.body).find("Ани"), std::string::npos) << "no name";
    EXPECT_EQ((m.subject + m.body).find("home"), std::string::npos) << "no subject";
  }
  EXPECT_EQ(of(booked).front().state, "queued");
}

TEST_P(Reminders, go_by_sms_to_a_mobile_number_where_there_is_a_gateway) {
  with("", "0888 123 456");
  sms_goes_out(false);
  const auto other = with("", "0888 123 457");
  sms_goes_out(true);
  with("", "0350 62 208");
  at("2026-11-24", "10:00");
  EXPECT_EQ(send_due_reminders(office), 2) << "a line in the wall gets none";
  std::set<std::string> to;  // both are due at the same moment: in no order
  for (const Queued& m : queued()) {
    EXPECT_EQ(m.channel, "sms");
    to.insert(m.to);
  }
  EXPECT_EQ(to, (std::set<std::string>{"+359888123456", "+359888123457"}));
  EXPECT_EQ(of(other).size(), 1u);
}

TEST_P(Reminders, a_contact_gets_no_more_than_two_whoever_books_with_it) {
  with("ani@example.bg", "");
  auto b = wish("2026-11-25", "14:00");
  b.email = "ani@example.bg";
  for (int i = 0; i < 3; ++i, b.minute += 20) EXPECT_EQ(why(ask(b)), "");
  at("2026-11-24", "10:00");
  EXPECT_EQ(send_due_reminders(office), 2);
}

TEST_P(Reminders, a_moved_one_reminds_of_the_new_time_and_a_cancelled_one_not_at_all) {
  const auto moved = with("ani@example.bg", ""), gone = with("bo@example.bg", "");
  ASSERT_EQ(why(move(office, key(moved), Day::from_iso("2026-11-26").value(), 9 * 60, "")), "");
  ASSERT_EQ(why(cancel(office, key(gone), "")), "");
  at("2026-11-24", "10:00");
  EXPECT_EQ(send_due_reminders(office), 0);
  at("2026-11-25", "10:00");
  EXPECT_EQ(send_due_reminders(office), 1);
  EXPECT_EQ(queued().front().to, "ani@example.bg");
}

TEST_P(Reminders, what_the_desk_changes_is_told_and_yesterdays_words_are_not_said) {
  const auto booked = with("ani@example.bg", "");
  ASSERT_EQ(why(step_by_desk(office, officer, {booked.id, 1, Step::revoke}, "")), "");
  EXPECT_EQ(send_due_reminders(office), 1);
  const auto late = with("bo@example.bg", "");
  at("2026-11-25", "07:00");
  EXPECT_EQ(send_due_reminders(office), 0) << "tomorrow is today by now";
  EXPECT_EQ(of(late).front().state, "dropped");
}

INSTANTIATE_TEST_SUITE_P(Engines, Reminders, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST(Figures, nothing_under_five_shows_or_follows) {
  for (std::int64_t came = 0; came < 12; ++came) {
    for (std::int64_t missed = 0; missed < 8; ++missed) {
      for (std::int64_t excused = 0; excused < 8; ++excused) {
        const Month m = suppress({"2026-11", came, missed, excused, 0, 0, came, missed, 0, 0});
        for (const auto& n : {m.booked, m.came, m.no_show, m.excused, m.served, m.left}) {
          EXPECT_TRUE(!n || *n == 0 || *n >= smallest_shown);
        }
        if (!m.booked) continue;
        const int hidden = (m.came ? 0 : 1) + (m.no_show ? 0 : 1) + (m.excused ? 0 : 1);
        EXPECT_NE(hidden, 1) << "one hidden number follows from the total";
        EXPECT_EQ(m.served.has_value(), m.left.has_value());
      }
    }
  }
}

}  // namespace
}  // namespace gishe::appointments
