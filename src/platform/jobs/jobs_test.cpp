#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <semaphore>
#include <thread>

#include "platform/db/testing.h"
#include "platform/jobs/once.h"
#include "platform/jobs/rules.h"

namespace gishe::jobs {
namespace {

inline constexpr RefusalCode refused{"jobs_test.refused", 422};

class JobsTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  SetClock m_clock{{1'795'300'000'000'000}};
  const Actor m_actor{AccountId::make(), "", {}, ""};
  std::atomic<int> m_runs = 0;

  Result<std::string> act(std::string_view key, std::string_view name = "send", std::string_view content = "c",
                          bool refuse = false) {
    return m_db->write([&](db::Tx& tx) {
      return once(tx, m_clock, m_actor, key, name, content, [&]() -> Result<std::string> {
        ++m_runs;
        if (refuse) return refused;
        return "answer " + std::to_string(m_runs.load());
      });
    });
  }
};

TEST_P(JobsTest, a_second_call_gets_the_first_answer) {
  EXPECT_EQ(*act("key"), "answer 1");
  EXPECT_EQ(*act("key"), "answer 1");
  EXPECT_EQ(m_runs, 1);
  EXPECT_EQ(*act("other key"), "answer 2");
}

TEST_P(JobsTest, a_key_used_for_something_else_is_refused) {
  EXPECT_TRUE(act("key").ok());
  EXPECT_TRUE(act("key", "decline").refusals().front().is(key_used_differently));
  EXPECT_TRUE(act("key", "send", "other").refusals().front().is(key_used_differently));
}

TEST_P(JobsTest, no_key_no_promise) {
  EXPECT_EQ(*act(""), "answer 1");
  EXPECT_EQ(*act(""), "answer 2");
}

TEST_P(JobsTest, a_refused_form_may_be_sent_again) {
  EXPECT_FALSE(act("key", "send", "c", true).ok());
  EXPECT_EQ(*act("key", "send", "mended"), "answer 2");
}

TEST_P(JobsTest, eight_clicks_at_once_act_once) {
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (auto& answer : answers) threads.emplace_back([&] { answer = *act("key"); });
  for (auto& thread : threads) thread.join();
  for (const auto& answer : answers) EXPECT_EQ(answer, "answer 1");
  EXPECT_EQ(m_runs, 1);
}

TEST_P(JobsTest, old_keys_are_forgotten_after_thirty_days) {
  EXPECT_TRUE(act("key").ok());
  m_clock.move_to(m_clock.now().plus_seconds(29 * 86400));
  EXPECT_EQ(m_db->write([&](db::Tx& tx) { return forget_old_keys(tx, m_clock); }), 0);
  m_clock.move_to(m_clock.now().plus_seconds(2 * 86400));
  EXPECT_EQ(m_db->write([&](db::Tx& tx) { return forget_old_keys(tx, m_clock); }), 1);
}

TEST_P(JobsTest, the_rule_in_force_is_the_own_one_then_the_general_one) {
  static const db::Query q_add{"test.add_rule",
                               "INSERT INTO deadline_rule (municipality, code, from_on, until_on, days, basis, mark) "
                               "VALUES ($1, 'test.answer', $2, $3, $4, 'basis', 'K')"};
  const auto add = [&](const char* municipality, const char* from, std::optional<std::string> until, int days) {
    m_db->write([&](db::Tx& tx) { tx.run(q_add, {municipality, from, until, days}); });
  };
  add("", "2020-01-01", "2025-12-31", 30);
  add("", "2026-01-01", std::nullopt, 14);
  add("PAZ14", "2026-06-01", std::nullopt, 7);
  const auto days = [&](const char* municipality, const char* on) {
    return m_db->read([&](db::Session& s) {
      const auto rule = find_rule(s, "test.answer", {municipality}, *Day::from_iso(on));
      return rule ? rule->days : -1;
    });
  };
  EXPECT_EQ(days("PAZ14", "2019-12-31"), -1);
  EXPECT_EQ(days("PAZ14", "2025-12-31"), 30);
  EXPECT_EQ(days("PAZ14", "2026-05-31"), 14);
  EXPECT_EQ(days("PAZ14", "2026-06-01"), 7);
  EXPECT_EQ(days("SOF46", "2026-06-01"), 14);
}

INSTANTIATE_TEST_SUITE_P(Engines, JobsTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST(Runner, tries_a_job_that_throws_again) {
  std::counting_semaphore<> ran{0};
  Runner runner;
  runner.every(
      "bad", 1,
      [&] {
        ran.release();
        throw std::runtime_error("as the test wants");
      },
      Runner::First::at_start);
  runner.start();
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(ran.try_acquire_for(std::chrono::seconds(5))) << i;
}

TEST(Runner, does_a_rare_job_once_at_start_and_others_after_their_pause) {
  std::counting_semaphore<> daily{0}, hourly{0};
  Runner runner;
  runner.every("daily", 86'400, [&] { daily.release(); }, Runner::First::at_start);
  runner.every("hourly", 3600, [&] { hourly.release(); });
  runner.start();
  ASSERT_TRUE(daily.try_acquire_for(std::chrono::seconds(5)));
  EXPECT_FALSE(daily.try_acquire_for(std::chrono::milliseconds(20)));
  EXPECT_FALSE(hourly.try_acquire());
}

}  // namespace
}  // namespace gishe::jobs
