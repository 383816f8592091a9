#include "platform/web/target.h"
#include "staff/account_acts.h"
#include "staff/sign_in.h"
#include "staff/staff_pages.h"

namespace gishe::staff::pages {
namespace {

constexpr std::string_view device_cookie_name = "gishe-device";
constexpr int device_days = 180;

std::string first_page(const Actor& actor) {
  using A = access::Action;
  if (access::function_may(actor, A::see_day)) return "/desk";
  if (access::function_may(actor, A::see_own_file)) return "/my";
  if (access::function_may(actor, A::keep_zone_plan)) return "/zones/plans";
  if (access::function_may(actor, A::see_overview)) return "/overview";
  if (access::function_may(actor, A::manage_accounts)) return "/staff/accounts";
  return "/";
}

std::string device_cookie(const Office& office, const std::string& value) {
  std::string cookie = std::string(device_cookie_name) + "=" + value +
                       "; Path=/sign-in; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(device_days * 24 * 3600);
  if (office.public_address.starts_with("https://")) cookie += "; Secure";
  return cookie;
}

web::Response show_form(web::Context& c, std::string_view email, std::string_view next, const Refusals& no) {
  auto p = c.page("staff/sign_in.html", page::Frame::bare);
  p.title(c.words("staff.sign_in.title")).set("NEXT", local_or_empty(next));
  for (const auto& refusal : no) p.add("PROBLEM").set("WORDS", c.words.refusal(refusal));
  page::Values::Input address{"email", c.words("common.email")};
  address.value = email;
  address.type = "email";
  address.autocomplete = "username";
  address.autofocus = true;
  p.input("EMAIL", address);
  page::Values::Input word{"password", c.words("staff.password")};
  word.type = "password";
  word.autocomplete = "current-password";
  p.input("PASSWORD", word);
  auto answer = c.show(p, no.empty() ? 200 : no.front().code->http_status);
  for (const auto& [name, value] : no.empty() ? decltype(Refusal::with){} : no.front().with) {
    if (name == "seconds") answer.headers.emplace_back("Retry-After", value);
  }
  return answer;
}

web::Response welcome_form(web::Context& c, const Account& account, const Refusals& no) {
  auto p = c.page("staff/welcome.html", page::Frame::bare);
  p.title(c.words("staff.welcome.title")).set("ACTION", c.request.path);
  p.set("EMAIL_WORDS", c.words.with("staff.welcome.for", {{"email", account.email}}));
  p.error_summary("ERRORS", no);
  page::Values::Input word{"password", c.words("staff.new_password")};
  word.hint = c.words("staff.password_hint");
  word.type = "password";
  word.autocomplete = "new-password";
  p.input("PASSWORD", word, no);
  page::Values::Input again{"repeated", c.words("staff.repeated")};
  again.type = "password";
  again.autocomplete = "new-password";
  p.input("REPEATED", again, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response miss_link(web::Context& c) {
  count_missed_link(c.office, c.request.remote);
  return c.refuse(Refusal(link_over));
}

}  // namespace

std::string local_or_empty(std::string_view next) {
  if (next.size() > 300 || !next.starts_with('/') || next.starts_with("//") || next.starts_with("/\\")) return {};
  for (const char c : next) {
    if (static_cast<unsigned char>(c) < 0x21 || c == 0x7f || c == '\\') return {};
  }
  return std::string(next);
}

std::string page_after_sign_in(const Actor& actor, int posts, std::string_view next) {
  if (actor.proof == Proof::awaiting) return "/account/second-factor";
  if (posts > 1) return "/account";
  auto to = local_or_empty(next);
  return to.empty() ? first_page(actor) : to;
}

std::string_view session_token(const web::Request& request) {
  const auto secure = request.cookie(web::session_cookie_name);
  return secure.empty() ? request.cookie(web::session_cookie_plain) : secure;
}

web::Response show_sign_in(web::Context& c) {
  if (c.actor.signed_in()) return web::Response::see_other(first_page(c.actor));
  return show_form(c, "", c.request.query("next"), {});
}

web::Response sign_in(web::Context& c) {
  const auto& r = c.request;
  const SignIn attempt{std::string(r.form("email").substr(0, 200)),
                       std::string(r.form("password")),
                       r.remote,
                       std::string(r.cookie(device_cookie_name)),
                       std::string(r.header("user-agent").substr(0, 300)),
                       std::string(session_token(r))};
  const auto in = staff::sign_in(c.office, attempt);
  if (!in) return show_form(c, attempt.email, r.form("next"), in.refusals());
  const auto next = local_or_empty(r.form("next"));
  const auto code = "/sign-in/code" + (next.empty() ? std::string() : "?next=" + web::percent_encoded(next, true));
  auto answer = web::Response::see_other(in->needs_code ? code : page_after_sign_in(in->actor, in->posts, next));
  answer.headers.emplace_back("Set-Cookie", web::session_cookie(in->token, static_cast<int>(session_seconds)));
  answer.headers.emplace_back("Set-Cookie", device_cookie(c.office, in->device_cookie));
  return answer;
}

web::Response sign_out(web::Context& c) {
  staff::sign_out(c.office, c.actor, session_token(c.request));
  auto answer = web::Response::see_other("/sign-in");
  answer.headers.emplace_back("Set-Cookie", web::session_cookie("", 0));
  answer.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return answer;
}

web::Response show_welcome(web::Context& c) {
  const auto token = c.request.in_path("token");
  if (auto wait = why_wait_for_link(c.office, c.request.remote)) return c.refuse(*wait);
  if (is_first_link(c.office, token)) return show_first_account(c, {});
  const auto account = find_welcome(c.office, token);
  if (!account) return miss_link(c);
  return welcome_form(c, *account, {});
}

web::Response use_welcome(web::Context& c) {
  const auto token = c.request.in_path("token");
  if (auto wait = why_wait_for_link(c.office, c.request.remote)) return c.refuse(*wait);
  if (is_first_link(c.office, token)) return add_first_account(c);
  const auto account = find_welcome(c.office, token);
  if (!account) return miss_link(c);
  const auto done = use_welcome_link(c.office, token, c.request.form("password"), c.request.form("repeated"));
  if (!done && done.refusals().front().is(link_over)) return c.refuse(done.refusals());
  if (!done) return welcome_form(c, *account, done.refusals());
  return c.go("/sign-in", "staff.welcome.done");
}

}  // namespace gishe::staff::pages
