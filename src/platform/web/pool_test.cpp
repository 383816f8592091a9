// Who may run beside whom, and when an answer may leave.
#include "platform/web/pool.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>

#include "platform/db/db.h"
#include "platform/web/known.h"

namespace gishe::web {
namespace {

using namespace std::chrono_literals;
constexpr auto patience = 10s;

/// A request that is only what the test does with it; `left` is ready when its answer may leave.
struct Asked {
  std::shared_ptr<Job> job = std::make_shared<Job>();
  std::promise<void> promise;
  std::future<void> left = promise.get_future();

  Asked() {
    job->request.method = Method::post;  // nobody looks whether a client is still there
    job->resume = [this] { promise.set_value(); };
  }
};

TEST(pool, one_that_only_waits_lets_the_next_begin) {
  std::promise<void> second_ran;
  std::atomic<int> begun{0};
  std::atomic<bool> alone{true};
  Asked first, second;
  Pool pool(2, 1, 10, [&](Job& job) {
    ++begun;
    if (&job == second.job.get()) return second_ran.set_value();
    std::this_thread::sleep_for(20ms);  // the second is asked for meanwhile
    alone = begun == 1;
    const Waiting others_may_run;
    second_ran.get_future().wait_for(patience);
  });
  pool.push(first.job);
  pool.push(second.job);
  EXPECT_EQ(first.left.wait_for(patience), std::future_status::ready);
  EXPECT_EQ(second.left.wait_for(patience), std::future_status::ready);
  EXPECT_TRUE(alone) << "the second began while the first was running";
}

TEST(pool, no_more_run_at_once_than_it_was_told) {
  std::atomic<int> running{0}, most{0};
  std::vector<Asked> all(40);
  {
    Pool pool(8, 2, 100, [&](Job&) {
      const int now = ++running;
      if (now > most) most = now;
      std::this_thread::sleep_for(1ms);
      --running;
    });
    for (const Asked& one : all) {
      one.job->known = true;
      ASSERT_TRUE(pool.push(one.job));
    }
  }  // stops only when all is done
  for (const Asked& one : all) EXPECT_EQ(one.left.wait_for(0s), std::future_status::ready);
  EXPECT_EQ(most, 2);
}

TEST(pool, an_answer_stays_until_what_was_written_before_it_is_on_disk) {
  for (const bool kept : {true, false}) {
    std::promise<std::shared_ptr<db::HeldAnswer>> began;
    Asked one;
    Pool pool(1, 1, 10, [&](Job&) {
      ++db::HeldAnswer::of_this_thread->waiting;
      began.set_value(db::HeldAnswer::of_this_thread);
    });
    pool.push(one.job);
    const auto held = began.get_future().get();
    EXPECT_EQ(one.left.wait_for(30ms), std::future_status::timeout);
    held->landed(kept);
    ASSERT_EQ(one.left.wait_for(patience), std::future_status::ready);
    EXPECT_EQ(one.job->lost, !kept);
  }
}

TEST(pool, strangers_never_hold_all_places_and_the_known_go_first) {
  std::promise<void> go_on;
  auto gone_on = go_on.get_future().share();
  std::vector<Asked> strangers(8);
  Asked known;
  known.job->known = true;
  std::atomic<int> running{0}, most{0};
  Pool pool(8, 4, 100, [&](Job& job) {
    if (job.known) return;
    const int now = ++running;
    if (now > most) most = now;
    gone_on.wait_for(patience);
    --running;
  });
  for (const Asked& one : strangers) pool.push(one.job);
  while (running < 3) std::this_thread::sleep_for(1ms);
  pool.push(known.job);
  EXPECT_EQ(known.left.wait_for(patience), std::future_status::ready) << "all places were held by strangers";
  EXPECT_EQ(most, 3);
  go_on.set_value();
  for (const Asked& one : strangers) EXPECT_EQ(one.left.wait_for(patience), std::future_status::ready);
  EXPECT_EQ(most, 3);
}

TEST(pool, a_queue_full_of_strangers_still_takes_the_known) {
  std::promise<void> go_on;
  auto gone_on = go_on.get_future().share();
  std::vector<Asked> strangers(5);
  Asked known;
  known.job->known = true;
  Pool pool(1, 1, 4, [&](Job&) { gone_on.wait_for(patience); });
  pool.push(strangers[0].job);
  while (pool.waiting() > 0) std::this_thread::sleep_for(1ms);
  for (int i = 1; i <= 3; ++i) EXPECT_TRUE(pool.push(strangers[static_cast<std::size_t>(i)].job));
  EXPECT_FALSE(pool.push(strangers[4].job));
  EXPECT_TRUE(pool.push(known.job));
  go_on.set_value();
}

TEST(known, a_session_is_remembered_for_ten_to_twenty_minutes) {
  Known known;
  constexpr std::int64_t minute = 60'000'000;
  known.remember("a", 100 * minute);
  EXPECT_TRUE(known.holds("a"));
  EXPECT_FALSE(known.holds("b"));
  known.remember("b", 111 * minute);
  EXPECT_TRUE(known.holds("a"));
  known.remember("c", 122 * minute);
  EXPECT_FALSE(known.holds("a"));
  EXPECT_TRUE(known.holds("b"));
}

TEST(pool, a_full_queue_takes_no_more) {
  std::promise<void> go_on;
  auto gone_on = go_on.get_future().share();
  std::vector<Asked> all(4);
  Pool pool(1, 1, 2, [&](Job&) { gone_on.wait_for(patience); });
  ASSERT_TRUE(pool.push(all[0].job));
  while (pool.waiting() > 0) std::this_thread::sleep_for(1ms);
  EXPECT_TRUE(pool.push(all[1].job));
  EXPECT_TRUE(pool.push(all[2].job));
  EXPECT_FALSE(pool.push(all[3].job));
  go_on.set_value();
}

}  // namespace
}  // namespace gishe::web
