// A complaint after its answer: closed by the clock, kept as long as the rule says, erased for good.
#include <gtest/gtest.h>

#include "complaints/complaint_store.h"
#include "complaints/complaints.h"
#include "platform/db/testing.h"
#include "platform/db/town_test.h"

namespace gishe::complaints {
namespace {

class ComplaintEnd : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> database = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{db::testing::noon("2026-11-23")};
  Office office{*database, vault, clock};

  Complaint answered() {
    Complaint c;
    c.municipality = {"PAZ14"};
    c.id = ComplaintId::make();
    c.number = "PAZ14-J26-000001";
    c.about = "centre";
    c.words = "Чаках два часа.";
    c.received_on = c.due_on = *Day::from_iso("2026-11-01");
    database->write([&](db::Tx& tx) {
      store::insert(tx, c, std::string(32, 's'));
      store::bar(tx, c, AccountId::make(), "named_in_it");
      c.state = State::answered;
      c.answer = "Извиняваме се.";
      c.answered_on = office.today();
      c.reopen_until = office.today().plus_days(14);
      ASSERT_TRUE(store::update(tx, c));
      store::add_event(tx, c, {office.now(), {}, "answer", State::assigned, State::answered, ""});
    });
    return c;
  }
  std::int64_t count(const char* table) {
    const std::string_view which = table;
    static const db::Query rows{"t.rows", "SELECT count(*) FROM complaint"};
    static const db::Query barred{"t.barred", "SELECT count(*) FROM complaint_barred"};
    static const db::Query events{"t.events", "SELECT count(*) FROM complaint_event"};
    return database->read([&](db::Session& s) {
      return s.count(which == "complaint" ? rows : which == "complaint_barred" ? barred : events, {});
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, ComplaintEnd, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(ComplaintEnd, is_kept_as_long_as_the_rule_says_and_no_longer) {
  answered();
  clock.move_to(db::testing::noon("2026-12-08"));
  EXPECT_EQ(erase_over(office), 0) << "an answered one may be opened again";
  EXPECT_EQ(close_answered(office), 1);
  clock.move_to(db::testing::noon("2031-12-07"));
  EXPECT_EQ(erase_over(office), 0) << "five years are not over";
  EXPECT_EQ(count("complaint"), 1);
  clock.move_to(db::testing::noon("2031-12-09"));
  EXPECT_EQ(erase_over(office), 1);
  for (const char* table : {"complaint", "complaint_barred", "complaint_event"}) EXPECT_EQ(count(table), 0) << table;
  static const db::Query line{"t.line", "SELECT count(*) FROM ledger WHERE body LIKE '%complaint.erased%'"};
  EXPECT_EQ(database->read([&](db::Session& s) { return s.count(line, {}); }), 1);
  EXPECT_EQ(erase_over(office), 0);
}

}  // namespace
}  // namespace gishe::complaints
