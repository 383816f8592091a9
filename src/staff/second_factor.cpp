#include "staff/second_factor.h"

#include "base/text.h"
#include "platform/secrets/one_time_code.h"
#include "staff/account_acts.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"

namespace gishe::staff {
namespace {

constexpr int recovery_code_length = 12;  // 60 bits
constexpr std::int64_t free_codes = 4;
constexpr std::int64_t forgotten_after = 24 * 3600;

std::string context_of(const AccountId& account) { return "second_factor:" + account.text(); }

std::string recovery_digest(const Office& office, const AccountId& account, std::string_view typed) {
  return office.vault.keyed_hash("staff.recovery_code", account.text() + ":" + secrets::tidy_code(typed));
}

std::vector<std::string> make_recovery_codes(db::Tx& tx, const Office& office, const AccountId& account) {
  std::vector<std::string> codes, digests;
  for (int i = 0; i < recovery_codes; ++i) {
    codes.push_back(secrets::random_code(recovery_code_length));
    digests.push_back(recovery_digest(office, account, codes.back()));
  }
  store::replace_recovery_codes(tx, account, digests, office.now());
  return codes;
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const char* action) {
  office.note(tx, actor, {action, actor.post.municipality, "account", actor.account.value, "own_account", "", {}});
}

std::string bucket_of(const Office& office, const AccountId& account) {
  return office.vault.keyed_hash("staff.attempts", "code:" + account.text());
}

/// Nullopt when what was typed may be looked at now. One bucket for codes and passwords: a session somebody left open
/// or lost must not be where guessing is free.
std::optional<Refusal> why_wait(db::Session& session, const Office& office, const AccountId& account) {
  const auto seconds = office.now().seconds_until(store::find_bucket(session, bucket_of(office, account)).open_at);
  if (seconds <= 0) return std::nullopt;
  return Refusal(wait_before_next, "", {{"seconds", std::to_string(seconds)}});
}

void count_wrong(db::Tx& tx, const Office& office, const Actor& actor, const char* action) {
  const auto bucket = bucket_of(office, actor.account);
  auto row = store::find_bucket(tx, bucket);
  if (row.last_at.seconds_until(office.now()) > forgotten_after) row = {};
  ++row.failures;
  row.last_at = office.now();
  row.open_at = office.now().plus_seconds(delay_seconds(row.failures, free_codes));
  store::keep_bucket(tx, bucket, row);
  note(tx, office, actor, action);
}

std::string begin_proved(db::Tx& tx, const Office& office, const Actor& actor, std::string_view device) {
  const auto token = secrets::random_token();
  const auto now = office.now();
  store::insert_session(tx, {secrets::digest(token), actor.account, actor.post.id, secrets::random_token(),
                             std::string(device), now, now, now.plus_seconds(session_seconds), "second_factor"});
  return token;
}

bool code_is_good(db::Tx& tx, const Office& office, const AccountId& account, const store::SecondFactor& factor,
                  std::string_view typed) {
  const auto secret = office.vault.unseal(factor.sealed, context_of(account));
  if (!secret) return false;
  if (const auto step = secrets::step_of_code(*secret, typed, office.now()))
    return store::spend_step(tx, account, *step);
  return store::spend_recovery_code(tx, account, recovery_digest(office, account, typed));
}

std::optional<store::SessionRow> waiting_session(db::Session& session, const Office& office, std::string_view token) {
  if (token.empty() || token.size() > 200) return std::nullopt;
  auto row = store::find_session(session, secrets::digest(token));
  if (!row || row->proof != "code_awaited" || office.now() >= row->expires_at) return std::nullopt;
  return row;
}

Result<Proved> take_code(db::Tx& tx, Office& office, std::string_view token, std::string_view typed) {
  const auto row = waiting_session(tx, office, token);
  if (!row) return code_time_over;
  const auto account = store::find_account(tx, row->account);
  const auto factor = store::find_second_factor(tx, row->account);
  const auto held = store::list_posts_on(tx, row->account, office.today());
  if (!account || account->account.disabled || !factor || factor->sealed.empty() || held.empty()) return code_time_over;
  if (auto wait = why_wait(tx, office, row->account)) return *wait;
  Proved out;
  out.actor = {row->account, account->account.name, held.front().post, "", Proof::second_factor};
  out.posts = static_cast<int>(held.size());
  if (!code_is_good(tx, office, row->account, *factor, typed)) {
    count_wrong(tx, office, out.actor, "account.code_failed");
    return out;  // without a token: the failure has to be kept, a refusal here would not be
  }
  store::delete_session(tx, row->digest);
  store::delete_bucket(tx, bucket_of(office, row->account));
  out.token = begin_proved(tx, office, out.actor, row->device);
  out.actor.session = text::hex(secrets::digest(out.token)).substr(0, 12);
  note(tx, office, out.actor, "account.signed_in");
  return out;
}

/// Without a token where the code was wrong, as in take_code.
Result<Confirmed> confirm_in(db::Tx& tx, Office& office, const Actor& actor, std::string_view typed,
                             std::string_view device) {
  const auto factor = store::find_second_factor(tx, actor.account);
  if (!factor || !factor->pending_at || factor->pending_at->plus_seconds(pending_seconds) <= office.now()) {
    return no_secret_shown;
  }
  if (auto wait = why_wait(tx, office, actor.account)) return *wait;
  const auto secret = office.vault.unseal(factor->pending, context_of(actor.account));
  const auto step = secret ? secrets::step_of_code(*secret, typed, office.now()) : std::nullopt;
  if (!step) {
    count_wrong(tx, office, actor, "account.code_failed");
    return Confirmed{};
  }
  store::confirm_second_factor(tx, actor.account, factor->pending, *step, office.now());
  store::delete_sessions(tx, actor.account);
  store::delete_bucket(tx, bucket_of(office, actor.account));
  Actor proved = actor;
  proved.proof = Proof::second_factor;
  note(tx, office, proved, "account.second_factor_set");
  tell_owner(tx, office, actor.account);
  return Confirmed{begin_proved(tx, office, proved, device_name(device)),
                   make_recovery_codes(tx, office, actor.account)};
}

}  // namespace

std::optional<Refusal> why_not_own_password(Office& office, const Actor& actor, std::string_view typed,
                                            const char* field) {
  std::optional<store::AccountRow> account;
  std::optional<Refusal> wait;
  office.db.read([&](db::Session& s) {
    account = store::find_account(s, actor.account);
    wait = why_wait(s, office, actor.account);
  });
  if (!account) return Refusal(not_found);
  if (wait) return wait;
  if (secrets::password_matches(account->password_hash, typed)) return std::nullopt;
  office.db.write([&](db::Tx& tx) { count_wrong(tx, office, actor, "account.password_failed"); });
  return Refusal(wrong_password, field);
}

std::optional<Proof> proof_of(const std::optional<store::SecondFactor>& factor, Function function,
                              std::string_view kept) {
  if (kept == "code_awaited") return std::nullopt;
  if (kept == "second_factor") return Proof::second_factor;
  if (factor && !factor->sealed.empty()) return std::nullopt;
  if (access::needs_second_factor(function) || (factor && factor->required)) return Proof::awaiting;
  return Proof::password;
}

SecondFactorState second_factor_of(Office& office, const Actor& actor) {
  SecondFactorState state;
  office.db.read([&](db::Session& session) {
    const auto factor = store::find_second_factor(session, actor.account);
    if (!factor) return;
    state.since = factor->confirmed_at;
    state.codes_left = store::count_recovery_codes(session, actor.account);
    if (!factor->pending_at || factor->pending_at->plus_seconds(pending_seconds) <= office.now()) return;
    state.secret = office.vault.unseal(factor->pending, context_of(actor.account)).value_or("");
  });
  return state;
}

Result<Done> begin_second_factor(Office& office, const Actor& actor, std::string_view password) {
  if (auto no = why_not_own_password(office, actor, password, "password")) return *no;
  office.db.write([&](db::Tx& tx) {
    store::keep_pending_secret(tx, actor.account,
                               office.vault.seal(secrets::new_code_secret(), context_of(actor.account)), office.now());
    note(tx, office, actor, "account.second_factor_begun");
  });
  return Done{};
}

Result<Confirmed> confirm_second_factor(Office& office, const Actor& actor, std::string_view typed,
                                        std::string_view device) {
  auto done = office.db.write([&](db::Tx& tx) { return confirm_in(tx, office, actor, typed, device); });
  if (done && done->token.empty()) return Refusal(wrong_code, "code");
  session_cache().forget_all();
  return done;
}

Result<std::vector<std::string>> new_recovery_codes(Office& office, const Actor& actor, std::string_view password) {
  if (actor.proof != Proof::second_factor) return no_secret_shown;
  if (auto no = why_not_own_password(office, actor, password, "password")) return *no;
  return office.db.write([&](db::Tx& tx) -> Result<std::vector<std::string>> {
    const auto factor = store::find_second_factor(tx, actor.account);
    if (!factor || factor->sealed.empty()) return no_secret_shown;
    note(tx, office, actor, "account.recovery_codes_made");
    tell_owner(tx, office, actor.account);
    return make_recovery_codes(tx, office, actor.account);
  });
}

bool awaits_code(Office& office, std::string_view token) {
  return office.db.read([&](db::Session& s) { return waiting_session(s, office, token).has_value(); });
}

Result<Proved> show_code(Office& office, std::string_view waiting_token, std::string_view typed) {
  auto shown = office.db.write([&](db::Tx& tx) { return take_code(tx, office, waiting_token, typed); });
  if (shown && shown->token.empty()) return Refusal(wrong_code, "code");
  session_cache().forget_all();
  return shown;
}

}  // namespace gishe::staff
