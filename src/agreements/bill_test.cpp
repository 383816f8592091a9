#include "agreements/bill.h"

#include <barrier>
#include <random>
#include <set>
#include <thread>

#include "agreements/world_test.h"

namespace gishe::agreements {
namespace {

const Month december{2026, 12};

TEST(MonthOf, begins_and_ends_where_the_calendar_says) {
  EXPECT_EQ(Month::parse("2028-02")->last(), World::day("2028-02-29"));
  EXPECT_EQ((Month{2026, 1}.before().text()), "2025-12");
  for (const char* wrong : {"", "2026", "2026-13", "2026-1", "2026/11", "2026-11-01"})
    EXPECT_FALSE(Month::parse(wrong)) << wrong;
}

TEST(ReportRules, no_more_days_than_the_service_ran) {
  referrals::Served served;
  served.started_on = World::day("2026-12-21");
  const Day today = World::day("2027-01-10");
  Report report;
  report.month = december;
  report.days_attended = 9;
  report.days_absent = 2;
  EXPECT_TRUE(why_not_report(report, served, today).empty()) << "21 to 31 are eleven days";
  report.days_absent = 3;
  EXPECT_TRUE(why_not_report(report, served, today).front().is(days_wrong));
  served.ended_on = World::day("2026-12-22");
  EXPECT_EQ(days_in_service(served, december, today), 2);
  report.month = {2026, 11};
  EXPECT_TRUE(why_not_report(report, served, today).front().is(month_wrong));
  report.month = {2027, 2};
  EXPECT_TRUE(why_not_report(report, served, today).front().is(month_wrong));
}

TEST(BillSum, is_exact_and_never_points_at_a_shielded_person) {
  std::mt19937 random(5);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<referrals::Served> served;
    std::vector<Report> reports;
    const std::int64_t unit = random() % 10'000;
    std::int64_t open_days = 0, hidden_days = 0;
    std::set<PersonId> hidden;
    for (std::size_t i = 0, n = random() % 14; i < n; ++i) {
      referrals::Served s;
      s.id = ReferralId::make();
      s.number = "N" + std::to_string(i);
      s.person = !served.empty() && random() % 4 == 0 ? served.back().person : PersonId::make();
      s.shielded = !served.empty() && s.person == served.back().person ? served.back().shielded : random() % 2 == 0;
      Report r;
      r.referral = s.id;
      r.month = december;
      r.days_attended = static_cast<int>(random() % 32);
      if (s.shielded && r.days_attended > 0) hidden.insert(s.person);
      (s.shielded ? hidden_days : open_days) += r.days_attended;
      served.push_back(s);
      reports.push_back(r);
    }
    const Totals t = add_up(reports, served, unit, december);
    const bool together = hidden.size() >= shielded_people_min;
    const std::int64_t days = open_days + (together ? hidden_days : 0);
    ASSERT_EQ(t.days, days);
    ASSERT_EQ(t.cents, days * unit);
    int without_referral = 0;
    std::int64_t sum = 0;
    for (const BillLine& line : t.lines) {
      sum += line.cents;
      if (!line.referral) ++without_referral;
      for (const auto& s : served) ASSERT_FALSE(s.shielded && line.referral == s.id);
    }
    ASSERT_EQ(sum, t.cents);
    ASSERT_EQ(without_referral, together ? 1 : 0);
  }
}

TEST(BillTable, random_schedules_pay_nothing_that_was_not_confirmed) {
  std::mt19937 random(9);
  for (int schedule = 0; schedule < 10'000; ++schedule) {
    BillState state = BillState::draft;
    bool sent = false;
    for (int step = 0; step < 12; ++step) {
      const auto verb = static_cast<BillVerb>(random() % bill_verb_count);
      const auto* t = find_bill_transition(state, verb, static_cast<Side>(random() % 3));
      if (!t) continue;
      ASSERT_NE(state, BillState::confirmed) << "a confirmed bill stays";
      if (verb == BillVerb::confirm || verb == BillVerb::dispute) {
        ASSERT_TRUE(sent);
        ASSERT_EQ(t->who, Side::asked);
      }
      sent = t->to == BillState::sent;
      state = t->to;
    }
  }
}

class Bills : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  std::string report(const ReferralId& id, int days, const Actor& who, std::int64_t version = 0,
                     Month month = december) {
    Report r;
    r.referral = id;
    r.month = month;
    r.days_attended = days;
    r.words = "Върви добре.";
    r.version = version;
    return why(report_month(w.office, who, r, ""));
  }
  std::string report(const ReferralId& id, int days) { return report(id, days, w.head); }
  SeenBill bill(const Actor& who, const SettlementId& id) {
    return *w.db->read([&](db::Session& s) { return open_bill(s, who, id); });
  }
  std::string open(const Actor& who, const SettlementId& id) {
    return w.db->read([&](db::Session& s) { return why(open_bill(s, who, id)); });
  }
  std::string step(const Actor& who, const SettlementId& id, BillVerb verb, std::string_view reason = "") {
    const auto version = bill(w.supervisor, id).bill.version;
    return why(take_bill_step(w.office, who, id, verb, version, reason, ""));
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Bills, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Bills, days_reported_by_the_provider_become_the_bill_both_sides_see) {
  const auto agreement = w.agreed();
  const auto one = w.in_service("2026-12-01"), two = w.in_service("2026-12-10");
  w.clock.move_to(World::noon("2027-01-05"));
  EXPECT_EQ(report(one, 20), "");
  EXPECT_EQ(report(two, 23), "agreements.days_wrong");
  EXPECT_EQ(report(two, 7), "");
  EXPECT_EQ(report(two, 8), "changed_meanwhile") << "somebody had entered it";
  EXPECT_EQ(report(two, 8, w.head, 1), "");
  EXPECT_EQ(report(one, 3, w.officer), "not_your_function");
  EXPECT_EQ(why(make_bill(w.office, w.supervisor, agreement, {2027, 1}, "")), "agreements.month_not_over");
  EXPECT_EQ(why(make_bill(w.office, w.other_side, agreement, december, "")), "not_found");
  const auto id = make_bill(w.office, w.supervisor, agreement, december, "");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(why(make_bill(w.office, w.supervisor, agreement, december, "")), "agreements.bill_there");
  EXPECT_EQ(open(w.other_side, *id), "not_found") << "a first draft is nobody else's";
  EXPECT_EQ(step(w.supervisor, *id, BillVerb::send), "");
  const auto seen = bill(w.other_side, *id);
  EXPECT_EQ(seen.bill.days, 28);
  EXPECT_EQ(seen.bill.total_cents, 28 * 1450);
  EXPECT_EQ(seen.lines.size(), 2u);
  EXPECT_EQ(report(one, 21, w.head, 1), "agreements.already_billed");
  EXPECT_EQ(open(w.third, *id), "not_found");
  EXPECT_EQ(open(w.head, *id), "not_found");
  EXPECT_EQ(open(w.officer, *id), "not_your_function");

  EXPECT_EQ(step(w.other_side, *id, BillVerb::dispute), "required");
  EXPECT_EQ(step(w.other_side, *id, BillVerb::dispute, "Вторият беше 9 дни."), "");
  EXPECT_EQ(step(w.supervisor, *id, BillVerb::correct), "");
  EXPECT_EQ(report(two, 9, w.head, 2), "");
  EXPECT_EQ(step(w.supervisor, *id, BillVerb::send), "");
  EXPECT_EQ(step(w.supervisor, *id, BillVerb::confirm), "not_from_this_state") << "who pays does not confirm";
  EXPECT_EQ(step(w.other_side, *id, BillVerb::confirm), "");
  EXPECT_EQ(bill(w.supervisor, *id).bill.total_cents, 29 * 1450);
  EXPECT_EQ(bill(w.supervisor, *id).events.size(), 6u);
}

TEST_P(Bills, shielded_people_wait_until_they_are_five) {
  const auto agreement = ask_to_agree(
      w.office, w.supervisor,
      {w.peshtera, "therapy_rehabilitation", {30, 1000, World::day("2026-11-24"), World::day("2027-11-30"), ""}}, "");
  ASSERT_EQ(w.step(w.other_side, *agreement, Verb::accept), "");
  std::vector<ReferralId> people;
  for (int i = 0; i < 6; ++i) people.push_back(w.in_service("2026-12-01"));
  w.clock.move_to(World::noon("2027-02-05"));
  for (const auto& id : people) {
    EXPECT_EQ(report(id, 10), "");
    EXPECT_EQ(report(id, 4, w.head, 0, {2027, 1}), "");
  }
  for (int i = 0; i < 4; ++i) w.shield(people[static_cast<std::size_t>(i)]);
  EXPECT_EQ(report(people[0], 11, w.head, 1), "not_found") << "not named: to the head the person is gone";
  const auto first = make_bill(w.office, w.supervisor, *agreement, december, "");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(step(w.supervisor, *first, BillVerb::send), "");
  EXPECT_EQ(bill(w.other_side, *first).lines.size(), 2u);
  EXPECT_EQ(bill(w.other_side, *first).bill.days, 20);
  const auto sent = bill(w.other_side, *first).lines;
  w.shield(people[4]);
  const auto later = bill(w.other_side, *first).lines;
  ASSERT_EQ(later.size(), sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_FALSE(sent[i].number.empty());
    EXPECT_EQ(later[i].number, sent[i].number) << "what was sent does not say who is shielded since";
  }
  const auto second = make_bill(w.office, w.supervisor, *agreement, {2027, 1}, "");
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(step(w.supervisor, *second, BillVerb::send), "");
  const auto seen = bill(w.other_side, *second);
  ASSERT_EQ(seen.lines.size(), 2u);
  EXPECT_FALSE(seen.lines.back().referral);
  EXPECT_EQ(seen.lines.back().days, 4 * 10 + 5 * 4) << "what waited since December comes along";
  EXPECT_EQ(seen.bill.days, 4 + 60);
}

TEST_P(Bills, two_bills_sent_at_once_have_each_day_once) {
  const auto agreement = ask_to_agree(
      w.office, w.supervisor,
      {w.peshtera, "therapy_rehabilitation", {30, 1000, World::day("2026-11-24"), World::day("2027-11-30"), ""}}, "");
  ASSERT_EQ(w.step(w.other_side, *agreement, Verb::accept), "");
  std::vector<ReferralId> people;
  for (int i = 0; i < 8; ++i) people.push_back(w.in_service("2026-12-01"));
  w.clock.move_to(World::noon("2027-02-05"));
  for (const auto& id : people) ASSERT_EQ(report(id, 10), "");
  SettlementId bills[2];
  bills[0] = *make_bill(w.office, w.supervisor, *agreement, december, "");
  bills[1] = *make_bill(w.office, w.supervisor, *agreement, {2027, 1}, "");
  for (int round = 0; round < 8; ++round) {
    std::string said[2];
    std::barrier together(2);
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 2; ++i) {
        const auto version = bill(w.supervisor, bills[i]).bill.version;
        threads.emplace_back([&, i, version] {
          together.arrive_and_wait();
          said[i] = why(take_bill_step(w.office, w.supervisor, bills[i], BillVerb::send, version, "", ""));
        });
      }
    }
    int days = 0;
    for (int i = 0; i < 2; ++i) {
      EXPECT_TRUE(said[i].empty() || said[i] == "changed_meanwhile") << said[i];
      if (!said[i].empty()) {
        EXPECT_EQ(step(w.supervisor, bills[i], BillVerb::send), "") << "then it is sent without what is in the other";
      }
      days += bill(w.supervisor, bills[i]).bill.days;
    }
    ASSERT_EQ(days, 80);
    for (const auto& id : bills) {
      ASSERT_EQ(step(w.other_side, id, BillVerb::dispute, "Още веднъж."), "");
      ASSERT_EQ(step(w.supervisor, id, BillVerb::correct), "");
    }
  }
}

