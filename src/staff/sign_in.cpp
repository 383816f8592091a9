#include "staff/sign_in.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "staff/password_rules.h"
#include "staff/second_factor.h"
#include "staff/session_cache.h"

namespace gishe::staff {
namespace {

constexpr std::int64_t free_failures = 4;           // per account and device, or account and address
constexpr std::int64_t free_failures_address = 30;  // an office shares one address
constexpr std::int64_t free_failures_account = 30;  // one account from anywhere: many addresses guessing together
constexpr std::int64_t delay_max = 15 * 60;
constexpr std::int64_t forgotten_after = 24 * 3600;

/// "ID.MAC": this browser signed in to this account before. Only hers to spend: it proves nothing else.
std::string device_mac(const Office& office, std::string_view email, std::string_view id) {
  return text::hex(office.vault.keyed_hash("staff.known_device", store::email_key(email) + ":" + std::string(id)));
}

std::string known_device(const Office& office, const SignIn& attempt) {
  const auto dot = attempt.device_cookie.find('.');
  if (dot == std::string::npos || attempt.device_cookie.size() > 200) return {};
  const auto id = attempt.device_cookie.substr(0, dot);
  if (!secrets::same(attempt.device_cookie.substr(dot + 1), device_mac(office, attempt.email, id))) return {};
  return id;
}

struct Buckets {
  std::string own, address, everywhere;  // only `own` for a known device: others' failures are not hers
};
Buckets buckets_of(const Office& office, const SignIn& attempt, const std::string& device) {
  const auto key = store::email_key(attempt.email);
  if (!device.empty()) return {office.vault.keyed_hash("staff.attempts", "device:" + key + ":" + device), "", ""};
  return {office.vault.keyed_hash("staff.attempts", "account:" + key + ":" + attempt.remote),
          office.vault.keyed_hash("staff.attempts", "address:" + attempt.remote),
          office.vault.keyed_hash("staff.attempts", "everywhere:" + key)};
}

std::string link_bucket(const Office& office, std::string_view remote) {
  return office.vault.keyed_hash("staff.attempts", "link:" + std::string(remote));
}

void add_failure(db::Tx& tx, std::string_view bucket, std::int64_t free, Instant now) {
  if (bucket.empty()) return;
  auto row = store::find_bucket(tx, bucket);
  if (row.last_at.seconds_until(now) > forgotten_after) row = {};
  ++row.failures;
  row.last_at = now;
  row.open_at = now.plus_seconds(delay_seconds(row.failures, free));
  store::keep_bucket(tx, bucket, row);
}

std::optional<Refusal> why_wait(db::Session& session, const Buckets& buckets, Instant now) {
  std::int64_t seconds = 0;
  for (const auto& bucket : {buckets.own, buckets.address, buckets.everywhere}) {
    if (!bucket.empty()) seconds = std::max(seconds, now.seconds_until(store::find_bucket(session, bucket).open_at));
  }
  if (seconds <= 0) return std::nullopt;
  return Refusal(wait_before_next, "", {{"seconds", std::to_string(seconds)}});
}

/// `proof`: as the session keeps it; one that waits for a code lives for minutes.
std::string begin_session(db::Tx& tx, const Office& office, const Actor& actor, std::string_view device,
                          std::string_view proof) {
  const auto token = secrets::random_token();
  const auto now = office.now();
  const auto seconds = proof == "code_awaited" ? awaited_seconds : session_seconds;
  store::insert_session(tx, {secrets::digest(token), actor.account, actor.post.id, secrets::random_token(),
                             std::string(device), now, now, now.plus_seconds(seconds), std::string(proof)});
  return token;
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const char* action, std::string reason = {}) {
  office.note(tx, actor,
              {action, actor.post.municipality, "account", actor.account.value, "own_account", std::move(reason), {}});
}

/// What the account says now; the password was checked before, outside of any transaction.
Result<SignedInNow> begin_in(db::Tx& tx, Office& office, const AccountId& id, const SignIn& attempt,
                             const Buckets& buckets, std::string device) {
  const auto account = store::find_account(tx, id);
  if (!account || account->account.disabled) return wrong_sign_in;
  const auto held = store::list_posts_on(tx, id, office.today());
  if (held.empty()) return no_post;
  SignedInNow out;
  out.actor = {id, account->account.name, held.front().post, "", Proof::password};
  out.posts = static_cast<int>(held.size());
  const auto factor = store::find_second_factor(tx, id);
  out.needs_code = factor && factor->in_use();
  const auto proof = proof_of(factor, held.front().post.function, out.needs_code ? "code_awaited" : "password");
  if (proof) out.actor.proof = *proof;
  out.token = begin_session(tx, office, out.actor, device_name(attempt.user_agent),
                            out.needs_code ? "code_awaited" : "password");
  out.actor.session = text::hex(secrets::digest(out.token)).substr(0, 12);
  if (device.empty()) device = text::hex(secrets::random_bytes(16));
  out.device_cookie = device + "." + device_mac(office, attempt.email, device);
  if (!attempt.old_token.empty() && attempt.old_token.size() <= 200) {
    store::delete_session(tx, secrets::digest(attempt.old_token));
  }
  store::delete_bucket(tx, buckets.own);
  store::delete_old(tx, office.now());
  note(tx, office, out.actor, out.needs_code ? "account.password_shown" : "account.signed_in");
  return out;
}

}  // namespace

std::int64_t delay_seconds(std::int64_t failures, std::int64_t free) {
  if (failures <= free) return 0;
  const auto doublings = std::min<std::int64_t>(failures - free, 20);
  return std::min(std::int64_t{1} << doublings, delay_max);
}

Result<SignedInNow> sign_in(Office& office, const SignIn& attempt) {
  const auto device = known_device(office, attempt);
  const auto buckets = buckets_of(office, attempt, device);
  std::optional<Refusal> wait;
  std::optional<store::AccountRow> account;
  office.db.read([&](db::Session& session) {
    wait = why_wait(session, buckets, office.now());
    account = store::find_by_email(session, attempt.email);
  });
  if (wait) return *wait;
  const bool long_enough_to_try = attempt.password.size() <= 4 * static_cast<std::size_t>(password_length_max);
  const bool usable = account && !account->account.disabled && !account->password_hash.empty() && long_enough_to_try;
  bool good = false;
  if (usable)
    good = secrets::password_matches(account->password_hash, attempt.password);
  else
    secrets::pretend_password_check("no account behaves like an account");
  if (!good) {
    office.db.write([&](db::Tx& tx) {
      add_failure(tx, buckets.own, free_failures, office.now());
      add_failure(tx, buckets.address, free_failures_address, office.now());
      add_failure(tx, buckets.everywhere, free_failures_account, office.now());
      Actor nobody;
      // For the account's own history; unknown addresses leave no line, or anybody could fill the ledger.
      if (account)
        office.note(tx, nobody,
                    {"account.sign_in_failed", {}, "account", account->account.id.value, "sign_in", "", {}});
    });
    return wrong_sign_in;
  }
  auto begun =
      office.db.write([&](db::Tx& tx) { return begin_in(tx, office, account->account.id, attempt, buckets, device); });
  if (!attempt.old_token.empty()) session_cache().forget_all();
  return begun;
}

void tell_owner(db::Tx& tx, const Office& office, const AccountId& id) {
  const auto account = store::find_account(tx, id);
  if (!account) return;
  post::queue(tx, office.clock,
              {account->account.email,
               words::from_code(account->account.language).value_or(words::Language::bg),
               "credentials_changed",
               {{"link", office.public_address + "/sign-in"}}});
}

void sign_out(Office& office, const Actor& actor, std::string_view token) {
  office.db.write([&](db::Tx& tx) {
    if (store::delete_session(tx, secrets::digest(token))) note(tx, office, actor, "account.signed_out");
  });
  session_cache().forget_all();
}

void sign_out_everywhere(Office& office, const Actor& actor) {
  office.db.write([&](db::Tx& tx) {
    store::delete_sessions(tx, actor.account);
    note(tx, office, actor, "account.signed_out", "everywhere");
  });
  session_cache().forget_all();
}

Result<std::string> choose_post(Office& office, const Actor& actor, std::string_view token, const PostId& post) {
  auto fresh = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto old = store::find_session(tx, secrets::digest(token));
    if (!old || old->account != actor.account) return not_found;
    for (const auto& held : store::list_posts_on(tx, actor.account, office.today())) {
      if (held.post.id != post) continue;
      Actor next = actor;
      next.post = held.post;
      store::delete_session(tx, old->digest);
      auto made = begin_session(tx, office, next, old->device, old->proof);
      note(tx, office, next, "account.post_chosen");
      return made;
    }
    return not_found;
  });
  session_cache().forget_all();
  return fresh;
}

