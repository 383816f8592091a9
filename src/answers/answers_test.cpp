#include <gtest/gtest.h>

#include <thread>

#include "answers/answer_link.h"
#include "platform/db/town_test.h"

namespace gishe::answers {
namespace {

using referrals::State;

using db::testing::noon;

/// Лесичово refers a man to a hospital where nobody has an account.
class Links : public testing::TestWithParam<db::Engine> {
 protected:
  SetClock clock{noon("2026-11-23")};
  std::unique_ptr<db::Database> db = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  ServiceId ward = ServiceId::make();
  PersonId man = PersonId::make();
  Actor officer;
  const Person doctor{"д-р Иванова", "социален работник", "МБАЛ Пример"};

  void SetUp() override {
    officer = db::testing::actor(Function::desk_officer, {"PAZ14"}, {}, "officer@lesichovo.example");
    const auto hospital = OrganisationId::make();
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {db::testing::lesichovo_town, {"PAZ19", "Пазарджик", "Pazardzhik"}});
      db::testing::add_house(tx, hospital, {"PAZ19"}, "МБАЛ Пример", "state");
      db::testing::add_service(tx, ward, hospital, {"PAZ19"},
                               {.name = "Рехабилитация", .accepts = false, .everywhere = true});
      db::testing::add_account(tx, officer);
      db::testing::add_person(tx, man, {.address = "", .phone = ""});
    });
  }
  ReferralId send() {
    referrals::NewReferral n;
    n.person = man;
    n.to_service = ward;
    n.reason = "Рехабилитация след инсулт.";
    n.package_fields = {"name"};
    n.legal_ground = "public_task";
    EXPECT_EQ(why(referrals::send_referral(office, officer, n, "")), "referrals.receiver_closed");
    n.by_link = true;
    const auto id = referrals::send_referral(office, officer, n, "");
    EXPECT_TRUE(id.ok()) << why(id);
    return *id;
  }
  std::string link_for(const ReferralId& id, std::string_view email = "") {
    const auto made = make_link(office, officer, id, email);
    EXPECT_TRUE(made.ok()) << why(made);
    return made->address.substr(made->address.rfind('/') + 1);
  }
  std::string reply(const std::string& token, const char* verb, const char* reason = "", const char* note = "",
                    const char* remote = "192.0.2.1") {
    referrals::Step step;
    step.verb = verb;
    step.reason = reason;
    step.note = note;
    if (step.verb == "accept") step.on = office.today().iso();
    return why(answer(office, token, doctor, step, remote));
  }
  using Values = std::vector<std::pair<std::string, std::string>>;
  web::Response call(const Actor& actor, web::Method method, std::string_view pattern, std::string_view in_path,
                     Values values = {}) {
    for (const auto& route : routes()) {
      if (route.method != method || route.pattern != pattern) continue;
      web::Request request;
      request.method = method;
      request.remote = "192.0.2.50";
      request.path_values = {{"id", std::string(in_path)}, {"token", std::string(in_path)}};
      request.form_values = std::move(values);
      web::Context context{request, office, actor, words::Words(words::Language::bg), {}};
      return route.handler(context);
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
  }
  static bool says(const web::Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
  }
  State state(const ReferralId& id) {
    static const db::Query q{"t.state", "SELECT state FROM referral WHERE id = $1"};
    State now = State::draft;
    db->read([&](db::Session& s) {
      s.one(q, {id}, [&](const db::Row& r) { now = referrals::state_from(r.text(0)).value_or(State::draft); });
    });
    return now;
  }
  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return db->read([&](db::Session& s) { return s.count(q, {}); });
  }
  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Links, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Links, first_name_until_she_says_who_she_is_then_the_package_then_once) {
  const auto id = send();
  const auto token = link_for(id);
  const auto seen = look(office, token, "192.0.2.1");
  ASSERT_TRUE(seen.ok()) << why(seen);
  EXPECT_EQ(seen->referral.first_name, "Иван");
  EXPECT_EQ(state(id), State::sent) << "looking is not opening";
  EXPECT_EQ(why(identify(office, token, {"", "", ""}, "192.0.2.1")), "required");
  ASSERT_TRUE(identify(office, token, doctor, "192.0.2.1").ok());
  EXPECT_EQ(state(id), State::delivered);
  EXPECT_EQ(reply(token, "decline"), "required") << "a refused answer does not use the link up";
  EXPECT_EQ(reply(token, "complete", "goal_met", "Добре."), "required") << "not a verb of this link";
  EXPECT_EQ(reply(token, "accept"), "");
  EXPECT_EQ(state(id), State::accepted);
  EXPECT_EQ(reply(token, "accept"), "answers.link_gone");
  EXPECT_EQ(why(look(office, token, "192.0.2.9")), "answers.link_gone");
  EXPECT_EQ(count("SELECT count(*) FROM referral_event WHERE verb = 'accept' AND side = 'receiver' AND account_id IS "
                  "NULL AND note LIKE 'д-р Иванова%'"),
            1);
  const auto outcome = link_for(id);
  EXPECT_EQ(reply(outcome, "complete", "goal_met", "Ходи сам.", "192.0.2.2"), "");
  EXPECT_EQ(state(id), State::completed);
}