TEST_P(Bills, what_was_read_before_another_bill_took_it_is_not_taken_again) {
  w.agreed();
  const auto one = w.in_service("2026-12-01");
  w.clock.move_to(World::noon("2027-01-05"));
  ASSERT_EQ(report(one, 20), "");
  const auto read = w.db->read([&](db::Session& s) { return *store::find_report(s, w.lesichovo, one, december); });
  ASSERT_EQ(report(one, 19, w.head, 1), "");
  const auto take = [&](const Report& r, const SettlementId& id) {
    return w.db->write([&](db::Tx& tx) { return store::put_in_bill(tx, r, id); });
  };
  const auto first = SettlementId::make(), second = SettlementId::make();
  EXPECT_FALSE(take(read, first)) << "corrected since";
  const auto now = w.db->read([&](db::Session& s) { return *store::find_report(s, w.lesichovo, one, december); });
  EXPECT_TRUE(take(now, first));
  EXPECT_FALSE(take(now, second));
  w.db->write([&](db::Tx& tx) { store::take_out_of_bill(tx, now, second); });
  EXPECT_FALSE(take(now, second)) << "another bill gives back nothing of the first";
}

TEST_P(Bills, a_service_that_has_ended_is_still_reported) {
  w.agreed();
  const auto id = w.in_service("2026-12-01");
  w.clock.move_to(World::noon("2026-12-18"));
  EXPECT_EQ(why(referrals::take_step(w.office, w.head, {id, "complete", 3, "goal_met", "Ходи сам.", ""}, "")), "");
  w.clock.move_to(World::noon("2027-01-05"));
  EXPECT_EQ(report(id, 19), "agreements.days_wrong");
  EXPECT_EQ(report(id, 12), "");
}

TEST_P(Bills, what_never_began_is_gone_with_its_package) {
  w.agreed();
  const auto id = w.in_service("2026-12-01");
  w.db->write([&](db::Tx& tx) {
    static const db::Query q{"t.never", "UPDATE referral SET state = 'withdrawn', stage = 'closed' WHERE id = $1"};
    static const db::Query e{"t.never_event",
                             "DELETE FROM referral_event WHERE referral_id = $1 AND verb = 'start_service'"};
    tx.run(e, {id});
    tx.run(q, {id});
  });
  EXPECT_EQ(report(id, 1), "not_found");
}

}  // namespace
}  // namespace gishe::agreements
