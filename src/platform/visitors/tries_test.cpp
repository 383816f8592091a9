#include "platform/visitors/tries.h"

#include <gtest/gtest.h>

#include "platform/db/testing.h"

namespace gishe::visitors {
namespace {

class Tries : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> database = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  Instant now{1'800'000'000'000'000};

  std::int64_t wait(const TriedAt& at) {
    return database->read([&](db::Session& s) { return still_to_wait(s, at, now); });
  }
  void miss(const TriedAt& at) {
    database->write([&](db::Tx& tx) { count_wrong_try(tx, at, now); });
  }
};

TEST(TriesRule, waiting_grows_and_ends_at_an_hour) {
  EXPECT_EQ(wait_seconds(2), 0);
  EXPECT_EQ(wait_seconds(3), 30);
  EXPECT_EQ(wait_seconds(4), 60);
  EXPECT_EQ(wait_seconds(1000), 3600);
}

TEST_P(Tries, a_number_is_slowed_for_one_network_and_a_network_for_all_numbers) {
  const MunicipalityCode town{"PAZ14"};
  const auto mine = tried_at(vault, town, "PAZ14-26-000001", "10.0.0.1");
  for (int i = 0; i < free_tries; ++i) {
    EXPECT_EQ(wait(mine), 0);
    miss(mine);
  }
  EXPECT_EQ(wait(mine), 30);
  EXPECT_EQ(wait(tried_at(vault, town, "PAZ14-26-000001", "10.0.0.2")), 0) << "somebody else is not locked out";
  for (int i = 0; i < 20; ++i) miss(tried_at(vault, town, "PAZ14-26-00010" + std::to_string(i), "10.0.0.1"));
  EXPECT_GT(wait(tried_at(vault, town, "PAZ14-26-999999", "10.0.0.1")), 0) << "one network tries many numbers";
  now = now.plus_seconds(24 * 3600 + 1);
  EXPECT_EQ(wait(mine), 0);
}

TEST_P(Tries, a_household_of_ipv6_is_one_network) {
  const MunicipalityCode town{"PAZ14"};
  for (int i = 0; i < free_tries; ++i) miss(tried_at(vault, town, "PAZ14-26-000001", "2001:db8::" + std::to_string(i)));
  EXPECT_EQ(wait(tried_at(vault, town, "PAZ14-26-000001", "2001:db8::ffff")), 30);
  EXPECT_EQ(wait(tried_at(vault, town, "PAZ14-26-000001", "2001:db8:0:1::1")), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Tries, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::visitors