TEST_P(Links, only_a_keyed_hash_is_kept) {
  const auto id = send();
  const auto token = link_for(id, "reception@hospital.example");
  const std::string secret = token.substr(token.find('.') + 1);
  EXPECT_GE(secret.size(), 43u) << "256 bits";
  static const db::Query q{"t.hash", "SELECT token_hash FROM answer_link"};
  db->read([&](db::Session& s) {
    s.each(q, {}, [&](const db::Row& r) {
      EXPECT_EQ(r.text(0).size(), 32u);
      EXPECT_EQ(r.string(0).find(secret), std::string::npos);
      EXPECT_NE(r.string(0), secrets::digest(token)) << "keyed";
    });
  });
  EXPECT_EQ(count("SELECT count(*) FROM message WHERE kind = 'answer_link' AND body NOT LIKE '%Иван%'"), 1);
}

TEST_P(Links, expired_withdrawn_replaced_and_wrong_are_one_answer) {
  const auto id = send();
  const auto first = link_for(id), second = link_for(id);
  EXPECT_EQ(why(look(office, first, "192.0.2.1")), "answers.link_gone") << "the newer one replaces it";
  EXPECT_EQ(why(look(office, second, "192.0.2.1")), "");
  clock.move_to(noon("2026-12-01"));
  EXPECT_EQ(why(look(office, second, "192.0.2.2")), "") << "the eighth day";
  clock.move_to(noon("2026-12-02"));
  EXPECT_EQ(why(look(office, second, "192.0.2.2")), "answers.link_gone");
  const auto third = link_for(id);
  EXPECT_EQ(why(withdraw_link(office, officer, id, "")), "");
  EXPECT_EQ(why(look(office, third, "192.0.2.3")), "answers.link_gone");
  EXPECT_EQ(why(look(office, "PAZ14.nothing", "192.0.2.4")), "answers.link_gone");
}

TEST_P(Links, who_guesses_waits) {
  const auto token = link_for(send());
  for (int i = 0; i < 6; ++i) (void)look(office, "PAZ14.guess" + std::to_string(i), "192.0.2.66");
  EXPECT_EQ(why(look(office, token, "192.0.2.66")), "answers.wait_first") << "even with the right one";
  EXPECT_EQ(why(look(office, token, "192.0.2.67")), "");
}

TEST_P(Links, never_for_a_shielded_person_and_dead_once_she_becomes_one) {
  const auto id = send();
  const auto token = link_for(id);
  db->write([&](db::Tx& tx) {
    static const db::Query q{"t.shield", "UPDATE person SET sensitivity = 4"};
    tx.run(q, {});
  });
  EXPECT_EQ(why(look(office, token, "192.0.2.1")), "answers.link_gone");
  EXPECT_EQ(reply(token, "accept", "", "", "192.0.2.2"), "answers.link_gone");
  EXPECT_EQ(why(make_link(office, officer, id, "")), "not_found");
}

