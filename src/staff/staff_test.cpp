#include "staff/staff.h"

#include <gtest/gtest.h>

#include "platform/db/testing.h"
#include "staff/account_acts.h"
#include "staff/password_rules.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"
#include "territory/territory.h"

namespace gishe::staff {
namespace {

const db::Query q_ledger{"test.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
constexpr const char* password = "зелена врата 27";

TEST(Password, is_long_and_not_everybodys) {
  EXPECT_FALSE(why_not_password(password, "maria@example.bg"));
  EXPECT_TRUE(why_not_password("зелена вра", "m@example.bg")->is(password_too_short));
  EXPECT_TRUE(why_not_password("PasswordPassword", "m@example.bg")->is(password_too_common));
  EXPECT_TRUE(why_not_password("maria.petrova1", "maria@example.bg")->is(password_too_common));
  EXPECT_TRUE(why_not_password("ababababababab", "m@example.bg")->is(password_too_common));
  EXPECT_TRUE(why_not_password(std::string(201, 'x'), "m@example.bg")->is(too_long));
}

TEST(Delay, grows_and_ends) {
  EXPECT_EQ(delay_seconds(4, 4), 0);
  EXPECT_EQ(delay_seconds(5, 4), 2);
  EXPECT_EQ(delay_seconds(8, 4), 16);
  EXPECT_EQ(delay_seconds(1'000'000, 4), 900);
}

TEST(Device, is_named_without_versions) {
  EXPECT_EQ(device_name("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142 Safari/537.36"),
            "Chrome, Linux");
  EXPECT_EQ(device_name("Mozilla/5.0 (Windows NT 10.0; rv:140) Gecko Firefox/140.0"), "Firefox, Windows");
  EXPECT_EQ(device_name(""), "");
}

class Staff : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> database = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{Instant{1795305600000000}};
  Office office{*database, vault, clock};
  MunicipalityCode here{"PAZ14"}, there{"PAZ21"};

  AccountId account(const char* email, Function function, const MunicipalityCode& where) {
    const auto id =
        add_account(office, operator_actor(), email, "Мария Петрова", {{PostId{}, function, where, {}}}, password);
    EXPECT_TRUE(id.ok()) << id.refusals().front().code->name;
    return *id;
  }
  Actor actor(const char* email) {
    return *database->read([&](db::Session& s) { return actor_for(s, email); });
  }
  SignIn attempt(const char* email, const char* word, const char* remote = "192.0.2.7", std::string device = "") {
    return {email, word, remote, std::move(device), "Firefox/140 Linux"};
  }
  std::int64_t ledger_lines(const std::string& action) {
    return database->read([&](db::Session& s) { return s.count(q_ledger, {"%" + action + "%"}); });
  }
  void pass(std::int64_t seconds) { clock.move_to(clock.now().plus_seconds(seconds)); }
};
INSTANTIATE_TEST_SUITE_P(Engines, Staff, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Staff, sign_in_gives_a_session_that_ends) {
  account("maria@example.bg", Function::desk_officer, here);
  const auto in = sign_in(office, attempt("  Maria@Example.bg ", password));
  ASSERT_TRUE(in.ok());
  const auto who = by_session(office, in->token);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->actor.post.municipality, here);
  EXPECT_EQ(who->actor.name, "Мария Петрова");
  EXPECT_FALSE(by_session(office, in->token + "x"));
  EXPECT_FALSE(by_session(office, ""));
  sign_out(office, who->actor, in->token);
  EXPECT_FALSE(by_session(office, in->token));
  EXPECT_EQ(ledger_lines("account.signed_in"), 1);
  EXPECT_EQ(ledger_lines("account.signed_out"), 1);
}

TEST_P(Staff, session_ends_after_half_an_hour_of_rest_and_after_eight_hours) {
  account("maria@example.bg", Function::desk_officer, here);
  const auto idle = sign_in(office, attempt("maria@example.bg", password));
  pass(29 * 60);
  EXPECT_TRUE(by_session(office, idle->token));
  pass(29 * 60);
  EXPECT_TRUE(by_session(office, idle->token));
  pass(31 * 60);
  EXPECT_FALSE(by_session(office, idle->token));

  const auto busy = sign_in(office, attempt("maria@example.bg", password));
  for (int i = 0; i < 31; ++i) {
    pass(15 * 60);
    EXPECT_TRUE(by_session(office, busy->token)) << i;
  }
  pass(15 * 60);
  EXPECT_FALSE(by_session(office, busy->token));
}

TEST_P(Staff, sign_out_everywhere_and_disabling_end_sessions_at_once) {
  const auto id = account("maria@example.bg", Function::desk_officer, here);
  account("admin@example.bg", Function::administrator, here);
  const auto one = sign_in(office, attempt("maria@example.bg", password));
  const auto two = sign_in(office, attempt("maria@example.bg", password));
  ASSERT_TRUE(by_session(office, one->token) && by_session(office, two->token));
  sign_out_everywhere(office, one->actor);
  EXPECT_FALSE(by_session(office, one->token));
  EXPECT_FALSE(by_session(office, two->token));

  const auto three = sign_in(office, attempt("maria@example.bg", password));
  const auto token = make_api_token(office, operator_actor(), id, 30, Proof::password);
  ASSERT_TRUE(by_session(office, three->token) && by_token(office, *token));
  ASSERT_TRUE(disable_account(office, actor("admin@example.bg"), id).ok());
  EXPECT_FALSE(by_session(office, three->token));
  EXPECT_FALSE(by_token(office, *token));
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password)).refusals().front().is(wrong_sign_in));
}

