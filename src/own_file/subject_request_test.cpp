// What a person asks about her own file, and how it is answered in time.
#include "own_file/handlers.h"
#include "own_file/subject_request_acts.h"
#include "own_file/world_test.h"

namespace gishe::own_file {
namespace {

constexpr const char* address = "denitsa@example.org";

TEST(RequestSteps, nothing_is_answered_unseen_and_nothing_after_the_end) {
  EXPECT_EQ(after_step("received", "review"), "in_review");
  EXPECT_FALSE(after_step("received", "answer"));
  EXPECT_FALSE(after_step("received", "refuse"));
  EXPECT_FALSE(after_step("extended", "extend")) << "more time is taken once";
  for (const char* over : {"answered", "refused"}) {
    for (const auto& step : request_steps()) EXPECT_FALSE(after_step(over, step)) << over << " " << step;
  }
}

class RequestOf : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  RequestOf() : World(GetParam()) {
    EXPECT_EQ(why(open_for(mother, "self", address)), "");
    she = holder(address);
  }
  Actor she, dpo = actor_with(Function::data_protection);

  SubjectRequestId asked(const char* kind = "correction") {
    const auto made = ask_about_own(office, she, {mother, kind, "Адресът е стар."}, "");
    EXPECT_EQ(why(made), "");
    return made.ok() ? *made : SubjectRequestId{};
  }
  SubjectRequest row(const SubjectRequestId& id) { return open_request(office, dpo, id)->request; }
  std::string step(const SubjectRequestId& id, const char* what, const char* words = "Поправено е.") {
    return why(take_request_step(office, dpo, {id, what, words, row(id).version}, ""));
  }
  std::size_t waiting(const Actor& who) {
    return database->read([&](db::Session& s) {
      return store::list_requests(s, access::scope(who, access::Action::answer_request), true, 10).size();
    });
  }
  web::Response call(const Actor& who, web::Method method, std::string_view pattern, const std::string& id,
                     std::vector<std::pair<std::string, std::string>> form = {}) {
    for (const auto& route : routes()) {
      if (route.method != method || route.pattern != pattern) continue;
      web::Request request;
      request.method = method;
      request.path = pattern;
      request.path_values = {{"id", id}, {"person", id}};
      request.form_values = std::move(form);
      web::Context context{request, office, who, words::Words(words::Language::bg), {}};
      return route.handler(context);
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, RequestOf, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(RequestOf, it_is_due_in_a_month_and_in_two_more_when_more_time_is_taken) {
  const auto id = asked();
  EXPECT_EQ(row(id).due_on, office.today().plus_days(30));
  EXPECT_EQ(step(id, "answer"), "not_from_this_state");
  EXPECT_EQ(step(id, "extend", ""), "required");
  ASSERT_EQ(step(id, "extend", "Архивът е в друга сграда."), "");
  EXPECT_EQ(row(id).due_on, office.today().plus_days(90));
  EXPECT_EQ(step(id, "extend"), "not_from_this_state");
  ASSERT_EQ(step(id, "answer"), "");
  EXPECT_EQ(row(id).answer, "Поправено е.");
  EXPECT_EQ(open_request(office, dpo, id)->events.size(), 3u);
  EXPECT_EQ(waiting(dpo), 0u);
  EXPECT_EQ(ledger_lines("person.request_answered"), 1);
  EXPECT_EQ(ledger_lines("Поправено"), 0) << "no words of it in the ledger";
}

TEST_P(RequestOf, only_who_may_asks_and_only_who_may_answers) {
  EXPECT_EQ(why(ask_about_own(office, she, {stranger, "copy", ""}, "")), "not_found");
  EXPECT_EQ(why(ask_about_own(office, officer, {mother, "copy", ""}, "")), "not_your_function");
  EXPECT_EQ(why(ask_about_own(office, she, {mother, "", ""}, "")), "required");
  EXPECT_EQ(why(ask_about_own(office, she, {mother, "erasure", ""}, "")), "required");
  EXPECT_EQ(why(ask_about_own(office, she, {mother, "copy", ""}, "")), "") << "a copy needs no words";
  EXPECT_EQ(why(ask_at_the_desk(office, officer, {stranger, "objection", "Не желая."}, "")), "");
  EXPECT_EQ(why(ask_at_the_desk(office, worker, {stranger, "objection", "Не желая."}, "")), "not_found");
  const auto id = asked();
  EXPECT_EQ(why(open_request(office, officer, id)), "not_your_function");
  EXPECT_EQ(why(open_request(office, actor_with(Function::data_protection, "PAZ21"), id)), "not_found");
  EXPECT_EQ(waiting(dpo), 3u);
  EXPECT_EQ(waiting(actor_with(Function::data_protection, "PAZ21")), 0u);
  const auto stale = row(id).version;
  ASSERT_EQ(step(id, "review"), "");
  EXPECT_EQ(why(take_request_step(office, dpo, {id, "answer", "x", stale}, "")), "changed_meanwhile");
}

TEST_P(RequestOf, a_file_that_is_shielded_takes_its_requests_along) {
  const auto id = asked();
  set_level(mother, 4);
  EXPECT_EQ(waiting(dpo), 0u);
  EXPECT_EQ(why(open_request(office, dpo, id)), "not_found");
  EXPECT_EQ(why(ask_about_own(office, she, {mother, "copy", ""}, "")), "not_found");
}

TEST_P(RequestOf, the_pages_show_it_on_both_sides) {
  const auto no_words = call(she, web::Method::post, "/my/{person}/requests", mother.text(), {{"kind", "erasure"}});
  EXPECT_EQ(no_words.status, 422) << no_words.body;
  const auto sent = call(she, web::Method::post, "/my/{person}/requests", mother.text(),
                         {{"kind", "erasure"}, {"words", "Изтрийте <b>всичко</b>."}});
  EXPECT_EQ(sent.status, 303) << sent.body;
  const auto list = call(dpo, web::Method::get, "/data-protection/requests", "");
  EXPECT_NE(list.body.find("Изтриване"), std::string::npos) << list.body;
  EXPECT_EQ(list.body.find("Пробова"), std::string::npos) << "no name in a list";
  const auto requests = database->read([&](db::Session& s) {
    return store::list_requests(s, access::scope(dpo, access::Action::answer_request), true, 10);
  });
  ASSERT_EQ(requests.size(), 1u);
  const std::string id = requests.front().id.text();
  const auto one = call(dpo, web::Method::get, "/data-protection/requests/{id}", id);
  EXPECT_EQ(one.status, 200);
  EXPECT_NE(one.body.find("Пробова"), std::string::npos);
  EXPECT_EQ(one.body.find("<b>всичко"), std::string::npos) << "escaped";
  ASSERT_EQ(step(requests.front().id, "review"), "");
  const auto refused = call(dpo, web::Method::post, "/data-protection/requests/{id}/step", id,
                            {{"step", "refuse"}, {"words", "Срокът за пазене тече."}, {"version", "2"}});
  EXPECT_EQ(refused.status, 303) << refused.body;
  const auto mine = call(she, web::Method::get, "/my/{person}", mother.text());
  EXPECT_NE(mine.body.find("Срокът за пазене тече."), std::string::npos) << mine.body;
  EXPECT_NE(mine.body.find("Комисията за защита на личните данни"), std::string::npos)
      << "the remedy stands beside a refusal";
  EXPECT_EQ(call(officer, web::Method::get, "/people/{id}/own-access", mother.text()).status, 200);
  const auto at_the_desk =
      call(officer, web::Method::post, "/people/{id}/own-access/requests", mother.text(), {{"kind", "copy"}});
  EXPECT_EQ(at_the_desk.status, 303) << at_the_desk.body;
}

TEST_P(RequestOf, a_copy_holds_her_own_and_nobody_elses) {
  const auto copy = call(she, web::Method::get, "/my/{person}/copy.json", mother.text());
  EXPECT_EQ(copy.status, 200);
  EXPECT_NE(copy.body.find("Пробова"), std::string::npos) << copy.body;
  EXPECT_EQ(copy.body.find(officer.account.text()), std::string::npos);
  const auto paper = call(she, web::Method::get, "/my/{person}/copy.pdf", mother.text());
  EXPECT_TRUE(paper.body.starts_with("%PDF")) << paper.body.substr(0, 200);
  EXPECT_EQ(call(she, web::Method::get, "/my/{person}/copy.json", stranger.text()).status, 404);
  set_level(mother, 4);
  EXPECT_EQ(call(she, web::Method::get, "/my/{person}/copy.pdf", mother.text()).status, 409);
}

}  // namespace
}  // namespace gishe::own_file
