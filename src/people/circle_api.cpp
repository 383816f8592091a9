#include "people/circle.h"
#include "people/people_pages.h"
#include "platform/web/json.h"

namespace gishe::people::api {
namespace {

namespace json = boost::json;

json::array written(const std::vector<Colleague>& colleagues) {
  json::array out;
  for (const auto& who : colleagues) {
    out.push_back({{"account", who.account.text()}, {"name", who.name}, {"email", who.email}});
  }
  return out;
}

web::Response answer(web::Context& c, const Result<Done>& done) {
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"done", true}});
}

using ByEmail = Result<Done> (*)(Office&, const Actor&, const PersonId&, std::string_view, std::string_view);
web::Response by_email(web::Context& c, ByEmail act) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.problem({Refusal(not_found)});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  return answer(c, act(c.office, c.actor, *id, web::text_of(*body, "email").value_or(""), c.once_key()));
}

using ByAccount = Result<Done> (*)(Office&, const Actor&, const PersonId&, const AccountId&, std::string_view);
web::Response by_account(web::Context& c, ByAccount act) {
  const auto id = c.request.id<PersonId>("id");
  const auto account = c.request.id<AccountId>("account");
  if (!id || !account) return c.problem({Refusal(not_found)});
  return answer(c, act(c.office, c.actor, *id, *account, c.once_key()));
}

}  // namespace

web::Response circle(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.problem({Refusal(not_found)});
  const auto open = open_circle(c.office, c.actor, *id);
  if (!open) return c.problem(open.refusals());
  return web::json_answer({{"sensitivity", static_cast<int>(open->person.sensitivity)},
                           {"version", open->person.version},
                           {"team", written(open->team)},
                           {"named", written(open->named)},
                           {"colleagues", written(open->colleagues)}});
}

web::Response join_team(web::Context& c) { return by_email(c, &people::join_team); }
web::Response leave_team(web::Context& c) { return by_account(c, &people::leave_team); }
web::Response name_account(web::Context& c) { return by_email(c, &people::name_account); }
web::Response unname_account(web::Context& c) { return by_account(c, &people::unname_account); }

web::Response confirm_naming(web::Context& c) {
  return by_account(c, [](Office& office, const Actor& actor, const PersonId& id, const AccountId& account,
                          std::string_view once_key) {
    return answer_naming(office, actor, id, account, Naming::confirmed, once_key);
  });
}

web::Response change_sensitivity(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.problem({Refusal(not_found)});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto version = web::number_of(*body, "version");
  if (!version) return c.problem({Refusal(required, "version")});
  const SensitivityChange change{*id, web::number_of(*body, "sensitivity").value_or(-1),
                                 web::text_of(*body, "reason").value_or(""), *version};
  return answer(c, people::change_sensitivity(c.office, c.actor, change, c.once_key()));
}

}  // namespace gishe::people::api