TEST_P(Staff, lock_out_slows_the_guesser_and_never_the_owner) {
  account("maria@example.bg", Function::desk_officer, here);
  const auto before = sign_in(office, attempt("maria@example.bg", password));
  ASSERT_TRUE(before.ok());
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(
        sign_in(office, attempt("maria@example.bg", "no", "198.51.100.1")).refusals().front().is(wrong_sign_in));
  }
  // The right password does not help the guesser's address now …
  EXPECT_TRUE(
      sign_in(office, attempt("maria@example.bg", password, "198.51.100.1")).refusals().front().is(wait_before_next));
  // … but her own device does there, and so does any other address.
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password, "198.51.100.1", before->device_cookie)).ok());
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password, "203.0.113.9")).ok());
  pass(3);
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password, "198.51.100.1")).ok());
  // A made-up device is no device.
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", "no", "198.51.100.1", "abc.def"))
                  .refusals()
                  .front()
                  .is(wrong_sign_in));
}

TEST_P(Staff, many_addresses_guessing_at_one_account_are_slowed_together) {
  account("maria@example.bg", Function::desk_officer, here);
  const auto before = sign_in(office, attempt("maria@example.bg", password));
  ASSERT_TRUE(before.ok());
  for (int i = 0; i < 31; ++i) {
    const auto remote = "198.51.100." + std::to_string(i);
    EXPECT_TRUE(
        sign_in(office, attempt("maria@example.bg", "no", remote.c_str())).refusals().front().is(wrong_sign_in));
  }
  EXPECT_TRUE(
      sign_in(office, attempt("maria@example.bg", password, "203.0.113.9")).refusals().front().is(wait_before_next));
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password, "203.0.113.9", before->device_cookie)).ok());
}

TEST_P(Staff, unknown_address_and_wrong_password_are_one_answer_also_when_slowed) {
  account("maria@example.bg", Function::desk_officer, here);
  for (const char* email : {"maria@example.bg", "nobody@example.bg"}) {
    std::string answers;
    for (int i = 0; i < 6; ++i)
      answers += std::string(sign_in(office, attempt(email, "no", email)).refusals().front().code->name) + " ";
    EXPECT_EQ(answers,
              "staff.wrong_sign_in staff.wrong_sign_in staff.wrong_sign_in staff.wrong_sign_in staff.wrong_sign_in "
              "staff.wait_before_next ");
  }
}