Result<Done> set_own_language(Office& office, const Actor& actor, std::string_view language) {
  if (!language.empty() && !words::from_code(language)) return Refusal(not_in_list, "language");
  office.db.write([&](db::Tx& tx) { store::set_language(tx, actor.account, language); });
  session_cache().forget_all();
  return Done{};
}

Result<std::string> change_own_password(Office& office, const Actor& actor, std::string_view old_password,
                                        std::string_view new_password, std::string_view repeated,
                                        std::string_view device) {
  const auto account =
      office.db.read([&](db::Session& session) { return store::find_account(session, actor.account); });
  if (!account) return not_found;
  if (auto no = why_not_own_password(office, actor, old_password, "old_password")) return *no;
  if (auto no = why_not_password(new_password, account->account.email)) return *no;
  if (new_password != repeated) return Refusal(passwords_differ, "repeated");
  const auto hash = secrets::hash_password(new_password);
  auto fresh = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    store::set_password(tx, actor.account, hash);
    store::delete_sessions(tx, actor.account);
    note(tx, office, actor, "account.password_changed");
    tell_owner(tx, office, actor.account);
    return begin_session(tx, office, actor, device_name(device),
                         actor.proof == Proof::second_factor ? "second_factor" : "password");
  });
  session_cache().forget_all();
  return fresh;
}

