#include <gtest/gtest.h>

#include <memory>

#include "platform/db/testing.h"
#include "staff/account_acts.h"
#include "staff/passkey_device_test.h"
#include "staff/passkeys.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"

namespace gishe::staff {
namespace {

using testing::Device;
using testing::origin;

constexpr const char* password = "една дълга парола 7";
const secrets::PasskeySite site{"gishe.example.bg", origin};

TEST(passkey, is_good_only_where_browsers_have_them) {
  EXPECT_EQ(secrets::passkey_site("https://Gishe.example.bg:443")->origin, origin);
  EXPECT_EQ(secrets::passkey_site("https://gishe.example.bg:8443/x")->origin, "https://gishe.example.bg:8443");
  EXPECT_EQ(secrets::passkey_site("http://localhost:8080")->host, "localhost");
  for (const char* no :
       {"http://gishe.example.bg", "http://127.0.0.1:8080", "https://192.0.2.7", "https://[::1]", ""}) {
    EXPECT_FALSE(secrets::passkey_site(no)) << no;
  }
}

TEST(passkey, of_every_kind_of_key_is_read_and_its_signature_checked) {
  const auto challenge = secrets::random_bytes(32);
  for (const int type : {EVP_PKEY_EC, EVP_PKEY_RSA, EVP_PKEY_ED25519}) {
    const Device device(type), other(type);
    const auto made =
        secrets::read_new_passkey(site, challenge, device.made(challenge).client_data, device.new_auth_data());
    ASSERT_TRUE(made) << type;
    EXPECT_EQ(made->credential, device.credential);
    EXPECT_TRUE(made->user_verified);
    const auto use = secrets::check_passkey(site, challenge, made->key, device.shown(challenge, 7));
    ASSERT_TRUE(use) << type;
    EXPECT_EQ(use->counter, 7);
    EXPECT_FALSE(secrets::check_passkey(site, challenge, made->key, other.shown(challenge, 7))) << "another key";
  }
}

TEST(passkey, that_does_not_fit_is_refused) {
  const Device device;
  const auto challenge = secrets::random_bytes(32), other = secrets::random_bytes(32);
  const auto key =
      secrets::read_new_passkey(site, challenge, device.made(challenge).client_data, device.new_auth_data())->key;
  const auto check = [&](const std::string& client, const std::string& auth) {
    return secrets::check_passkey(site, challenge, key, device.sign(client, auth)).has_value();
  };
  const auto good = Device::client_data("get", challenge);
  EXPECT_TRUE(check(good, device.auth_data(1)));
  EXPECT_FALSE(check(Device::client_data("get", challenge, "https://gishe.example.com"), device.auth_data(1)));
  EXPECT_FALSE(check(Device::client_data("get", challenge, "http://gishe.example.bg"), device.auth_data(1)));
  EXPECT_FALSE(check(Device::client_data("get", other), device.auth_data(1)));
  EXPECT_FALSE(check(Device::client_data("create", challenge), device.auth_data(1)));
  EXPECT_FALSE(check(good, device.auth_data(1, "example.bg"))) << "another host's hash";
  EXPECT_FALSE(check(good, device.auth_data(1, "gishe.example.bg", 0x04))) << "nobody was there";
  EXPECT_FALSE(check(good, device.auth_data(1).substr(0, 36)));
  EXPECT_FALSE(check("[" + good + "]", device.auth_data(1)));
  EXPECT_FALSE(check(good + std::string(5000, ' '), device.auth_data(1))) << "too long";
  EXPECT_FALSE(check("{\"type\":\"webauthn.get\"", device.auth_data(1)));
  auto changed = device.shown(challenge, 1);
  changed.auth_data = device.auth_data(2);
  EXPECT_FALSE(secrets::check_passkey(site, challenge, key, changed)) << "not what was signed";
  changed = device.shown(challenge, 1);
  changed.signature.resize(10);
  EXPECT_FALSE(secrets::check_passkey(site, challenge, key, changed));
}

TEST(passkey, cut_anywhere_is_not_added) {
  for (const int type : {EVP_PKEY_EC, EVP_PKEY_RSA, EVP_PKEY_ED25519}) {
    const Device device(type);
    const auto challenge = secrets::random_bytes(32);
    const auto client = device.made(challenge).client_data;
    const auto whole = device.new_auth_data();
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_FALSE(secrets::read_new_passkey(site, challenge, client, whole.substr(0, size))) << type << " " << size;
    }
    EXPECT_FALSE(secrets::read_new_passkey(site, challenge, client, device.new_auth_data("example.bg")));
    EXPECT_FALSE(secrets::read_new_passkey(site, challenge, client, device.new_auth_data("gishe.example.bg", 0x44)));
  }
}

class Passkeys : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> database = db::testing::fresh_database(GetParam());
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{Instant{1795305600000000}};
  Office office{*database, vault, clock, origin};

