#include "staff/second_factor.h"

#include "platform/secrets/one_time_code.h"
#include "staff/account_acts.h"
#include "staff/second_factor_steps.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"

namespace gishe::staff {
namespace {

using namespace steps;

std::string context_of(const AccountId& account) { return "second_factor:" + account.text(); }

bool code_is_good(db::Tx& tx, const Office& office, const AccountId& account, const store::SecondFactor& factor,
                  std::string_view typed) {
  const auto secret = factor.sealed.empty() ? std::nullopt : office.vault.unseal(factor.sealed, context_of(account));
  if (!secret && factor.passkeys == 0) return false;
  const auto step = secret ? secrets::step_of_code(*secret, typed, office.now()) : std::nullopt;
  if (step) return store::spend_step(tx, account, *step);
  return store::spend_recovery_code(tx, account, recovery_digest(office, account, typed));
}

Result<Proved> take_code(db::Tx& tx, Office& office, std::string_view token, std::string_view typed) {
  const auto who = who_waits(tx, office, token);
  if (!who) return who.refusals();
  if (code_is_good(tx, office, who->row.account, who->factor, typed)) return let_in(tx, office, *who);
  count_wrong(tx, office, who->actor, "account.code_failed");
  return Proved{"", who->actor, who->posts};  // the failure has to be kept, a refusal here would not be
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
  forget_wrong(tx, office, actor.account);
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
  if (factor && factor->in_use()) return std::nullopt;
  if (access::needs_second_factor(function) || (factor && factor->required)) return Proof::awaiting;
  return Proof::password;
}

SecondFactorState second_factor_of(Office& office, const Actor& actor) {
  SecondFactorState state;
  office.db.read([&](db::Session& session) {
    const auto factor = store::find_second_factor(session, actor.account);
    if (!factor) return;
    state.since = factor->confirmed_at;
    state.passkeys = store::list_passkeys(session, actor.account);
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
    if (!factor || !factor->in_use()) return no_secret_shown;
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
  if (shown) session_cache().forget_all();  // whoever knocks in vain costs nobody a look-up
  return shown;
}

}  // namespace gishe::staff
