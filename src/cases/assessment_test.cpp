// What comes out of an assessment, how it is locked and corrected, and who reads it; both engines.
#include "base/text.h"
#include "cases/assessment_acts.h"
#include "cases/assessment_store.h"
#include "cases/world_test.h"

namespace gishe::cases {
namespace {

Answer scored(std::string item, int score) { return {std::move(item), score, "", "", "", false}; }

TEST(Findings, the_worst_first_and_a_risk_before_a_need) {
  const std::vector<Item> items = {
      {"a", "health", true, ""}, {"b", "housing", true, ""}, {"c", "safety", true, ""}, {"d", "work", true, ""}};
  const auto found = findings_of(items, {scored("a", 3), scored("b", 4), scored("c", 3), scored("d", 0)});
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].domain, "housing");
  EXPECT_EQ(found[1].domain, "safety");
  EXPECT_EQ(found[1].kind, "risk");
  EXPECT_EQ(found[2].domain, "health");
  EXPECT_EQ(found[3].kind, "strength");
  EXPECT_TRUE(findings_of(items, {scored("a", 1)}).empty()) << "neither a need nor a strength";
  EXPECT_EQ(unanswered_domains(items, {scored("a", 1)}).size(), 3u);
}

TEST(Findings, a_row_is_a_score_or_a_reason) {
  Refusals no;
  EXPECT_EQ(read_answer("a", "4", no)->score, 4);
  EXPECT_EQ(read_answer("a", "refused", no)->not_scored, "refused");
  EXPECT_FALSE(read_answer("a", "", no));
  EXPECT_TRUE(no.empty());
  EXPECT_FALSE(read_answer("a", "5", no));
  EXPECT_FALSE(read_answer("a", "later", no));
  EXPECT_EQ(no.size(), 2u);
}

TEST(Findings, what_is_locked_stays_locked) {
  for (const auto verb : {AssessmentVerb::write, AssessmentVerb::complete, AssessmentVerb::cancel}) {
    for (const auto state : {AssessmentState::completed, AssessmentState::shared, AssessmentState::superseded,
                             AssessmentState::cancelled}) {
      EXPECT_FALSE(after(state, verb));
    }
  }
}

class Assessments : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  CaseId id = w.started(w.woman);

  Assessment row(const AssessmentId& assessment) {
    const auto file = w.row(id);
    return w.db->read(
        [&](db::Session& s) { return store::find_assessment(s, file, assessment).value_or(Assessment{}); });
  }
  WhichAssessment which(const AssessmentId& assessment) { return {id, assessment, row(assessment).version}; }
  AssessmentId begun() {
    const auto made = start_assessment(w.office, w.worker, id, "first", "");
    EXPECT_EQ(why(made), "");
    return made.ok() ? *made : AssessmentId{};
  }
  /// Everything mandatory answered with one score.
  void answer_all(const AssessmentId& a, int score) {
    const auto file = w.row(id);
    const auto items = w.db->read([&](db::Session& s) { return store::instrument_of(s, row(a), "bg").items; });
    for (const auto domain : domains) {
      std::vector<Answer> answers;
      for (const Item& item : items) {
        if (item.domain == domain && item.mandatory) answers.push_back(scored(item.code, score));
      }
      EXPECT_EQ(why(save_domain(w.office, w.worker, which(a), domain, answers, "")), "");
    }
    EXPECT_EQ(why(save_views(w.office, w.worker, which(a), {"тя", "у дома", "Искам да си остана", "", ""}, "")), "");
  }
  std::string complete(const AssessmentId& a) { return why(complete_assessment(w.office, w.worker, which(a), "")); }
};
INSTANTIATE_TEST_SUITE_P(Engines, Assessments, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Assessments, the_questions_are_rows) {
  const auto instrument =
      w.db->read([&](db::Session& s) { return store::find_instrument(s, w.lesichovo, w.office.today(), "bg"); });
  ASSERT_TRUE(instrument);
  std::vector<std::string> seen;
  for (const Item& item : instrument->items) {
    if (!text::one_of(seen, item.domain)) seen.push_back(item.domain);
  }
  EXPECT_EQ(seen.size(), std::size(domains)) << "every domain of facts.md has a question";
}

TEST_P(Assessments, completing_needs_all_that_is_mandatory_or_a_reason) {
  const auto a = begun();
  EXPECT_EQ(why(start_assessment(w.office, w.worker, id, "periodic", "")), "cases.being_written");
  EXPECT_EQ(complete(a), "not_from_this_state") << "nothing was written";
  EXPECT_EQ(why(save_domain(w.office, w.worker, which(a), "health", {scored("physical_health", 3)}, "")), "");
  EXPECT_EQ(complete(a), "cases.unanswered");
  answer_all(a, 2);
  const auto stale = WhichAssessment{id, a, row(a).version - 1};
  EXPECT_EQ(why(save_domain(w.office, w.worker, stale, "health", {}, "")), "changed_meanwhile");
  EXPECT_EQ(complete(a), "");
  EXPECT_EQ(row(a).state, AssessmentState::completed);
  EXPECT_EQ(row(a).valid_until, w.office.today().plus_days(365));
  EXPECT_EQ(why(save_domain(w.office, w.worker, which(a), "health", {}, "")), "not_from_this_state");
  const auto file = w.row(id);
  EXPECT_EQ(w.db->read([&](db::Session& s) { return store::list_findings(s, file, a).size(); }), std::size(domains));
  for (const Task& t : w.db->read([&](db::Session& s) { return store::list_tasks(s, file); })) {
    EXPECT_NE(t.state, "open") << "the first task is done by it";
  }
}

TEST_P(Assessments, a_correction_is_a_new_one_and_supersedes) {
  const auto a = begun();
  answer_all(a, 2);
  ASSERT_EQ(complete(a), "");
  EXPECT_EQ(why(share_assessment(w.office, w.worker, which(a), "", "")), "required");
  EXPECT_EQ(why(share_assessment(w.office, w.worker, which(a), "refused", "")), "");
  const auto b = correct_assessment(w.office, w.worker, which(a), "");
  ASSERT_TRUE(b.ok());
  const auto file = w.row(id);
  EXPECT_EQ(w.db->read([&](db::Session& s) { return store::list_answers(s, file, *b).size(); }),
            w.db->read([&](db::Session& s) { return store::list_answers(s, file, a).size(); }));
  EXPECT_EQ(complete(*b), "");
  EXPECT_EQ(row(a).state, AssessmentState::superseded);
  EXPECT_EQ(row(*b).number, 2);
  EXPECT_EQ(row(*b).corrects, a);
  EXPECT_EQ(why(correct_assessment(w.office, w.worker, which(a), "")), "not_from_this_state");
}

TEST_P(Assessments, only_the_team_assesses) {
  const auto a = begun();
  EXPECT_EQ(why(save_domain(w.office, w.second, which(a), "health", {}, "")), "not_found");
  EXPECT_EQ(why(start_assessment(w.office, w.supervisor, id, "first", "")), "not_your_function");
  const auto other = w.started(w.man);
  EXPECT_EQ(why(save_domain(w.office, w.worker, {other, a, row(a).version}, "health", {}, "")), "not_found")
      << "an assessment of another case";
}

}  // namespace
}  // namespace gishe::cases
