// Starting, moving and closing a case, on both engines; who sees it and who does not.
#include "cases/assessment_acts.h"
#include "cases/plan_acts.h"
#include "cases/world_test.h"

namespace gishe::cases {
namespace {

class Cases : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};

  std::size_t listed(const Actor& who, Stage stage = Stage::running) {
    return w.db->read([&](db::Session& s) { return list_cases(s, who, stage, std::nullopt, 25).rows.size(); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Cases, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Cases, one_open_case_of_a_type_a_person) {
  const auto first = w.started(w.woman);
  const auto again = start_case(w.office, w.worker, {w.woman, "support", "пак"}, "");
  ASSERT_EQ(why(again), "cases.already_open");
  EXPECT_EQ(again.refusals().front().with.front().second, w.row(first).number);
  EXPECT_EQ(why(start_case(w.office, w.worker, {w.woman, "housing", "друго"}, "")), "");
  EXPECT_EQ(why(start_case(w.office, w.worker, {w.woman, "", " "}, "")), "required");
  EXPECT_EQ(why(start_case(w.office, w.second, {w.woman, "violence", "чужд"}, "")), "not_found");
  EXPECT_EQ(why(start_case(w.office, w.officer, {w.woman, "violence", "чужд"}, "")), "not_your_function");
}

TEST_P(Cases, a_double_click_starts_once) {
  const NewCase request{w.woman, "support", "Нужда"};
  const auto one = start_case(w.office, w.worker, request, "key");
  const auto two = start_case(w.office, w.worker, request, "key");
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(*one, *two);
  EXPECT_EQ(listed(w.worker), 1u);
}

TEST_P(Cases, who_sees_a_case_is_who_sees_the_person) {
  const auto open = w.started(w.woman), sensitive = w.started(w.man), hidden = w.started(w.shielded);
  EXPECT_EQ(listed(w.worker), 3u);
  EXPECT_EQ(listed(w.second), 0u);
  EXPECT_EQ(listed(w.supervisor), 1u) << "L2 only";
  const auto opens = [&](const Actor& who, const CaseId& id) {
    return why(open_case(w.office, who, id, "case.opened"));
  };
  EXPECT_EQ(opens(w.worker, hidden), "");
  EXPECT_EQ(opens(w.supervisor, open), "");
  EXPECT_EQ(opens(w.supervisor, sensitive), "not_found");
  EXPECT_EQ(opens(w.supervisor, hidden), "not_found");
  EXPECT_EQ(opens(w.second, open), "not_found");
  EXPECT_EQ(opens(w.nurse, open), "not_found");
  EXPECT_EQ(opens(w.officer, open), "not_your_function");
  EXPECT_EQ(opens(w.worker, CaseId::make()), "not_found");
  EXPECT_EQ(w.ledger_lines("case.opened"), 2);
  // A file that becomes shielded takes its cases along in the same moment: nothing here holds a copy of the level.
  static const db::Query raise{"t.raise", "UPDATE person SET sensitivity = 4 WHERE id = $1"};
  w.db->write([&](db::Tx& tx) { tx.run(raise, {w.woman}); });
  EXPECT_EQ(opens(w.supervisor, open), "not_found");
  EXPECT_EQ(opens(w.worker, open), "not_found") << "on the team, but not named";
  EXPECT_EQ(listed(w.supervisor), 0u);
}

TEST_P(Cases, a_case_with_a_loose_end_is_not_closed) {
  const auto id = w.started(w.woman);
  EXPECT_EQ(w.step(w.worker, id, "activate"), "");
  EXPECT_EQ(w.step(w.worker, id, "activate"), "not_from_this_state");
  EXPECT_EQ(w.step(w.worker, id, "close", "goals_achieved"), "cases.loose_ends");
  EXPECT_EQ(w.row(id).state, State::active);
  EXPECT_EQ(w.row(id).next_due_on, Day::of(2026, 12, 13).value()) << "the assessment, 20 days";
  const auto file = w.row(id);
  const auto ends = w.db->read([&](db::Session& s) { return list_loose_ends(s, w.worker, file); });
  ASSERT_EQ(ends.size(), 1u);
  EXPECT_EQ(why(hand_over_end(w.office, w.worker, id, "task", ends[0].subject, " ", "")), "required");
  EXPECT_EQ(why(hand_over_end(w.office, w.worker, id, "task", Uuid::make(), "колега", "")), "not_from_this_state");
  EXPECT_EQ(why(hand_over_end(w.office, w.worker, id, "task", ends[0].subject, "Иван Бозов", "")), "");
  EXPECT_EQ(w.step(w.worker, id, "close", "goals_achieved"), "");
  EXPECT_EQ(w.row(id).outcome, "goals_achieved");
  EXPECT_EQ(listed(w.worker), 0u);
  EXPECT_EQ(listed(w.worker, Stage::closed), 1u);
  EXPECT_EQ(w.step(w.worker, id, "reopen"), "required") << "says why";
  EXPECT_EQ(w.step(w.worker, id, "reopen", "", "", "Върна се"), "");
}

TEST_P(Cases, reopening_beside_an_open_one_is_refused) {
  const auto id = w.started(w.woman);
  w.finish_tasks(id);
  ASSERT_EQ(w.step(w.worker, id, "close", "partial"), "");
  w.started(w.woman);
  EXPECT_EQ(w.step(w.worker, id, "reopen", "", "", "пак"), "cases.already_open");
  EXPECT_EQ(w.row(id).state, State::closed);
}

TEST_P(Cases, of_two_who_act_at_once_one_is_told) {
  const auto id = w.started(w.woman);
  const auto version = w.row(id).version;
  EXPECT_EQ(why(take_step(w.office, w.worker, {id, "activate", version, "", "", ""}, "")), "");
  EXPECT_EQ(why(take_step(w.office, w.worker, {id, "hold", version, "away", "01.12.2026", ""}, "")),
            "changed_meanwhile");
  const auto events = w.db->read([&](db::Session& s) { return store::list_events(s, w.row(id)).size(); });
  EXPECT_EQ(static_cast<std::int64_t>(events), w.row(id).version) << "the chain of events has no gap";
}

TEST_P(Cases, the_worklist_turns_pages_by_what_is_due) {
  for (const char* type : {"support", "housing", "violence", "integration", "disability"}) w.started(w.woman, type);
  std::optional<store::After> after;
  std::vector<std::string> seen;
  for (int turn = 0; turn < 5; ++turn) {
    const auto page = w.db->read([&](db::Session& s) { return list_cases(s, w.worker, Stage::running, after, 2); });
    for (const auto& c : page.rows) seen.push_back(c.number);
    after = page.next;
    if (!after) break;
  }
  EXPECT_EQ(seen.size(), 5u);
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST_P(Cases, a_colleague_takes_everything_over_but_what_she_may_not_know) {
  const auto open = w.started(w.woman), hidden = w.started(w.shielded);
  const auto moved = w.db->write(
      [&](db::Tx& tx) { return hand_over_in(tx, w.office, w.supervisor, w.worker.account, w.second.account); });
  EXPECT_EQ(moved.cases, 1);
  EXPECT_EQ(moved.tasks, 1);
  EXPECT_EQ(moved.left, 1);
  EXPECT_EQ(w.row(open).lead, w.second.account);
  EXPECT_EQ(w.row(hidden).lead, w.worker.account);
  EXPECT_EQ(listed(w.second), 1u);
  EXPECT_EQ(why(open_case(w.office, w.second, open, "case.opened")), "");
  EXPECT_EQ(why(open_case(w.office, w.second, hidden, "case.opened")), "not_found");
  EXPECT_EQ(w.db->read([&](db::Session& s) { return count_led_by(s, w.lesichovo, w.worker.account); }), 0);
}

TEST_P(Cases, a_death_closes_what_runs) {
  const auto id = w.started(w.woman);
  ASSERT_TRUE(start_assessment(w.office, w.worker, id, "first", "").ok());
  ASSERT_TRUE(start_plan(w.office, w.worker, id, "").ok());
  w.db->write([&](db::Tx& tx) {
    const auto she = people::allowed_person(tx, w.worker, access::Action::open_person, w.woman);
    ASSERT_TRUE(she.ok());
    EXPECT_EQ(list_running_of(tx, w.worker, she->person).size(), 1u);
    person_left(tx, w.office, w.worker, she->person, departures::Left::died);
  });
  EXPECT_EQ(w.row(id).state, State::closed);
  EXPECT_EQ(w.row(id).outcome, "deceased");
  static const db::Query written{"t.written",
                                 "SELECT count(*) FROM support_plan WHERE state <> 'discontinued' UNION ALL SELECT "
                                 "count(*) FROM needs_assessment WHERE state <> 'cancelled'"};
  w.db->read([&](db::Session& s) {
    s.each(written, {}, [](const db::Row& row) { EXPECT_EQ(row.integer(0), 0) << "nothing is left being written"; });
  });
  EXPECT_EQ(w.row(id).next_due_on, w.row(id).review_due_on);

  w.db->write([&](db::Tx& tx) {
    const auto she = people::allowed_person(tx, w.worker, access::Action::open_person, w.woman);
    person_is_back(tx, w.office, w.worker, she->person);
  });
  EXPECT_EQ(w.row(id).state, State::reopened) << "it was a mistake";
}

}  // namespace
}  // namespace gishe::cases
