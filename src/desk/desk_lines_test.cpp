// The officer's verbs on a line and a paper: what they refuse, what they leave behind.
#include <algorithm>

#include "desk/world_test.h"

namespace gishe::desk {
namespace {

class Lines : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Lines() : World(GetParam()) { referrals::set_listener(&referral_changed); }
  ~Lines() override { referrals::set_listener(nullptr); }

  LineEnd end_of(const ApplicationId& id, const ApplicationLineId& line) {
    return {id, line, file(id).application.version};
  }
  LineState state_of(const ApplicationId& id, const ApplicationLineId& line) { return file(id).find_line(line)->state; }
  ApplicationId take_chosen() {
    const auto taken = take_application(office, officer, asked(), "");
    EXPECT_EQ(why(taken), "");
    const File f = file(taken->id);
    EXPECT_EQ(why(choose_service(office, officer, {taken->id, f.lines.front().id, service, f.application.version}, "")),
              "");
    return taken->id;
  }
  std::string paper(const ApplicationId& id, std::string state, std::string because = {}) {
    return why(change_paper(office, officer,
                            {id, "id_card", std::move(state), std::move(because), file(id).application.version}, ""));
  }
  std::int64_t ledger_lines(std::string_view action) {
    static const db::Query q{"t.ledger_lines", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return db->read([&](db::Session& s) { return s.count(q, {"%\"" + std::string(action) + "\"%"}); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Lines, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Lines, decided_once_then_closed) {
  const auto sent = send();
  LineDecision decision{sent.application, sent.line, "granted", "", "", file(sent.application).application.version};
  EXPECT_EQ(why(decide_line(office, officer, decision, "")), "not_from_this_state") << "nobody has answered";
  ASSERT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "accept", "", "", "2026-11-30"), "");
  EXPECT_EQ(why(decide_line(office, officer, decision, "")), "changed_meanwhile");
  decision.version = file(sent.application).application.version;
  decision.outcome = "maybe";
  EXPECT_EQ(why(decide_line(office, officer, decision, "")), "not_in_list");
  decision.outcome = "granted";
  EXPECT_EQ(why(decide_line(office, neighbour, decision, "")), "not_found");
  EXPECT_EQ(why(close_line(office, officer, end_of(sent.application, sent.line), "")), "not_from_this_state");
  ASSERT_EQ(why(decide_line(office, officer, decision, "k1")), "");
  EXPECT_EQ(why(decide_line(office, officer, decision, "k1")), "") << "a double click decides once";
  EXPECT_EQ(ledger_lines("application.line_decided"), 1);
  EXPECT_EQ(file(sent.application).find_line(sent.line)->outcome, "granted");
  ASSERT_EQ(why(close_line(office, officer, end_of(sent.application, sent.line), "")), "");
  EXPECT_EQ(state_of(sent.application, sent.line), LineState::closed);
  EXPECT_TRUE(open_tasks().empty()) << "what was told is done";
}

TEST_P(Lines, a_refusal_needs_its_reasons_and_what_one_can_do) {
  const auto sent = send();
  ASSERT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "accept", "", "", "2026-11-30"), "");
  LineDecision decision{sent.application, sent.line, "refused", " ", "", file(sent.application).application.version};
  const auto no = decide_line(office, officer, decision, "");
  ASSERT_FALSE(no);
  ASSERT_EQ(no.refusals().size(), 2u);
  EXPECT_EQ(no.refusals()[0].field, "reasons");
  EXPECT_EQ(no.refusals()[1].field, "remedy");
  decision.reasons = std::string(reason_max + 1, 'a');
  decision.remedy = "Обжалване в 14 дни.";
  EXPECT_EQ(why(decide_line(office, officer, decision, "")), "too_long");
  decision.reasons = "Доходът е над границата.";
  ASSERT_EQ(why(decide_line(office, officer, decision, "")), "");
  const File f = file(sent.application);
  EXPECT_EQ(f.find_line(sent.line)->remedy, "Обжалване в 14 дни.");
  EXPECT_EQ(f.find_line(sent.line)->refusal_reasons, "Доходът е над границата.");
}

TEST_P(Lines, papers_that_do_not_come_expire_the_line) {
  const auto id = take_chosen();
  const auto line = file(id).lines.front().id;
  EXPECT_EQ(why(expire_line(office, officer, end_of(id, line), "")), "not_from_this_state");
  ASSERT_EQ(paper(id, "missing"), "");
  ASSERT_EQ(open_tasks().size(), 1u);
  EXPECT_EQ(open_tasks().front().kind, "collect_papers");
  EXPECT_EQ(why(expire_line(office, supervisor, end_of(id, line), "")), "not_your_function");
  ASSERT_EQ(why(expire_line(office, officer, end_of(id, line), "")), "");
  EXPECT_EQ(state_of(id, line), LineState::expired);
  EXPECT_EQ(why(withdraw_line(office, officer, end_of(id, line), "")), "not_from_this_state");
}

TEST_P(Lines, withdrawing_waits_for_the_referral) {
  const auto sent = send();
  EXPECT_EQ(why(withdraw_line(office, officer, end_of(sent.application, sent.line), "")), "desk.referral_still_open");
  ASSERT_EQ(step(officer, sent.referral, "withdraw", "need_met"), "");
  ASSERT_EQ(why(withdraw_line(office, officer, end_of(sent.application, sent.line), "")), "");
  EXPECT_EQ(state_of(sent.application, sent.line), LineState::withdrawn);
  EXPECT_TRUE(open_tasks().empty());
  const auto other = file(sent.application).lines.back().id;
  ASSERT_EQ(why(withdraw_line(office, officer, end_of(sent.application, other), "")), "");
  EXPECT_EQ(file(sent.application).application.state, ApplicationState::closed);
}

TEST_P(Lines, a_waived_paper_says_why_and_frees_the_line) {
  const auto id = take_chosen();
  ASSERT_EQ(paper(id, "missing"), "");
  EXPECT_EQ(state_of(id, file(id).lines.front().id), LineState::awaiting_papers);
  EXPECT_EQ(file(id).application.state, ApplicationState::awaiting_papers);
  EXPECT_EQ(paper(id, "waived"), "desk.waiver_needs_reason");
  EXPECT_EQ(paper(id, "lost"), "not_in_list");
  ASSERT_EQ(paper(id, "waived", "Служебна справка."), "");
  EXPECT_EQ(state_of(id, file(id).lines.front().id), LineState::completeness_check);
  EXPECT_EQ(file(id).papers.front().waived_because, "Служебна справка.");
  EXPECT_TRUE(open_tasks().empty());
  ASSERT_EQ(paper(id, "received", "не важи"), "");
  EXPECT_TRUE(file(id).papers.front().waived_because.empty()) << "a paper that came needs no reason";
}

TEST_P(Lines, the_states_desk_gets_a_letter_and_no_package) {
  const auto taken = take_application(office, officer, asked(), "");
  ASSERT_TRUE(taken);
  File f = file(taken->id);
  const auto line = f.lines.back().id;
  ASSERT_EQ(why(choose_service(office, officer, {taken->id, line, state_desk, f.application.version}, "")), "");
  f = file(taken->id);
  EXPECT_EQ(f.find_line(line)->route, "state");
  const auto sent = send_lines(office, officer, {taken->id, f.application.version, {}, "", "", {}}, "");
  ASSERT_EQ(why(sent), "");
  EXPECT_EQ(sent->referrals, 0);
  EXPECT_EQ(sent->letters, 1);
  EXPECT_EQ(state_of(taken->id, line), LineState::transferred);
  EXPECT_FALSE(file(taken->id).find_line(line)->referral);
  const auto again = send_lines(office, officer, {taken->id, file(taken->id).application.version, {}, "", "", {}}, "");
  EXPECT_EQ(why(again), "desk.nothing_to_send");
}

}  // namespace
}  // namespace gishe::desk
