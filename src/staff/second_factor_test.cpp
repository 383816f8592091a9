#include "staff/second_factor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "platform/db/testing.h"
#include "platform/secrets/one_time_code.h"
#include "staff/account_acts.h"
#include "staff/sign_in.h"

namespace gishe::staff {
namespace {

constexpr const char* password = "една дълга парола 7";

class SecondFactor : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> database = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{Instant{1795305600000000}};
  Office office{*database, vault, clock};
  MunicipalityCode here{"PAZ14"};

  AccountId account(const char* email, Function function) {
    return *add_account(office, operator_actor(), email, "Мария Петрова", {{PostId{}, function, here, {}}}, password);
  }
  SignedInNow enter(const char* email) {
    return *sign_in(office, {email, password, "192.0.2.7", "", "Firefox/140 Linux"});
  }
  Actor actor_of(const std::string& token) { return by_session(office, token)->actor; }
  std::string code(const std::string& secret) { return secrets::code_at(secret, clock.now()); }
  void pass(std::int64_t seconds) { clock.move_to(clock.now().plus_seconds(seconds)); }
  /// Signs in and sets the factor up; gives back its secret.
  std::string set_up(const char* email, Confirmed& confirmed) {
    const auto in = enter(email);
    EXPECT_TRUE(begin_second_factor(office, actor_of(in.token), password).ok());
    const auto secret = second_factor_of(office, actor_of(in.token)).secret;
    confirmed = *confirm_second_factor(office, actor_of(in.token), code(secret), "Firefox/140 Linux");
    return secret;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, SecondFactor, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(SecondFactor, who_reaches_sensitive_files_gets_nothing_before_it) {
  account("worker@example.bg", Function::social_worker);
  const auto in = enter("worker@example.bg");
  EXPECT_FALSE(in.needs_code);
  const auto who = by_session(office, in.token);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->actor.proof, Proof::awaiting);
  EXPECT_EQ(who->first_go_to, "/account/second-factor");
  EXPECT_FALSE(access::function_may(who->actor, access::Action::find_person));
  EXPECT_TRUE(access::function_may(who->actor, access::Action::own_account));

  Confirmed confirmed;
  set_up("worker@example.bg", confirmed);
  EXPECT_FALSE(by_session(office, in.token)) << "the sessions before are over";
  const auto proved = by_session(office, confirmed.token);
  ASSERT_TRUE(proved);
  EXPECT_EQ(proved->actor.proof, Proof::second_factor);
  EXPECT_TRUE(access::function_may(proved->actor, access::Action::find_person));
  EXPECT_EQ(confirmed.recovery_codes.size(), 10u);
}

TEST_P(SecondFactor, a_desk_officer_may_go_without_and_then_nothing_sensitive_is_there) {
  account("officer@example.bg", Function::desk_officer);
  const auto who = actor_of(enter("officer@example.bg").token);
  EXPECT_EQ(who.proof, Proof::password);
  EXPECT_EQ(access::scope(who, access::Action::find_person).sensitivity_max(), 2);
  EXPECT_EQ(access::scope(who, access::Action::break_glass).sensitivity_max(), 2);
  Confirmed confirmed;
  set_up("officer@example.bg", confirmed);
  EXPECT_EQ(access::scope(actor_of(confirmed.token), access::Action::break_glass).sensitivity_max(), 3);
}

AccountId asked_for;
TEST_P(SecondFactor, who_is_named_for_a_shielded_file_needs_it_whatever_her_function) {
  asked_for = account("officer@example.bg", Function::desk_officer);
  account("other@example.bg", Function::desk_officer);
  ask_second_factor_with([](db::Session&, const AccountId& id) { return id == asked_for; });
  const auto who = by_session(office, enter("officer@example.bg").token);
  const auto other = by_session(office, enter("other@example.bg").token);
  ASSERT_TRUE(who && other);
  EXPECT_EQ(who->actor.proof, Proof::awaiting);
  EXPECT_EQ(who->first_go_to, "/account/second-factor");
  EXPECT_FALSE(access::function_may(who->actor, access::Action::find_person));
  EXPECT_EQ(other->actor.proof, Proof::password) << "the others go on as before";
  Confirmed confirmed;
  set_up("officer@example.bg", confirmed);
  EXPECT_EQ(actor_of(confirmed.token).proof, Proof::second_factor);
  ask_second_factor_with(nullptr);
}

TEST_P(SecondFactor, the_password_alone_opens_one_page_and_each_code_counts_once) {
  account("worker@example.bg", Function::social_worker);
  Confirmed confirmed;
  const auto secret = set_up("worker@example.bg", confirmed);
  const auto used = code(secret);
  const auto in = enter("worker@example.bg");
  EXPECT_TRUE(in.needs_code);
  EXPECT_FALSE(by_session(office, in.token));
  EXPECT_TRUE(awaits_code(office, in.token));
  EXPECT_TRUE(show_code(office, in.token, used).refusals().front().is(wrong_code)) << "it set the factor up";
  EXPECT_TRUE(show_code(office, in.token, "000000").refusals().front().is(wrong_code));
  pass(30);
  const auto proved = show_code(office, in.token, code(secret));
  ASSERT_TRUE(proved.ok());
  EXPECT_EQ(actor_of(proved->token).proof, Proof::second_factor);
  EXPECT_TRUE(show_code(office, in.token, code(secret)).refusals().front().is(code_time_over)) << "one session, once";

  const auto again = enter("worker@example.bg");
  EXPECT_FALSE(show_code(office, again.token, code(secret)).ok()) << "the same thirty seconds";
  EXPECT_TRUE(show_code(office, again.token, confirmed.recovery_codes[3]).ok());
  const auto third = enter("worker@example.bg");
  EXPECT_FALSE(show_code(office, third.token, confirmed.recovery_codes[3]).ok()) << "once too";
  pass(awaited_seconds + 1);
  EXPECT_TRUE(show_code(office, third.token, code(secret)).refusals().front().is(code_time_over));
}

TEST_P(SecondFactor, who_finds_an_open_screen_cannot_bring_her_own_phone) {
  account("officer@example.bg", Function::desk_officer);
  const auto who = actor_of(enter("officer@example.bg").token);
  EXPECT_TRUE(begin_second_factor(office, who, "").refusals().front().is(wrong_password));
  EXPECT_EQ(second_factor_of(office, who).secret, "");
}

TEST_P(SecondFactor, its_owner_is_told_and_not_what) {
  account("officer@example.bg", Function::desk_officer);
  static const db::Query q{"test.told", "SELECT count(*) FROM message WHERE kind = 'credentials_changed'"};
  Confirmed confirmed;
  set_up("officer@example.bg", confirmed);
  EXPECT_EQ(database->read([](db::Session& s) { return s.count(q, {}); }), 1);
}

TEST_P(SecondFactor, signing_in_again_ends_the_session_this_browser_had) {
  account("officer@example.bg", Function::desk_officer);
  const auto first = enter("officer@example.bg");
  ASSERT_TRUE(by_session(office, first.token));
  SignIn again{"officer@example.bg", password, "192.0.2.7", "", "Firefox/140 Linux", first.token};
  ASSERT_TRUE(sign_in(office, again).ok());
  EXPECT_FALSE(by_session(office, first.token));
}

TEST_P(SecondFactor, twenty_at_once_with_one_code_open_one_session) {
  account("worker@example.bg", Function::social_worker);
  Confirmed confirmed;
  const auto secret = set_up("worker@example.bg", confirmed);
  pass(60);
  std::vector<std::string> waiting;
  for (int i = 0; i < 20; ++i) waiting.push_back(enter("worker@example.bg").token);
  std::atomic<int> opened = 0;
  std::vector<std::thread> threads;
  for (const auto& token : waiting) {
    threads.emplace_back([&, token] { opened += show_code(office, token, code(secret)).ok() ? 1 : 0; });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(opened, 1);
}

TEST_P(SecondFactor, guessing_is_slowed_and_a_good_code_during_the_delay_is_not_looked_at) {
  account("worker@example.bg", Function::social_worker);
  Confirmed confirmed;
  const auto secret = set_up("worker@example.bg", confirmed);
  pass(60);
  const auto in = enter("worker@example.bg");
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(show_code(office, in.token, "000000").refusals().front().is(wrong_code));
  EXPECT_TRUE(show_code(office, in.token, code(secret)).refusals().front().is(wait_before_next));
  pass(3);
  EXPECT_TRUE(show_code(office, in.token, code(secret)).ok());
}

TEST_P(SecondFactor, with_a_stolen_session_one_does_not_guess_the_password_without_end) {
  account("worker@example.bg", Function::social_worker);
  Confirmed confirmed;
  set_up("worker@example.bg", confirmed);
  const auto who = actor_of(confirmed.token);
  const auto name = [](const auto& result) {
    return std::string(result.ok() ? "" : result.refusals().front().code->name);
  };
  for (int i = 0; i < 2; ++i) EXPECT_EQ(name(begin_second_factor(office, who, "guess")), "staff.wrong_password");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(name(new_recovery_codes(office, who, "guess")), "staff.wrong_password");
  EXPECT_EQ(name(change_own_password(office, who, "guess", "x", "x", "")), "staff.wrong_password");
  EXPECT_EQ(name(begin_second_factor(office, who, password)), "staff.wait_before_next")
      << "not looked at, even when right";
  EXPECT_EQ(name(new_recovery_codes(office, who, password)), "staff.wait_before_next");
  EXPECT_EQ(name(change_own_password(office, who, password, "x", "x", "")), "staff.wait_before_next");
  EXPECT_EQ(second_factor_of(office, who).secret, "");
  pass(3);
  EXPECT_EQ(name(new_recovery_codes(office, who, password)), "");
}

TEST_P(SecondFactor, the_code_that_confirms_is_not_guessed_without_end) {
  account("officer@example.bg", Function::desk_officer);
  const auto who = actor_of(enter("officer@example.bg").token);
  ASSERT_TRUE(begin_second_factor(office, who, password).ok());
  const auto secret = second_factor_of(office, who).secret;
  const auto confirm = [&](const std::string& typed) {
    const auto done = confirm_second_factor(office, who, typed, "Firefox/140 Linux");
    return std::string(done.ok() ? "" : done.refusals().front().code->name);
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(confirm("000000"), "staff.wrong_code");
  EXPECT_EQ(confirm(code(secret)), "staff.wait_before_next");
  EXPECT_EQ(second_factor_of(office, who).secret, secret) << "and it can still be confirmed";
  pass(3);
  EXPECT_EQ(confirm(code(secret)), "");
}

TEST_P(SecondFactor, another_phone_needs_the_password_and_the_old_one_works_until_then) {
  account("worker@example.bg", Function::social_worker);
  Confirmed confirmed;
  const auto secret = set_up("worker@example.bg", confirmed);
  const auto who = actor_of(confirmed.token);
  EXPECT_TRUE(begin_second_factor(office, who, "друга парола").refusals().front().is(wrong_password));
  ASSERT_TRUE(begin_second_factor(office, who, password).ok());
  EXPECT_NE(second_factor_of(office, who).secret, secret);
  pass(30);
  EXPECT_TRUE(show_code(office, enter("worker@example.bg").token, code(secret)).ok());
  pass(31 * 60);
  EXPECT_EQ(second_factor_of(office, who).secret, "") << "shown half an hour";
}

TEST_P(SecondFactor, a_lost_phone_is_reset_by_another_and_nothing_opens_until_there_is_a_new_one) {
  const auto officer = account("officer@example.bg", Function::desk_officer);
  const auto admin_id = account("admin@example.bg", Function::administrator);
  const Actor admin = *database->read([&](db::Session& s) { return actor_for(s, "admin@example.bg"); });
  Confirmed confirmed;
  set_up("officer@example.bg", confirmed);
  EXPECT_TRUE(reset_second_factor(office, admin, admin_id).refusals().front().is(not_for_yourself));
  ASSERT_TRUE(reset_second_factor(office, admin, officer).ok());
  EXPECT_FALSE(by_session(office, confirmed.token));
  const auto who = actor_of(enter("officer@example.bg").token);
  EXPECT_EQ(who.proof, Proof::awaiting) << "a desk officer may go without, but not one who had it: she may be named";
}

TEST_P(SecondFactor, a_token_reaches_no_further_than_it_was_made_for) {
  const auto worker = account("worker@example.bg", Function::social_worker);
  const auto plain = make_api_token(office, operator_actor(), worker, 1, Proof::password);
  const auto strong = make_api_token(office, operator_actor(), worker, 1, Proof::second_factor);
  EXPECT_EQ(by_token(office, *plain)->actor.proof, Proof::awaiting);
  EXPECT_EQ(by_token(office, *strong)->actor.proof, Proof::second_factor);
}

TEST_P(SecondFactor, a_session_that_may_show_sensitive_files_rests_fifteen_minutes) {
  account("worker@example.bg", Function::social_worker);
  Confirmed confirmed;
  set_up("worker@example.bg", confirmed);
  pass(14 * 60);
  EXPECT_TRUE(by_session(office, confirmed.token));
  pass(16 * 60);
  EXPECT_FALSE(by_session(office, confirmed.token));
}

}  // namespace
}  // namespace gishe::staff
