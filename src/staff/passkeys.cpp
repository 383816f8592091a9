#include "staff/passkeys.h"

#include <algorithm>

#include "base/text.h"
#include "staff/second_factor_steps.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"

namespace gishe::staff {
namespace {

using namespace steps;

std::vector<std::string> credentials_of(const std::vector<store::Passkey>& passkeys) {
  std::vector<std::string> list;
  for (const auto& passkey : passkeys) list.push_back(passkey.made.credential);
  return list;
}

bool ask(db::Tx& tx, const Office& office, std::string_view session_digest, PasskeyQuestion& question) {
  question.challenge = secrets::random_bytes(32);
  return store::keep_challenge(tx, session_digest, question.challenge, office.now().plus_seconds(challenge_seconds));
}

/// A failure is told and counted here; its line has to be kept, so the act goes on without a token.
const RefusalCode* why_not_shown(db::Tx& tx, const Office& office, const Waiting& who, std::string_view credential,
                                 const secrets::PasskeyAnswer& answer) {
  const auto site = secrets::passkey_site(office.public_address);
  const auto challenge = store::take_challenge(tx, who.row.digest, office.now());
  const auto list = store::list_passkeys(tx, who.row.account);
  const auto at =
      std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.made.credential == credential; });
  const auto use = site && !challenge.empty() && at != list.end()
                       ? secrets::check_passkey(*site, challenge, at->made.key, answer)
                       : std::nullopt;
  if (!use) {
    count_wrong(tx, office, who.actor, "account.passkey_failed");
    return &wrong_passkey;
  }
  if (store::use_passkey(tx, *at, *use, office.now())) return nullptr;
  count_wrong(tx, office, who.actor, "account.passkey_counter_back");
  return &passkey_copied;
}

/// Without a token where the key was wrong: the spent challenge and the failure are kept.
Confirmed add_in(db::Tx& tx, Office& office, const Actor& actor, std::string_view session_digest,
                 const std::string& name, const secrets::PasskeyAnswer& answer, std::string_view device) {
  const auto site = secrets::passkey_site(office.public_address);
  const auto session = store::find_session(tx, session_digest);
  const auto challenge = store::take_challenge(tx, session_digest, office.now());
  const auto made = site && session && session->account == actor.account
                        ? secrets::read_new_passkey(*site, challenge, answer.client_data, answer.auth_data)
                        : std::nullopt;
  if (!made || !store::insert_passkey(tx, {actor.account, name, *made, office.now(), std::nullopt})) return {};
  store::require_second_factor(tx, actor.account);
  const auto factor = store::find_second_factor(tx, actor.account);
  store::delete_sessions(tx, actor.account);
  Actor proved = actor;
  proved.proof = Proof::second_factor;
  note(tx, office, proved, "account.passkey_added");
  tell_owner(tx, office, actor.account);
  Confirmed out{begin_proved(tx, office, proved, device_name(device)), {}};
  if (factor->sealed.empty() && factor->passkeys == 1)
    out.recovery_codes = make_recovery_codes(tx, office, actor.account);
  return out;
}

}  // namespace

Result<PasskeyQuestion> ask_new_passkey(Office& office, const Actor& actor, std::string_view token,
                                        std::string_view password) {
  const auto site = secrets::passkey_site(office.public_address);
  if (!site) return no_passkeys_here;
  if (auto no = why_not_own_password(office, actor, password, "passkey_password")) return *no;
  return office.db.write([&](db::Tx& tx) -> Result<PasskeyQuestion> {
    const auto list = store::list_passkeys(tx, actor.account);
    if (list.size() >= passkeys_max) return Refusal(too_many_passkeys, "", {{"max", std::to_string(passkeys_max)}});
    const auto account = find_account(tx, actor.account);
    if (!account) return not_found;
    PasskeyQuestion question{*site, "", credentials_of(list),
                             office.vault.keyed_hash("staff.passkey_user", actor.account.text()), account->email};
    if (!ask(tx, office, secrets::digest(token), question)) return not_found;
    return question;
  });
}

Result<Confirmed> add_passkey(Office& office, const Actor& actor, std::string_view token, std::string_view typed,
                              const secrets::PasskeyAnswer& answer, std::string_view device) {
  auto name = text::tidy(typed);
  if (name.empty()) name = device_name(device);
  if (name.empty()) name = "passkey";
  if (text::length(name) > passkey_name_max) {
    return Refusal(too_long, "passkey_name", {{"max", std::to_string(passkey_name_max)}});
  }
  const auto digest = secrets::digest(token);
  auto done = office.db.write([&](db::Tx& tx) { return add_in(tx, office, actor, digest, name, answer, device); });
  if (done.token.empty()) return wrong_passkey;
  session_cache().forget_all();
  return done;
}

Result<std::string> remove_passkey(Office& office, const Actor& actor, std::string_view credential,
                                   std::string_view password, std::string_view device) {
  if (auto no = why_not_own_password(office, actor, password, "removal_password")) return *no;
  auto fresh = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    store::require_second_factor(tx, actor.account);
    const auto factor = store::find_second_factor(tx, actor.account);
    if (!store::delete_passkey(tx, actor.account, credential)) return Refusal(not_found);
    if (factor->sealed.empty() && factor->passkeys == 1) return Refusal(keep_one_factor);
    store::delete_sessions(tx, actor.account);
    note(tx, office, actor, "account.passkey_removed");
    tell_owner(tx, office, actor.account);
    return begin_proved(tx, office, actor, device_name(device));
  });
  if (fresh) session_cache().forget_all();
  return fresh;
}

Result<PasskeyQuestion> ask_passkey(Office& office, std::string_view token) {
  const auto site = secrets::passkey_site(office.public_address);
  if (!site) return no_passkeys_here;
  return office.db.write([&](db::Tx& tx) -> Result<PasskeyQuestion> {
    const auto who = who_waits(tx, office, token);
    if (!who) return who.refusals();
    PasskeyQuestion question{*site, "", credentials_of(store::list_passkeys(tx, who->row.account)), "", ""};
    if (question.credentials.empty() || !ask(tx, office, who->row.digest, question)) return code_time_over;
    return question;
  });
}

Result<Proved> show_passkey(Office& office, std::string_view token, std::string_view credential,
                            const secrets::PasskeyAnswer& answer) {
  const RefusalCode* no = nullptr;
  auto shown = office.db.write([&](db::Tx& tx) -> Result<Proved> {
    const auto who = who_waits(tx, office, token);
    if (!who) return who.refusals();
    no = why_not_shown(tx, office, *who, credential, answer);
    if (no) return Proved{};
    return let_in(tx, office, *who);
  });
  if (shown && no) return Refusal(*no);
  if (shown) session_cache().forget_all();
  return shown;
}

bool awaits_passkey(Office& office, std::string_view token) {
  if (!secrets::passkey_site(office.public_address)) return false;
  return office.db.read([&](db::Session& s) {
    const auto row = waiting_session(s, office, token);
    return row && !store::list_passkeys(s, row->account).empty();
  });
}

}  // namespace gishe::staff
