#include "platform/visitors/receipt.h"

#include <gtest/gtest.h>

#include "platform/db/testing.h"
#include "platform/visitors/network.h"
#include "platform/visitors/tally.h"

namespace gishe::visitors {
namespace {

constexpr RefusalCode wrong{"test.wrong", 404}, too_many{"test.too_many", 429};
constexpr Kind kind{"X", "test_secret", wrong, too_many};

class Receipts : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> db = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{Instant{1'800'000'000'000'000}};
  Office office{*db, vault, clock};
  const MunicipalityCode town{"PAZ14"};
  const Receipt receipt = write_receipt(office, kind, town, [](const std::string&) { return false; });

  std::string open(std::string_view number, std::string_view secret, std::string_view remote = "10.0.0.1") {
    const auto opened = open_receipt(
        office, kind, {number, secret, remote},
        [&](db::Session&, const MunicipalityCode& at, const std::string& asked) -> std::optional<Kept<std::string>> {
          if (at != town || asked != receipt.number) return std::nullopt;
          return Kept<std::string>{"opened", receipt.secret_hash};
        });
    return opened ? *opened : opened.refusals().front().code->name;
  }
};

TEST_P(Receipts, open_with_their_secret_and_nothing_else) {
  EXPECT_EQ(open(receipt.number, receipt.secret), "opened");
  EXPECT_EQ(open(receipt.number, "WRONG"), "test.wrong");
  EXPECT_EQ(open(receipt.number, ""), "test.wrong");
  EXPECT_EQ(open("PAZ14-X26-999999", receipt.secret), "test.wrong") << "an unknown number is the same answer";
  EXPECT_EQ(open("no number", receipt.secret, "10.0.0.2"), "test.wrong");
  EXPECT_FALSE(is_secret_of(office, kind, receipt.number, "", receipt.secret)) << "nothing is nobody's secret";
}

TEST_P(Receipts, make_who_guesses_wait_even_with_the_right_secret) {
  for (int i = 0; i < free_tries; ++i) EXPECT_EQ(open(receipt.number, "WRONG"), "test.wrong");
  EXPECT_EQ(open(receipt.number, receipt.secret), "test.too_many");
  EXPECT_EQ(open(receipt.number, receipt.secret, "10.0.0.3"), "opened");
}

TEST_P(Receipts, draw_another_number_where_one_is_taken) {
  int asked = 0;
  const auto second = write_receipt(office, kind, town, [&](const std::string&) { return ++asked < 3; });
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(second.number.substr(0, 7), "PAZ14-X");
  EXPECT_THROW(write_receipt(office, kind, town, [](const std::string&) { return true; }), db::Fault);
}

TEST_P(Receipts, are_the_same_when_the_form_is_sent_twice) {
  const Given first{Uuid::make(), receipt.number, receipt.secret, "also | this"};
  const auto give = [&](const Given& given) {
    return db->write([&](db::Tx& tx) {
      return given_once(tx, office, Actor{}, "key", "test.given", "digest", [&]() -> Result<Given> { return given; });
    });
  };
  ASSERT_TRUE(give(first));
  const auto again = give({Uuid::make(), "other", "other", "other"});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, first.id);
  EXPECT_EQ(again->number, first.number);
  EXPECT_EQ(again->secret, first.secret);
  EXPECT_EQ(again->also, first.also);
  static const db::Query q_answer{"test.answer", "SELECT answer FROM done_once"};
  db->read([&](db::Session& session) {
    session.one(q_answer, {}, [&](const db::Row& row) {
      EXPECT_EQ(row.text(0).find(receipt.secret), std::string_view::npos) << "the secret stands nowhere in the open";
    });
  });
}

TEST_P(Receipts, a_day_is_counted_and_forgotten) {
  const auto count = [&](std::string_view key) {
    return db->write([&](db::Tx& tx) { return count_today(tx, office, town, key); });
  };
  EXPECT_EQ(count("ask|all"), 1);
  EXPECT_EQ(count("ask|all"), 2);
  EXPECT_EQ(count("ask|network|10.0.0.1"), 1);
  clock.move_to(clock.now().plus_seconds(24 * 3600));
  EXPECT_EQ(count("ask|all"), 1);
  db->write([&](db::Tx& tx) { forget_tallies(tx, office.today()); });
  static const db::Query q_rows{"test.tallies", "SELECT count(*) FROM asking_tally"};
  EXPECT_EQ(db->read([&](db::Session& session) { return session.count(q_rows, {}); }), 1);
}

TEST(Network, a_household_is_one_network) {
  EXPECT_EQ(network_of("10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2:ffff::1"));
  EXPECT_EQ(network_of("2001:db8::1"), network_of("2001:db8::2"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_NE(network_of("::ffff:10.0.0.1"), network_of("::ffff:10.0.0.2")) << "IPv4 in the clothes of IPv6";
}

INSTANTIATE_TEST_SUITE_P(Engines, Receipts, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::visitors
