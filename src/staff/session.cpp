#include <algorithm>

#include "base/text.h"
#include "platform/words/words.h"
#include "staff/second_factor.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"
#include "territory/territory.h"

namespace gishe::staff {

// Set once before the first request, read by many threads after.
static AsksSecondFactor asks_port = nullptr;

void ask_second_factor_with(AsksSecondFactor asks) { asks_port = asks; }

namespace {

/// The post the session chose if it is still in force, else the first that is.
const HeldPost* post_in_use(const std::vector<HeldPost>& held, const PostId& chosen) {
  if (held.empty()) return nullptr;
  const auto at = std::find_if(held.begin(), held.end(), [&](const HeldPost& h) { return h.post.id == chosen; });
  return at == held.end() ? &held.front() : &*at;
}

/// `kept`: how the session or token was begun.
std::optional<web::SignedIn> who_is(db::Session& session, const AccountId& id, const PostId& chosen,
                                    std::string_view kept, Day today) {
  const auto account = find_account(session, id);
  if (!account || account->disabled) return std::nullopt;
  const auto held = store::list_posts_on(session, id, today);
  const auto* post = post_in_use(held, chosen);
  if (!post) return std::nullopt;
  auto proof = proof_of(store::find_second_factor(session, id), post->post.function, kept);
  if (!proof) return std::nullopt;
  if (*proof == Proof::password && asks_port && asks_port(session, id)) proof = Proof::awaiting;
  web::SignedIn who;
  who.actor.proof = *proof;
  if (*proof == Proof::awaiting) who.first_go_to = "/account/second-factor";
  who.actor.account = id;
  who.actor.name = account->name;
  who.actor.post = post->post;
  who.language = words::from_code(account->language);
  const auto language = who.language.value_or(words::Language::bg);
  who.post_label = words::Words(language)("function." + std::string(function_name(post->post.function)));
  if (const auto place = territory::find_municipality(session, post->post.municipality))
    who.municipality_name = place->name(language);
  return who;
}

std::int64_t rest_seconds(const store::SessionRow& row) {
  return row.proof == "second_factor" ? idle_seconds_proved : idle_seconds;
}

std::string short_digest(std::string_view digest) { return text::hex(digest).substr(0, 12); }

}  // namespace

std::optional<web::SignedIn> by_session(Office& office, std::string_view token) {
  if (token.empty() || token.size() > 200) return std::nullopt;
  const auto digest = secrets::digest(token);
  const auto now = office.now();
  auto& cache = session_cache();
  if (auto who = cache.find(digest, now)) return who;
  const auto mark = cache.mark();
  std::optional<store::SessionRow> row;
  std::optional<web::SignedIn> who;
  office.db.read([&](db::Session& session) {
    row = store::find_session(session, digest);
    if (!row || now >= row->expires_at || now >= row->seen_at.plus_seconds(rest_seconds(*row))) return;
    who = who_is(session, row->account, row->post, row->proof, office.today());
  });
  if (!who) return std::nullopt;
  who->csrf = row->csrf;
  who->actor.session = short_digest(digest);
  auto seen_at = row->seen_at;
  if (seen_at.seconds_until(now) >= touch_seconds) {
    office.db.write([&](db::Tx& tx) { store::touch_session(tx, digest, now); });
    seen_at = now;
  }
  cache.put(digest, {*who, now, seen_at.plus_seconds(rest_seconds(*row)), row->expires_at}, mark);
  return who;
}

std::optional<web::SignedIn> by_token(Office& office, std::string_view token) {
  if (token.empty() || token.size() > 200) return std::nullopt;
  const auto digest = secrets::digest(token);
  const auto now = office.now();
  auto& cache = session_cache();
  if (auto who = cache.find("token:" + digest, now)) return who;
  const auto mark = cache.mark();
  auto who = office.db.read([&](db::Session& session) -> std::optional<web::SignedIn> {
    const auto kept = store::find_token(session, digest, now);
    if (!kept) return std::nullopt;
    return who_is(session, kept->account, {}, kept->proof, office.today());
  });
  if (!who) return std::nullopt;
  who->actor.session = short_digest(digest);
  const auto soon = now.plus_seconds(SessionCache::kept_micros / 1'000'000);
  cache.put("token:" + digest, {*who, now, soon, soon}, mark);
  return who;
}

std::optional<Actor> actor_for(db::Session& session, std::string_view email) {
  const auto account = find_account_by_email(session, email);
  if (!account) return std::nullopt;
  const auto held = store::list_posts(session, account->id);
  if (held.empty()) return std::nullopt;
  return Actor{account->id, account->name, held.front().post, ""};
}

}  // namespace gishe::staff