  std::string enter(const char* email) {
    return sign_in(office, {email, password, "192.0.2.7", "", "Firefox/140"})->token;
  }
  Actor actor_of(const std::string& token) { return by_session(office, token)->actor; }
  /// An account whose only second factor is this device; gives back the token of its session.
  std::string with(const char* email, const Device& device, std::vector<std::string>* codes = nullptr) {
    (void)add_account(office, operator_actor(), email, "Мария Петрова",
                      {{PostId{}, Function::social_worker, MunicipalityCode{"PAZ14"}, {}}}, password);
    const auto token = enter(email);
    const auto done = add(token, device);
    if (codes) *codes = done->recovery_codes;
    return done->token;
  }
  Result<Confirmed> add(const std::string& token, const Device& device) {
    const auto who = actor_of(token);
    const auto asked = ask_new_passkey(office, who, token, password);
    return add_passkey(office, who, token, "лаптоп", device.made(asked->challenge), "Firefox/140");
  }
  static std::string name(const auto& result) { return result.ok() ? "" : result.refusals().front().code->name; }
  std::string show(const std::string& token, const Device& device, const secrets::PasskeyAnswer& answer) {
    return name(show_passkey(office, token, device.credential, answer));
  }
  std::int64_t lines(const char* action) {
    static const db::Query q{"test.lines", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return database->read([&](db::Session& s) { return s.count(q, {"%" + std::string(action) + "%"}); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Passkeys, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Passkeys, sign_in_like_a_code_and_each_challenge_once) {
  const Device device;
  std::vector<std::string> codes;
  const auto first = with("worker@example.bg", device, &codes);
  EXPECT_EQ(codes.size(), 10u);
  EXPECT_EQ(actor_of(first).proof, Proof::second_factor);
  const auto waits = enter("worker@example.bg");
  EXPECT_FALSE(by_session(office, waits));
  EXPECT_TRUE(awaits_passkey(office, waits));
  const auto asked = ask_passkey(office, waits);
  EXPECT_EQ(asked->challenge.size(), 32u);
  EXPECT_EQ(asked->credentials, std::vector{device.credential});
  const auto answer = device.shown(asked->challenge, 1);
  const auto in = show_passkey(office, waits, device.credential, answer);
  ASSERT_TRUE(in.ok());
  EXPECT_EQ(actor_of(in->token).proof, Proof::second_factor);

  const auto again = enter("worker@example.bg");
  EXPECT_EQ(show(again, device, answer), "staff.wrong_passkey") << "nothing was asked of this sign-in";
  const auto next = ask_passkey(office, again)->challenge;
  EXPECT_EQ(show(again, device, answer), "staff.wrong_passkey") << "the answer of the time before";
  EXPECT_EQ(show(again, device, device.shown(next, 2)), "staff.wrong_passkey")
      << "a challenge is spent by a wrong answer";
  EXPECT_TRUE(show_code(office, again, codes[2]).ok()) << "the paper works without an app";
}

TEST_P(Passkeys, the_challenge_is_of_one_sign_in_and_of_five_minutes) {
  const Device device;
  with("worker@example.bg", device);
  const auto one = enter("worker@example.bg"), two = enter("worker@example.bg");
  const auto mine = ask_passkey(office, one)->challenge;
  (void)ask_passkey(office, two);
  EXPECT_EQ(show(two, device, device.shown(mine, 1)), "staff.wrong_passkey");
  clock.move_to(clock.now().plus_seconds(challenge_seconds + 1));
  EXPECT_EQ(show(one, device, device.shown(mine, 1)), "staff.code_time_over");
}

TEST_P(Passkeys, of_another_account_opens_nothing) {
  const Device mine, theirs;
  with("worker@example.bg", mine);
  with("other@example.bg", theirs);
  const auto waits = enter("worker@example.bg");
  const auto challenge = ask_passkey(office, waits)->challenge;
  EXPECT_EQ(show(waits, theirs, theirs.shown(challenge, 1)), "staff.wrong_passkey");
  const auto next = ask_passkey(office, waits)->challenge;
  EXPECT_EQ(show(waits, mine, theirs.shown(next, 1)), "staff.wrong_passkey") << "her credential, another's key";
  EXPECT_EQ(lines("account.passkey_failed"), 2);
}

TEST_P(Passkeys, whose_counter_goes_back_is_refused_and_told) {
  const Device device;
  with("worker@example.bg", device);
  const auto shown = [&](std::uint32_t counter) {
    const auto waits = enter("worker@example.bg");
    return show(waits, device, device.shown(ask_passkey(office, waits)->challenge, counter));
  };
  EXPECT_EQ(shown(5), "");
  EXPECT_EQ(shown(5), "staff.passkey_copied");
  EXPECT_EQ(shown(4), "staff.passkey_copied");
  EXPECT_EQ(shown(0), "staff.passkey_copied");
  EXPECT_EQ(lines("account.passkey_counter_back"), 3);
  EXPECT_EQ(shown(6), "");
}

TEST_P(Passkeys, guessing_is_slowed_together_with_codes) {
  const Device device, wrong;
  with("worker@example.bg", device);
  const auto waits = enter("worker@example.bg");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(show(waits, device, wrong.shown(ask_passkey(office, waits)->challenge, 1)), "staff.wrong_passkey");
  }
  EXPECT_EQ(name(ask_passkey(office, waits)), "staff.wait_before_next");
  EXPECT_EQ(name(show_code(office, waits, "000000")), "staff.wait_before_next");
}

TEST_P(Passkeys, the_last_factor_stays_and_the_password_is_asked) {
  const Device one, two;
  const auto first = with("worker@example.bg", one);
  EXPECT_EQ(name(ask_new_passkey(office, actor_of(first), first, "друга")), "staff.wrong_password");
  EXPECT_EQ(name(remove_passkey(office, actor_of(first), one.credential, password, "")), "staff.keep_one_factor");
  const auto second = add(first, two);
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(second->recovery_codes.empty()) << "those on paper go on";
  EXPECT_FALSE(by_session(office, first));
  const auto who = actor_of(second->token);
  EXPECT_EQ(second_factor_of(office, who).passkeys.size(), 2u);
  EXPECT_EQ(name(remove_passkey(office, who, one.credential, "друга", "")), "staff.wrong_password");
  EXPECT_EQ(name(remove_passkey(office, who, secrets::random_bytes(32), password, "")), "not_found");
  const auto left = remove_passkey(office, who, one.credential, password, "");
  ASSERT_TRUE(left.ok());
  EXPECT_FALSE(by_session(office, second->token));
  EXPECT_EQ(second_factor_of(office, actor_of(*left)).passkeys.size(), 1u);
  EXPECT_EQ(name(add(*left, two)), "staff.wrong_passkey") << "a credential stands once";
}

TEST_P(Passkeys, are_gone_with_a_reset_and_a_new_factor_is_asked) {
  const Device device;
  const auto token = with("worker@example.bg", device);
  const auto id = actor_of(token).account;
  (void)add_account(office, operator_actor(), "admin@example.bg", "Ада Първа",
                    {{PostId{}, Function::administrator, MunicipalityCode{"PAZ14"}, {}}}, password);
  const Actor admin = *database->read([&](db::Session& s) { return actor_for(s, "admin@example.bg"); });
  ASSERT_TRUE(reset_second_factor(office, admin, id).ok());
  EXPECT_FALSE(by_session(office, token));
  EXPECT_EQ(actor_of(enter("worker@example.bg")).proof, Proof::awaiting);
}

TEST_P(Passkeys, and_codes_tried_in_vain_make_nobody_else_be_looked_up_again) {
  const Device device, wrong;
  const auto token = with("worker@example.bg", device);
  const auto waits = enter("worker@example.bg");
  const auto mark = session_cache().mark();
  EXPECT_EQ(show("nobody's", device, device.shown(secrets::random_bytes(32), 1)), "staff.code_time_over");
  EXPECT_EQ(show(waits, device, wrong.shown(ask_passkey(office, waits)->challenge, 1)), "staff.wrong_passkey");
  EXPECT_EQ(name(show_code(office, "nobody's", "000000")), "staff.code_time_over");
  EXPECT_EQ(name(show_code(office, waits, "000000")), "staff.wrong_code");
  EXPECT_EQ(name(remove_passkey(office, actor_of(token), device.credential, password, "")), "staff.keep_one_factor");
  EXPECT_EQ(session_cache().mark(), mark);
}

TEST_P(Passkeys, without_tls_nothing_is_asked) {
  const Device device;
  with("worker@example.bg", device);
  office.public_address = "http://gishe.example.bg";
  EXPECT_FALSE(awaits_passkey(office, enter("worker@example.bg")));
  EXPECT_EQ(name(ask_passkey(office, enter("worker@example.bg"))), "staff.no_passkeys_here");
}

}  // namespace
}  // namespace gishe::staff
