#include "entries/stop.h"

#include "entries/change_acts.h"
#include "entries/entry_change_store.h"
#include "entries/freshness.h"
#include "entries/reported.h"
#include "entries/world_test.h"

namespace gishe::entries {
namespace {

using What = Stop::What;

class Stops : public ::testing::TestWithParam<db::Engine> {
 protected:
  Stop stop(What what, std::string words = "Ремонт на сградата.") {
    Stop s;
    s.what = what;
    s.service = w.assistance;
    s.version = w.service(w.assistance).version;
    if (what != What::reopen) s.words = std::move(words);
    if (what == What::suspend) s.until = w.office.today().plus_days(30);
    return s;
  }
  std::string why(const Actor& who, const Stop& s) { return w.why(stop_entry(w.office, who, s, "")); }
  EntryChange open() {
    const auto found = w.db->read([&](db::Session& s) { return find_open_change(s, {"PAZ14"}, w.assistance); });
    EXPECT_TRUE(found);
    return found.value_or(EntryChange{});
  }
  std::string publish(const Actor& who) {
    const auto change = open();
    return w.why(decide_change(w.office, who, {change.id, change.version, Verdict::publish, ""}, ""));
  }
  directory::Ending ending() {
    return w.db->read([&](db::Session& s) { return directory::find_ending(s, w.assistance); });
  }
  testing::World w{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Stops, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Stops, a_head_asks_and_the_editor_suspends_with_words_that_people_read) {
  const auto asked = stop_entry(w.office, w.head, stop(What::suspend), "key");
  ASSERT_TRUE(asked);
  EXPECT_EQ(*asked, Stopped::waits);
  EXPECT_EQ(*stop_entry(w.office, w.head, stop(What::suspend), "key"), Stopped::waits) << "a double click";
  EXPECT_TRUE(directory::is_listed(w.service(w.assistance).status));
  EXPECT_EQ(why(w.other_head, stop(What::suspend)), "not_found");
  EXPECT_EQ(publish(w.head), "not_your_function");
  EXPECT_EQ(publish(w.editor), "");
  const auto service = w.service(w.assistance);
  EXPECT_TRUE(service.suspended());
  EXPECT_TRUE(service.listed()) << "found, with the words";
  EXPECT_EQ(service.stopped_words, "Ремонт на сградата.");
  EXPECT_EQ(service.suspended_until, w.office.today().plus_days(30));
  EXPECT_EQ(w.why(confirm_entry(w.office, w.head, w.assistance, "")), "not_from_this_state");
}

TEST_P(Stops, an_editor_closes_at_once_and_a_second_person_reopens) {
  auto closing = stop(What::close, "Обърнете се към съседите.");
  closing.instead = ServiceId::parse("01980000-0000-7000-8000-00000000c005");
  const auto lines = w.ledger_lines();
  ASSERT_EQ(why(w.neighbour, closing), "not_found");
  const auto done = stop_entry(w.office, w.editor, closing, "");
  ASSERT_TRUE(done);
  EXPECT_EQ(*done, Stopped::now);
  EXPECT_EQ(w.ledger_lines(), lines + 1);
  EXPECT_EQ(w.service(w.assistance).status, "archived");
  EXPECT_FALSE(w.service(w.assistance).listed());
  EXPECT_EQ(w.service(w.assistance).replaced_by, closing.instead);
  EXPECT_EQ(ending().closed_on, w.office.today());
  EXPECT_EQ(why(w.editor, stop(What::suspend)), "not_from_this_state");
  EXPECT_EQ(
      w.why(propose_change(w.office, w.head, {w.assistance, w.service(w.assistance).version, {{"fees", "x"}}, ""}, "")),
      "not_from_this_state");
  EXPECT_EQ(why(w.editor, stop(What::reopen)), "");
  EXPECT_EQ(publish(w.editor), "entries.second_person");
  EXPECT_EQ(publish(w.second), "");
  const auto again = w.service(w.assistance);
  EXPECT_EQ(again.status, "published");
  EXPECT_EQ(again.stopped_words, "");
  EXPECT_FALSE(again.replaced_by);
  EXPECT_EQ(again.confirmed_on, w.office.today());
  EXPECT_FALSE(ending().closed_on);
}

TEST_P(Stops, what_cannot_be_says_at_which_field) {
  const auto at = [&](const Stop& s) {
    const auto result = stop_entry(w.office, w.editor, s, "");
    return result ? "" : result.refusals().front().field + ":" + result.refusals().front().code->name;
  };
  auto s = stop(What::suspend);
  s.until.reset();
  EXPECT_EQ(at(s), "until:required");
  s.until = w.office.today();
  EXPECT_EQ(at(s), "until:entries.not_until_then");
  s.until = w.office.today().plus_days(suspended_days_max + 1);
  EXPECT_EQ(at(s), "until:entries.not_until_then");
  EXPECT_EQ(at(stop(What::suspend, "")), "stopped_words:required");
  EXPECT_EQ(at(stop(What::suspend, std::string(600, 'x'))), "stopped_words:too_long");
  s = stop(What::close);
  s.instead = w.assistance;
  EXPECT_EQ(at(s), "replaced_by:not_in_list") << "itself";
  EXPECT_EQ(at(stop(What::reopen)), ":not_from_this_state") << "it works";
  s = stop(What::close);
  --s.version;
  EXPECT_EQ(at(s), ":changed_meanwhile");
}

TEST_P(Stops, the_day_after_its_last_day_it_is_to_be_confirmed) {
  ASSERT_EQ(why(w.editor, stop(What::suspend)), "");
  w.clock.move_to(w.clock.now().plus_seconds(30 * 86'400LL));
  mark_stale(w.office);
  EXPECT_TRUE(w.service(w.assistance).suspended()) << "the last day";
  w.clock.move_to(w.clock.now().plus_seconds(86'400LL));
  mark_stale(w.office);
  const auto service = w.service(w.assistance);
  EXPECT_EQ(service.status, "needs_update");
  EXPECT_EQ(service.stopped_words, "");
  EXPECT_FALSE(service.suspended_until);
}

TEST_P(Stops, what_waits_does_not_stop_a_suspension_but_a_closure) {
  ASSERT_TRUE(
      propose_change(w.office, w.head, {w.assistance, w.service(w.assistance).version, {{"fees", "две"}}, ""}, ""));
  EXPECT_EQ(why(w.head, stop(What::suspend)), "entries.change_waits");
  EXPECT_EQ(why(w.editor, stop(What::close)), "entries.change_waits");
  EXPECT_EQ(why(w.editor, stop(What::suspend)), "");
  EXPECT_EQ(publish(w.editor), "");
  EXPECT_TRUE(w.service(w.assistance).suspended()) << "a new price does not open it";
  EXPECT_EQ(w.service(w.assistance).fees, "две");
}

TEST(Reported, words_stand_in_the_field_they_belong_to) {
  EntryReport report;
  report.service = ServiceId::make();
  report.kind = "mistake";
  report.what = "phone";
  report.words = "От 2026 вярният е 0350 00-77-05, питах";
  EXPECT_EQ(filled_from(report)["phone"], "0350 00-77-05");
  report.words = "няма такъв номер";
  EXPECT_TRUE(filled_from(report).empty());
  report.what = "price";
  report.words = "3 € на час";
  EXPECT_EQ(filled_from(report)["fees"], "3 € на час");
  report.what = "closed";
  EXPECT_NE(mending_address(report).find("/closure?report="), std::string::npos);
}

}  // namespace
}  // namespace gishe::entries
