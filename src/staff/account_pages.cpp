#include <algorithm>

#include "base/text.h"
#include "staff/second_factor.h"
#include "staff/sign_in.h"
#include "staff/staff_pages.h"
#include "territory/territory.h"

namespace gishe::staff::pages {
namespace {

using page::Values;

void fill_posts(page::Page& p, const web::Context& c, db::Session& session) {
  for (const auto& held : store::list_posts_on(session, c.actor.account, c.office.today())) {
    auto row = p.add("POSTS");
    row.set("FUNCTION", c.words("function." + std::string(function_name(held.post.function))));
    row.set("PLACE", territory::municipality_name(session, held.post.municipality, c.words.language()));
    row.set("UNTIL", held.until ? c.words.with("staff.until", {{"day", c.words.day(*held.until)}}) : std::string());
    const bool here = held.post.id == c.actor.post.id;
    if (here)
      row.add("HERE").badge("BADGE", Values::Tone::go, c.words("staff.account.here"));
    else
      row.add("CHOOSE").set("POST", held.post.id.text());
  }
}

void fill_sessions(page::Page& p, const web::Context& c, db::Session& session) {
  for (const auto& row : store::list_sessions(session, c.actor.account)) {
    if (c.office.now() >= row.expires_at || c.office.now() >= row.seen_at.plus_seconds(idle_seconds)) continue;
    if (row.proof == "code_awaited") continue;
    auto line = p.add("SESSIONS");
    line.set("DEVICE", row.device.empty() ? c.words("staff.account.unknown_device") : row.device);
    line.set("SINCE", c.words.moment(row.created_at));
    if (text::hex(row.digest).substr(0, 12) == c.actor.session) {
      line.add("HERE").badge("BADGE", Values::Tone::go, c.words("staff.account.this_one"));
    }
  }
}

void fill_password(page::Page& p, const web::Context& c, const Refusals& no) {
  const auto word = [&](const char* name, const char* key, const char* autocomplete) {
    Values::Input input{name, c.words(key)};
    input.type = "password";
    input.autocomplete = autocomplete;
    return input;
  };
  p.error_summary("ERRORS", no);
  p.input("OLD", word("old_password", "staff.old_password", "current-password"), no);
  auto fresh = word("password", "staff.new_password", "new-password");
  fresh.hint = c.words("staff.password_hint");
  p.input("PASSWORD", fresh, no);
  p.input("REPEATED", word("repeated", "staff.repeated", "new-password"), no);
}

web::Response show(web::Context& c, const Refusals& no) {
  auto p = c.page("staff/account.html");
  p.title(c.words("staff.account.title")).set("NAME", c.actor.name);
  std::vector<Values::Choice> languages;
  c.office.db.read([&](db::Session& session) {
    const auto account = find_account(session, c.actor.account);
    if (account) p.email("EMAIL", account->email);
    for (const char* code : {"bg", "it", "en"}) {
      languages.push_back({code, c.words("language." + std::string(code)), {}, account && account->language == code});
    }
    fill_posts(p, c, session);
    fill_sessions(p, c, session);
  });
  const auto factor = second_factor_of(c.office, c.actor);
  auto since = factor.since;
  if (!factor.passkeys.empty())
    since = std::min(since.value_or(factor.passkeys[0].made_at), factor.passkeys[0].made_at);
  p.set("FACTOR", since ? c.words.with("staff.factor.since", {{"day", c.words.day(local_time(*since).day)}})
                        : c.words("staff.factor.none"));
  p.radios("LANGUAGE", {"language", c.words("staff.account.language")}, languages);
  fill_password(p, c, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_account(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  return show(c, {});
}

web::Response choose_post(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto post = PostId::parse(c.request.form("post"));
  if (!post) return c.refuse(Refusal(not_found));
  const auto token = staff::choose_post(c.office, c.actor, session_token(c.request), *post);
  if (!token) return c.refuse(token.refusals());
  return with_session(c.go("/", "staff.account.post_chosen"), *token);
}

web::Response set_language(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto done = set_own_language(c.office, c.actor, c.request.form("language"));
  if (!done) return c.refuse(done.refusals());
  return c.go("/account", "staff.account.saved");
}

web::Response change_password(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto& r = c.request;
  const auto token = change_own_password(c.office, c.actor, r.form("old_password"), r.form("password"),
                                         r.form("repeated"), r.header("user-agent"));
  if (!token) return show(c, token.refusals());
  return with_session(c.go("/account", "staff.account.password_changed"), *token);
}

web::Response sign_out_everywhere(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  staff::sign_out_everywhere(c.office, c.actor);
  auto answer = web::Response::see_other("/sign-in");
  answer.headers.emplace_back("Set-Cookie", web::session_cookie("", 0));
  return answer;
}

}  // namespace gishe::staff::pages