void choose_language(Office& office, const Actor& actor, words::Language language) {
  (void)set_own_language(office, actor, words::code(language));
}

std::optional<Refusal> why_wait_for_link(Office& office, std::string_view remote) {
  return office.db.read(
      [&](db::Session& session) { return why_wait(session, {link_bucket(office, remote), "", ""}, office.now()); });
}

void count_missed_link(Office& office, std::string_view remote) {
  office.db.write(
      [&](db::Tx& tx) { add_failure(tx, link_bucket(office, remote), free_failures_address, office.now()); });
}

std::optional<Account> find_welcome(Office& office, std::string_view token) {
  return office.db.read([&](db::Session& session) -> std::optional<Account> {
    const auto id = store::find_invitation(session, secrets::digest(token), office.now());
    if (!id) return std::nullopt;
    auto account = find_account(session, *id);
    if (!account || account->disabled) return std::nullopt;
    return account;
  });
}

Result<Done> use_welcome_link(Office& office, std::string_view token, std::string_view password,
                              std::string_view repeated) {
  const auto account = find_welcome(office, token);
  if (!account) return link_over;
  if (auto no = why_not_password(password, account->email)) return *no;
  if (password != repeated) return Refusal(passwords_differ, "repeated");
  const auto hash = secrets::hash_password(password);
  auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    if (!store::use_invitation(tx, secrets::digest(token), office.now())) return link_over;
    store::set_password(tx, account->id, hash);
    store::delete_sessions(tx, account->id);
    const auto held = store::list_posts(tx, account->id);
    note(tx, office, Actor{account->id, account->name, held.empty() ? Post{} : held.front().post, ""},
         "account.password_set");
    tell_owner(tx, office, account->id);
    return Done{};
  });
  session_cache().forget_all();
  return done;
}

std::string device_name(std::string_view agent) {
  // Order matters: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> browsers = {{{"Edg/", "Edge"},
                                                                                      {"OPR/", "Opera"},
                                                                                      {"Firefox/", "Firefox"},
                                                                                      {"Chrome/", "Chrome"},
                                                                                      {"Safari/", "Safari"},
                                                                                      {"curl/", "curl"}}};
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> systems = {{{"Android", "Android"},
                                                                                     {"iPhone", "iPhone"},
                                                                                     {"iPad", "iPad"},
                                                                                     {"Windows", "Windows"},
                                                                                     {"Mac OS", "macOS"},
                                                                                     {"Linux", "Linux"}}};
  std::string name;
  for (const auto& list : {browsers, systems}) {
    for (const auto& [mark, words] : list) {
      if (agent.find(mark) == std::string_view::npos) continue;
      name += name.empty() ? "" : ", ";
      name += words;
      break;
    }
  }
  return name;
}

}  // namespace gishe::staff
