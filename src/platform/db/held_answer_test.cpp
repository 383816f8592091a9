// Writes that an answer waits for, instead of the one who makes it.
#include <gtest/gtest.h>

#include <future>

#include "platform/db/testing.h"

namespace gishe::db {
namespace {

const Query q_insert{"test.held",
                     "INSERT INTO message (id, queued_at, to_address, kind, subject, body, next_try_at) "
                     "VALUES ($1, 1, 'nobody@example.bg', 'test', '', '', NULL)"};
const Query q_there{"test.held_there", "SELECT 1 FROM message WHERE id = $1"};

class AnswerHeld : public ::testing::TestWithParam<Engine> {
 protected:
  std::unique_ptr<Database> m_db = testing::fresh_database(GetParam());
  std::promise<bool> m_left;  // whether all was kept

  std::shared_ptr<HeldAnswer> hold() {
    auto held = std::make_shared<HeldAnswer>();
    held->go = [this, held = held.get()] { m_left.set_value(!held->failed); };
    HeldAnswer::of_this_thread = held;
    return held;
  }
  bool is_there(const Uuid& id) {
    return m_db->read([&](Session& s) { return s.exists(q_there, {id}); });
  }
};

TEST_P(AnswerHeld, what_is_held_leaves_after_the_commit) {
  const auto held = hold();
  const auto one = Uuid::make(), two = Uuid::make();
  for (const auto& id : {one, two}) m_db->write_before_answer([id](Tx& tx) { tx.run(q_insert, {id}); });
  HeldAnswer::of_this_thread.reset();
  held->landed(true);
  EXPECT_TRUE(m_left.get_future().get());
  EXPECT_TRUE(is_there(one) && is_there(two));
}

TEST_P(AnswerHeld, a_write_that_fails_keeps_the_answer_back) {
  const auto held = hold();
  const auto id = Uuid::make();
  bool said_at_once = false;
  try {
    m_db->write_before_answer([id](Tx& tx) {
      tx.run(q_insert, {id});
      throw std::runtime_error("a fault");
    });
  } catch (const std::runtime_error&) {
    said_at_once = true;  // an engine may also wait here
  }
  HeldAnswer::of_this_thread.reset();
  held->landed(true);
  EXPECT_NE(m_left.get_future().get(), said_at_once ? false : true);
  EXPECT_FALSE(is_there(id));
}

TEST_P(AnswerHeld, where_nothing_is_held_it_waits_itself) {
  const auto id = Uuid::make();
  m_db->write_before_answer([id](Tx& tx) { tx.run(q_insert, {id}); });
  EXPECT_TRUE(is_there(id));
}

INSTANTIATE_TEST_SUITE_P(Engines, AnswerHeld, ::testing::ValuesIn(testing::engines()), testing::engine_name);

}  // namespace
}  // namespace gishe::db
