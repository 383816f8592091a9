#include "platform/web/json.h"
#include "staff/passkeys.h"
#include "staff/staff_pages.h"

// What browser/src/passkey.ts asks before it asks the browser: WebAuthn's own options, as JSON.
namespace gishe::staff::pages {
namespace {

namespace json = boost::json;

json::array described(const std::vector<std::string>& credentials) {
  json::array list;
  for (const auto& one : credentials) list.push_back({{"type", "public-key"}, {"id", secrets::to_base64url(one)}});
  return list;
}

}  // namespace

web::Response challenge_sign_in(web::Context& c) {
  const auto asked = ask_passkey(c.office, session_token(c.request));
  if (!asked) return c.problem(asked.refusals());
  return web::json_answer(json::object{{"challenge", secrets::to_base64url(asked->challenge)},
                                       {"rpId", asked->site.host},
                                       {"allowCredentials", described(asked->credentials)},
                                       {"userVerification", "preferred"},
                                       {"timeout", challenge_seconds * 1000}});
}

web::Response challenge_new_passkey(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.problem({*no});
  const auto asked = ask_new_passkey(c.office, c.actor, session_token(c.request), c.request.form("passkey_password"));
  if (!asked) return c.problem(asked.refusals());
  json::array algorithms;
  for (const int algorithm : {-7, -8, -257}) algorithms.push_back({{"type", "public-key"}, {"alg", algorithm}});
  return web::json_answer(
      json::object{{"challenge", secrets::to_base64url(asked->challenge)},
                   {"rp", {{"id", asked->site.host}, {"name", c.words("common.product")}}},
                   {"user",
                    {{"id", secrets::to_base64url(asked->user_handle)},
                     {"name", asked->user_name},
                     {"displayName", asked->user_name}}},
                   {"pubKeyCredParams", algorithms},
                   {"excludeCredentials", described(asked->credentials)},
                   {"authenticatorSelection", {{"residentKey", "discouraged"}, {"userVerification", "preferred"}}},
                   {"attestation", "none"},
                   {"timeout", challenge_seconds * 1000}});
}

}  // namespace gishe::staff::pages