TEST_P(Staff, welcome_link_sets_the_first_password_once) {
  const auto id =
      add_account(office, operator_actor(), "ivo@example.bg", "Иво", {{PostId{}, Function::mayor, here, {}}}, "");
  EXPECT_FALSE(sign_in(office, attempt("ivo@example.bg", "")).ok());
  const auto link = make_welcome_link(office, operator_actor(), *id);
  const auto token = link->substr(std::string_view("/welcome/").size());
  EXPECT_TRUE(use_welcome_link(office, token, "short", "short").refusals().front().is(password_too_short));
  EXPECT_TRUE(use_welcome_link(office, token, password, "other").refusals().front().is(passwords_differ));
  EXPECT_TRUE(use_welcome_link(office, token, password, password).ok());
  EXPECT_TRUE(use_welcome_link(office, token, password, password).refusals().front().is(link_over));
  EXPECT_TRUE(sign_in(office, attempt("ivo@example.bg", password)).ok());

  const auto old = make_welcome_link(office, operator_actor(), *id)->substr(9);
  const auto fresh = make_welcome_link(office, operator_actor(), *id)->substr(9);
  EXPECT_FALSE(find_welcome(office, old));
  EXPECT_TRUE(find_welcome(office, fresh));
  pass(73 * 3600);
  EXPECT_FALSE(find_welcome(office, fresh));
}

TEST_P(Staff, first_link_makes_one_administrator_of_an_empty_house) {
  database->write([](db::Tx& tx) { territory::load_demo_places(tx); });
  const auto token_of = [](const std::optional<std::string>& link) {
    return link.value_or("").substr(std::string_view("/welcome/").size());
  };
  const auto old = token_of(make_first_link(office));
  const auto token = token_of(make_first_link(office));
  EXPECT_FALSE(is_first_link(office, old)) << "a new start prints a new link, and the old one dies";
  ASSERT_TRUE(is_first_link(office, token));
  EXPECT_FALSE(find_welcome(office, token)) << "no password can be set for nobody";

  const FirstAccount good{" ada@example.bg ", "Ада Първа", here.text, password, password};
  const auto refused = [&](FirstAccount typed) {
    const auto made = add_first_account(office, token, typed);
    return made ? std::string("made")
                : std::string(made.refusals().front().code->name) + " " + made.refusals().front().field;
  };
  EXPECT_EQ(refused({good.email, "", good.municipality, password, password}), "required name");
  EXPECT_EQ(refused({"ada", good.name, good.municipality, password, password}), "staff.not_an_email email");
  EXPECT_EQ(refused({good.email, good.name, "", password, password}), "required municipality");
  EXPECT_EQ(refused({good.email, good.name, "XXX99", password, password}), "not_in_list municipality");
  EXPECT_EQ(refused({good.email, good.name, good.municipality, "short", "short"}), "staff.password_too_short password");
  EXPECT_EQ(refused({good.email, good.name, good.municipality, password, "other"}), "staff.passwords_differ repeated");
  EXPECT_TRUE(add_first_account(office, old, good).refusals().front().is(link_over));
  EXPECT_FALSE(database->read([](db::Session& s) { return any_account(s); }));

  ASSERT_TRUE(add_first_account(office, token, good).ok());
  const auto in = sign_in(office, attempt("ada@example.bg", password));
  ASSERT_TRUE(in.ok());
  EXPECT_EQ(in->actor.post.function, Function::administrator);
  EXPECT_EQ(in->actor.post.municipality, here);
  EXPECT_EQ(ledger_lines("account.first_link_made"), 2);
  EXPECT_EQ(ledger_lines("account.added"), 1);
  EXPECT_TRUE(add_first_account(office, token, {"second@example.bg", "Втора", here.text, password, password})
                  .refusals()
                  .front()
                  .is(link_over));
  EXPECT_FALSE(make_first_link(office)) << "the house has an administrator";
}

TEST_P(Staff, first_link_ends_with_any_account_and_after_72_hours) {
  const auto first = make_first_link(office)->substr(9);
  pass(73 * 3600);
  EXPECT_FALSE(is_first_link(office, first));
  const auto second = make_first_link(office)->substr(9);
  EXPECT_TRUE(is_first_link(office, second));
  account("maria@example.bg", Function::desk_officer, here);
  EXPECT_FALSE(is_first_link(office, second));
  EXPECT_TRUE(add_first_account(office, second, {"x@example.bg", "X", here.text, password, password})
                  .refusals()
                  .front()
                  .is(link_over));
}

TEST_P(Staff, guessing_at_links_is_slowed_by_address) {
  for (int i = 0; i < 31; ++i) {
    EXPECT_FALSE(why_wait_for_link(office, "198.51.100.1")) << i;
    count_missed_link(office, "198.51.100.1");
  }
  EXPECT_TRUE(why_wait_for_link(office, "198.51.100.1")->is(wait_before_next));
  EXPECT_FALSE(why_wait_for_link(office, "203.0.113.9"));
  account("maria@example.bg", Function::desk_officer, here);
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password, "198.51.100.1")).ok());
}

