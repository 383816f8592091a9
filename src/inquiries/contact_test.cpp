#include "inquiries/contact_counts.h"
#include "inquiries/world_test.h"

namespace gishe::inquiries {
namespace {

class Contacts : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Contacts() : World(GetParam()) {}
  access::Scope eyes(const Actor& who) { return access::scope(who, access::Action::count_contact); }
  std::vector<Contact> own(const Actor& who) {
    return db->read([&](db::Session& s) { return list_own_contacts(s, eyes(who), 50); });
  }
  std::int64_t counted(CountBy by, std::string_view key) {
    std::int64_t n = 0;
    const auto counts = db->read([&](db::Session& s) {
      return count_contacts_by(s, eyes(officer), by, *Day::of(2026, 1, 1), *Day::of(2027, 1, 1));
    });
    for (const auto& c : counts) n += c.key == key ? c.n : 0;
    return n;
  }
};

TEST_P(Contacts, is_counted_once_though_clicked_twice) {
  const auto first = count_contact(office, officer, contact(), "key");
  const auto second = count_contact(office, officer, contact(), "key");
  ASSERT_EQ(why(first), "");
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(own(officer).size(), 1U);
  EXPECT_EQ(counted(CountBy::topic, "heating"), 1);
  EXPECT_EQ(counted(CountBy::settlement, "43369"), 1);
  EXPECT_EQ(counted(CountBy::target_group, "-"), 1) << "not said";
}

TEST_P(Contacts, who_may_count_and_who_may_not) {
  EXPECT_EQ(why(count_contact(office, worker, contact(), "")), "");
  EXPECT_EQ(why(count_contact(office, World::actor(Function::centre_manager, town), contact(), "")), "");
  EXPECT_EQ(why(count_contact(office, mayor, contact(), "")), "not_your_function");
  EXPECT_EQ(why(count_contact(office, neighbour, contact(), "")), "not_in_list") << "a village of another municipality";
}

TEST_P(Contacts, every_code_must_be_known) {
  NewContact n = contact();
  n.topics = {"nonsense"};
  EXPECT_EQ(why(count_contact(office, officer, n, "")), "not_in_list");
  n = contact();
  n.services = {ServiceId::make()};
  EXPECT_EQ(why(count_contact(office, officer, n, "")), "not_in_list");
  n.services = {service, service};
  EXPECT_EQ(why(count_contact(office, officer, n, "")), "") << "named twice counts once";
}

TEST_P(Contacts, is_put_right_the_same_day_by_whoever_wrote_it) {
  const auto id = count_contact(office, officer, contact(), "");
  ASSERT_TRUE(id);
  NewContact better = contact();
  better.topics = {"housing", "heating"};
  better.outcome = "signposted";
  EXPECT_EQ(why(correct_contact(office, colleague, {*id, 1}, better, "")), "inquiries.not_todays");
  EXPECT_EQ(why(correct_contact(office, neighbour, {*id, 1}, contact(), "")), "not_found");
  EXPECT_EQ(why(correct_contact(office, officer, {*id, 1}, better, "")), "");
  EXPECT_EQ(why(correct_contact(office, officer, {*id, 1}, better, "")), "changed_meanwhile");
  EXPECT_EQ(counted(CountBy::topic, "housing"), 1);
  EXPECT_EQ(counted(CountBy::outcome, "signposted"), 1);
  const auto lines = db->read([&](db::Session& s) { return ledger::list_for_subject(s, town, id->value, 10); });
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines.front().body.find("contact.corrected"), std::string::npos);
  EXPECT_NE(lines.front().body.find("topics"), std::string::npos);
  clock.move_to(office.now().plus_seconds(86'400));
  EXPECT_EQ(why(withdraw_contact(office, officer, {*id, 2}, "")), "inquiries.not_todays");
}

TEST_P(Contacts, withdrawn_it_is_counted_no_more) {
  const auto id = count_contact(office, officer, contact(), "");
  ASSERT_TRUE(id);
  EXPECT_EQ(why(withdraw_contact(office, officer, {*id, 1}, "")), "");
  EXPECT_EQ(counted(CountBy::topic, "heating"), 0);
  EXPECT_EQ(counted(CountBy::channel, "desk"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Contacts, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST(ContactRule, a_paper_form_keeps_its_true_day) {
  const Day today = *Day::of(2026, 11, 23);
  NewContact n;
  n.topics = {"heating"};
  n.on = today.plus_days(-40);
  EXPECT_TRUE(why_not_count(n, today).empty());
  n.on = today.plus_days(1);
  EXPECT_TRUE(why_not_count(n, today).front().is(day_in_future));
  n.on = today.plus_days(-400);
  EXPECT_TRUE(why_not_count(n, today).front().is(day_too_old));
  n.on = today;
  n.topics.assign(6, "heating");
  EXPECT_TRUE(why_not_count(n, today).front().is(too_many_topics));
}

TEST(ContactCounts, small_numbers_never_show_and_never_follow_from_the_total) {
  for (int a = 0; a < 8; ++a) {
    for (int b = 0; b < 8; ++b) {
      for (int c = 0; c < 12; ++c) {
        const CountTable t =
            suppress({{"2026-11", "a", a}, {"2026-11", "b", b}, {"2026-11", "c", c}, {"2026-11", "", a + b + c}},
                     {"2026-11"}, {"a", "b", "c"});
        std::int64_t left = a + b + c;
        int hidden = 0;
        for (const auto& row : t.cells) {
          EXPECT_TRUE(!row[0] || *row[0] >= smallest_shown);
          left -= row[0].value_or(0);
          hidden += row[0] ? 0 : 1;
        }
        if (!t.totals[0]) continue;
        EXPECT_GE(*t.totals[0], smallest_shown);
        EXPECT_TRUE(left == 0 || (hidden >= 2 && left >= smallest_shown)) << a << ' ' << b << ' ' << c;
      }
    }
  }
}

TEST(ContactCounts, twelve_months_end_with_this_one) {
  const auto months = last_months(*Day::of(2026, 2, 5), 12);
  EXPECT_EQ(months.front(), "2025-03");
  EXPECT_EQ(months.back(), "2026-02");
}

}  // namespace
}  // namespace gishe::inquiries
