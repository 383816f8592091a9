#include "staff/second_factor_steps.h"

#include "base/text.h"
#include "staff/second_factor.h"
#include "staff/sign_in.h"

namespace gishe::staff::steps {
namespace {

constexpr int recovery_code_length = 12;  // 60 bits
constexpr std::int64_t free_codes = 4;
constexpr std::int64_t forgotten_after = 24 * 3600;

std::string bucket_of(const Office& office, const AccountId& account) {
  return office.vault.keyed_hash("staff.attempts", "code:" + account.text());
}

}  // namespace

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

std::optional<store::SessionRow> waiting_session(db::Session& session, const Office& office, std::string_view token) {
  if (token.empty() || token.size() > 200) return std::nullopt;
  auto row = store::find_session(session, secrets::digest(token));
  if (!row || row->proof != "code_awaited" || office.now() >= row->expires_at) return std::nullopt;
  return row;
}

Result<Waiting> who_waits(db::Tx& tx, const Office& office, std::string_view token) {
  auto row = waiting_session(tx, office, token);
  if (!row) return code_time_over;
  const auto account = store::find_account(tx, row->account);
  auto factor = store::find_second_factor(tx, row->account);
  const auto held = store::list_posts_on(tx, row->account, office.today());
  if (!account || account->account.disabled || !factor || !factor->in_use() || held.empty()) return code_time_over;
  if (auto wait = why_wait(tx, office, row->account)) return *wait;
  Waiting out{std::move(*row), std::move(*factor), {}, static_cast<int>(held.size())};
  out.actor = {out.row.account, account->account.name, held.front().post, "", Proof::second_factor};
  return out;
}

Proved let_in(db::Tx& tx, const Office& office, const Waiting& who) {
  store::delete_session(tx, who.row.digest);
  forget_wrong(tx, office, who.row.account);
  Proved out{begin_proved(tx, office, who.actor, who.row.device), who.actor, who.posts};
  out.actor.session = text::hex(secrets::digest(out.token)).substr(0, 12);
  note(tx, office, out.actor, "account.signed_in");
  return out;
}

void forget_wrong(db::Tx& tx, const Office& office, const AccountId& account) {
  store::delete_bucket(tx, bucket_of(office, account));
}

}  // namespace gishe::staff::steps