TEST_P(Staff, administrator_manages_her_municipality_and_never_herself) {
  const auto desk = account("maria@example.bg", Function::desk_officer, here);
  const auto foreign = account("foreign@example.bg", Function::desk_officer, there);
  const auto self = account("admin@example.bg", Function::administrator, here);
  const auto admin = actor("admin@example.bg");
  const HeldPost post{{PostId{}, Function::social_worker, here, {}}, std::nullopt, std::nullopt};
  EXPECT_TRUE(give_post(office, admin, desk, post).ok());
  EXPECT_TRUE(give_post(office, admin, self, post).refusals().front().is(not_for_yourself));
  EXPECT_TRUE(give_post(office, admin, foreign, post).refusals().front().is(not_found));
  EXPECT_TRUE(disable_account(office, admin, foreign).refusals().front().is(not_found));
  EXPECT_TRUE(make_welcome_link(office, admin, foreign).refusals().front().is(not_found));
  EXPECT_TRUE(add_account(office, admin, "x@example.bg", "X", {{PostId{}, Function::mayor, there, {}}}, "")
                  .refusals()
                  .front()
                  .is(not_found));
  EXPECT_TRUE(disable_account(office, actor("maria@example.bg"), desk).refusals().front().is(not_your_function));
  // Two municipalities share an account: neither administrator may take its password.
  EXPECT_TRUE(give_post(office, operator_actor(), desk, {{PostId{}, Function::desk_officer, there, {}}, {}, {}}).ok());
  EXPECT_TRUE(make_welcome_link(office, admin, desk).refusals().front().is(not_found));
  EXPECT_EQ(database->read([&](db::Session& s) { return list_managed(s, admin, "", 50)->size(); }), 2U);
}

TEST_P(Staff, post_is_chosen_and_ends_with_its_day) {
  const auto id = account("maria@example.bg", Function::desk_officer, here);
  pass(1);
  const HeldPost second{{PostId{}, Function::social_worker, there, {}}, std::nullopt, clock.today().plus_days(10)};
  ASSERT_TRUE(give_post(office, operator_actor(), id, second).ok());
  const auto in = sign_in(office, attempt("maria@example.bg", password));
  EXPECT_EQ(in->posts, 2);
  const auto posts = database->read([&](db::Session& s) { return store::list_posts(s, id); });
  const auto token = choose_post(office, in->actor, in->token, posts[1].post.id);
  ASSERT_TRUE(token.ok());
  EXPECT_FALSE(by_session(office, in->token));
  EXPECT_EQ(by_session(office, *token)->actor.post.municipality, there);
  EXPECT_TRUE(choose_post(office, in->actor, *token, PostId::make()).refusals().front().is(not_found));
  ASSERT_TRUE(end_post(office, operator_actor(), id, posts[1].post.id).ok());
  EXPECT_EQ(by_session(office, *token)->actor.post.municipality, here);
  ASSERT_TRUE(end_post(office, operator_actor(), id, posts[0].post.id).ok());
  EXPECT_FALSE(by_session(office, *token));
  EXPECT_TRUE(sign_in(office, attempt("maria@example.bg", password)).refusals().front().is(no_post));
}

TEST_P(Staff, holders_are_found_for_messages) {
  account("maria@example.bg", Function::desk_officer, here);
  account("head@example.bg", Function::provider_head, here);
  const auto found =
      database->read([&](db::Session& s) { return list_holders(s, Function::desk_officer, here, {}, clock.today()); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].email, "maria@example.bg");
}

TEST(SessionCache, forgets_at_once_and_after_five_seconds) {
  SessionCache cache;
  const Instant now{1'000'000'000};
  const auto mark = cache.mark();
  cache.put("a", {{}, now, now.plus_seconds(1800), now.plus_seconds(8000)}, mark);
  EXPECT_TRUE(cache.find("a", now.plus_seconds(4)));
  EXPECT_FALSE(cache.find("a", now.plus_seconds(5)));
  cache.forget_all();
  cache.put("a", {{}, now, now.plus_seconds(1800), now.plus_seconds(8000)}, mark);  // read before the sign-out
  EXPECT_FALSE(cache.find("a", now));
}

}  // namespace
}  // namespace gishe::staff
