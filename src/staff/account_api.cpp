#include "platform/web/json.h"
#include "staff/staff_pages.h"
#include "staff/staff_store.h"

namespace gishe::staff::api {
namespace {

namespace json = boost::json;

json::object written(const HeldPost& held) {
  const Post& p = held.post;
  return {{"id", p.id.text()},
          {"function", function_name(p.function)},
          {"municipality", p.municipality.text},
          {"organisation", p.organisation.is_nil() ? json::value(nullptr) : json::value(p.organisation.text())},
          {"until", held.until ? json::value(held.until->iso()) : json::value(nullptr)}};
}

web::Response answer(web::Context& c) {
  json::object out;
  c.office.db.read([&](db::Session& session) {
    const auto account = find_account(session, c.actor.account);
    if (!account) return;
    json::array posts;
    for (const auto& held : store::list_posts_on(session, account->id, c.office.today())) {
      posts.push_back(written(held));
    }
    out = {{"id", account->id.text()},
           {"name", account->name},
           {"email", account->email},
           {"language", account->language.empty() ? json::value(nullptr) : json::value(account->language)},
           {"post", c.actor.post.id.text()},
           {"posts", std::move(posts)}};
  });
  return out.empty() ? c.problem({Refusal(not_found)}) : web::json_answer(out);
}

}  // namespace

web::Response own_account(web::Context& c) { return answer(c); }

web::Response choose_language(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto language = words::from_code(web::text_of(*body, "language").value_or(""));
  if (!language) return c.problem({Refusal(not_in_list, "language")});
  staff::choose_language(c.office, c.actor, *language);
  return answer(c);
}

}  // namespace gishe::staff::api