TEST_P(Links, of_twenty_at_once_one_answers) {
  const auto id = send();
  const auto token = link_for(id);
  std::atomic<int> taken = 0, gone = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < 20; ++i) {
    all.emplace_back([&, i] {
      const std::string remote = "192.0.2." + std::to_string(100 + i);
      const auto said = reply(token, i % 2 ? "accept" : "decline", i % 2 ? "" : "no_capacity", "", remote.c_str());
      if (said.empty()) ++taken;
      if (said == "answers.link_gone") ++gone;
    });
  }
  for (auto& one : all) one.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(gone, 19);
  EXPECT_EQ(count("SELECT count(*) FROM referral_event WHERE verb IN ('accept', 'decline')"), 1);
}

TEST_P(Links, pages_show_first_name_then_the_package_then_one_plain_end) {
  using web::Method;
  const auto id = send();
  EXPECT_TRUE(says(call(officer, Method::get, "/referrals/{id}/answer-link", id.text()), "answer-link"));
  const auto bad = call(officer, Method::post, "/referrals/{id}/answer-link", id.text(), {{"email", "не е адрес"}});
  EXPECT_EQ(bad.status, 422);
  EXPECT_TRUE(says(bad, "не е адрес"));
  const auto made = call(officer, Method::post, "/referrals/{id}/answer-link", id.text());
  const auto at = made.body.find("/answer/PAZ14.");
  ASSERT_NE(at, std::string::npos) << made.body;
  const auto begin = at + 8;
  const auto token = made.body.substr(begin, made.body.find('<', begin) - begin);
  EXPECT_FALSE(says(call(officer, Method::get, "/referrals/{id}/answer-link", id.text()), token)) << "shown twice";

  const auto first = call(Actor{}, Method::get, "/answer/{token}", token);
  EXPECT_EQ(first.status, 200);
  EXPECT_TRUE(says(first, "Иван"));
  EXPECT_FALSE(says(first, "Тестов") || says(first, "инсулт"));
  Values who = {{"name", "д-р Иванова"}, {"post", "лекар"}, {"organisation", "МБАЛ Пример"}};
  EXPECT_EQ(call(Actor{}, Method::post, "/answer/{token}", token, {{"name", "д-р Иванова"}}).status, 422);
  const auto whole = call(Actor{}, Method::post, "/answer/{token}", token, who);
  EXPECT_TRUE(says(whole, "Тестов") && says(whole, "инсулт")) << whole.body;
  auto declined = who;
  declined.insert(declined.end(), {{"verb", "decline"}, {"note", "Опитайте в Пазарджик"}});
  const auto wrong = call(Actor{}, Method::post, "/answer/{token}/answer", token, declined);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(says(wrong, "Опитайте в Пазарджик")) << "what was typed comes back";
  declined.emplace_back("reason", "no_capacity");
  EXPECT_EQ(call(Actor{}, Method::post, "/answer/{token}/answer", token, declined).status, 200);
  const auto used = call(Actor{}, Method::get, "/answer/{token}", token);
  const auto never = call(Actor{}, Method::get, "/answer/{token}", "PAZ14.never");
  EXPECT_EQ(used.status, 404);
  EXPECT_EQ(used.body, never.body) << "used and wrong read alike";
}

TEST(LinkKinds, follow_the_state) {
  AnswerLink link;
  link.kind = "answer";
  EXPECT_EQ(verbs_of(link, State::delivered, true).size(), 3u);
  EXPECT_EQ(verbs_of(link, State::delivered, false).size(), 2u);
  for (const State s : {State::declined, State::withdrawn, State::revoked, State::expired, State::completed})
    EXPECT_EQ(kind_for(s), "") << referrals::state_name(s);
}

}  // namespace
}  // namespace gishe::answers
