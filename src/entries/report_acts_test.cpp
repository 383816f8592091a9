#include "entries/entry_report.h"
#include "entries/world_test.h"

namespace gishe::entries {
namespace {

class Reports : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::vector<EntryReport> open(const char* municipality = "PAZ14") {
    return w.db->read([&](db::Session& s) { return list_reports(s, {municipality}, 200); });
  }
  std::string report(std::string what, std::string words = "") {
    return w.why(report_mistake(w.office, {}, {w.assistance, std::move(what), std::move(words)}, ""));
  }
  std::string handle(const Actor& who, const EntryReport& one, const char* to, std::string words = "") {
    return w.why(handle_report(w.office, who, {one.id, one.version, to, std::move(words)}, ""));
  }
  testing::World w{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Reports, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Reports, anybody_says_what_is_wrong_and_the_editor_has_five_days) {
  EXPECT_EQ(report("phone", "Новият е 0350 00-99-99"), "");
  ASSERT_EQ(open().size(), 1u);
  const auto one = open().front();
  EXPECT_EQ(one.due_on, w.office.today().plus_days(5));
  EXPECT_EQ(one.state, "open");
  EXPECT_EQ(report(""), "required");
  EXPECT_EQ(report("gold"), "not_in_list");
  EXPECT_EQ(report("other"), "required") << "something else needs words";
  EXPECT_EQ(w.why(report_mistake(w.office, {}, {ServiceId::make(), "phone", ""}, "")), "not_found");
}

TEST_P(Reports, is_taken_in_hand_mended_or_declined_with_words_by_an_editor_of_the_place) {
  report("phone");
  const auto one = open().front();
  EXPECT_EQ(handle(w.neighbour, one, "in_hand"), "not_found");
  EXPECT_EQ(handle(w.head, one, "in_hand"), "not_your_function");
  EXPECT_EQ(handle(w.editor, one, "mended"), "not_from_this_state");
  EXPECT_EQ(handle(w.editor, one, "in_hand"), "");
  EXPECT_EQ(handle(w.editor, one, "mended"), "changed_meanwhile");
  EXPECT_EQ(handle(w.editor, open().front(), "declined"), "required");
  EXPECT_EQ(handle(w.editor, open().front(), "mended"), "");
  EXPECT_TRUE(open().empty());
}

TEST_P(Reports, a_flood_stops_at_the_days_limit_and_begins_again_tomorrow) {
  for (int i = 0; i < reports_of_entry_a_day; ++i) EXPECT_EQ(report("hours"), "");
  EXPECT_EQ(report("hours"), "entries.too_many_today");
  w.clock.move_to(w.clock.now().plus_seconds(86'400));
  EXPECT_EQ(report("hours"), "");
  const Suggestion suggestion{{"PAZ14"}, "Топъл обяд", "", "", ""};
  for (int i = 0; i < reports_a_day; ++i) EXPECT_EQ(w.why(suggest_service(w.office, {}, suggestion, "")), "");
  EXPECT_EQ(w.why(suggest_service(w.office, {}, suggestion, "")), "entries.too_many_today");
  EXPECT_EQ(w.why(suggest_service(w.office, {}, {{"PAZ21"}, "Топъл обяд", "", "", ""}, "")), "");
  EXPECT_EQ(w.why(suggest_service(w.office, {}, {{"XXX00"}, "", "", "", ""}, "")), "required");
}

TEST_P(Reports, one_network_does_not_use_up_the_day_of_others) {
  const auto from = [&](const char* remote) {
    return w.why(suggest_service(w.office, {}, {{"PAZ14"}, "Топъл обяд", "", "", "", remote}, ""));
  };
  for (int i = 0; i < reports_of_network_a_day; ++i) EXPECT_EQ(from("192.0.2.1"), "");
  EXPECT_EQ(from("192.0.2.1"), "entries.too_many_today");
  EXPECT_EQ(from("192.0.2.2"), "");
}

TEST_P(Reports, what_nobody_confirmed_is_marked_and_reminded_of_once_a_period) {
  static const db::Query q_mails{"test.mails", "SELECT count(*) FROM message WHERE kind = 'entries_stale'"};
  const auto first = mark_stale(w.office);
  EXPECT_EQ(mark_stale(w.office).marked, 0) << "the same again changes nothing";
  w.clock.move_to(w.clock.now().plus_seconds(200 * 86'400LL));
  const auto later = mark_stale(w.office);
  EXPECT_GT(later.marked, first.marked);
  EXPECT_EQ(w.service(w.assistance).status, "needs_update");
  EXPECT_TRUE(w.service(w.assistance).listed()) << "people go on finding it";
  // An import that brings the old date again is marked again, and nobody is written to twice about one period.
  w.db->write([&](db::Tx& tx) {
    auto again = *directory::find_service(tx, w.assistance);
    again.status = "published";
    directory::replace_entry(tx, again);
  });
  const auto repeated = mark_stale(w.office);
  EXPECT_EQ(repeated.marked, 1);
  EXPECT_EQ(repeated.reminded, 0);
  EXPECT_EQ(w.db->read([](db::Session& s) { return s.count(q_mails, {}); }), 0) << "no accounts here, no letters";
}

}  // namespace
}  // namespace gishe::entries
