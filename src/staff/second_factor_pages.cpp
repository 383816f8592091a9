#include "platform/paper/qr.h"
#include "platform/secrets/one_time_code.h"
#include "platform/web/target.h"
#include "staff/passkeys.h"
#include "staff/sign_in.h"
#include "staff/staff_pages.h"

namespace gishe::staff::pages {
namespace {

using page::Values;

int status_of(const Refusals& no) { return no.empty() ? 200 : no.front().code->http_status; }

Values::Input code_field(const web::Context& c) {
  Values::Input code{"code", c.words("staff.factor.code")};
  code.autocomplete = "one-time-code";
  code.max_length = 20;
  code.width = "short";
  return code;
}

Values::Input password_field(const web::Context& c) {
  Values::Input word{"password", c.words("staff.password")};
  word.type = "password";
  word.autocomplete = "current-password";
  return word;
}

web::Response code_form(web::Context& c, std::string_view next, const Refusals& no) {
  auto p = c.page("staff/sign_in_code.html", page::Frame::bare);
  p.title(c.words("staff.code.title")).set("NEXT", local_or_empty(next)).error_summary("ERRORS", no);
  auto code = code_field(c);
  code.hint = c.words("staff.code.hint");
  code.autofocus = true;
  p.input("CODE", code, no);
  if (awaits_passkey(c.office, session_token(c.request))) p.add("PASSKEY").set("NEXT", local_or_empty(next));
  auto answer = c.show(p, status_of(no));
  if (!no.empty()) {
    for (const auto& [name, value] : no.front().with) {
      if (name == "seconds") answer.headers.emplace_back("Retry-After", value);
    }
  }
  return answer;
}

}  // namespace

std::optional<Refusal> why_not_own(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.relations = access::self;
  return access::why_not(actor, access::Action::own_account, facts);
}

web::Response with_session(web::Response answer, const std::string& token) {
  answer.headers.emplace_back("Set-Cookie", web::session_cookie(token, static_cast<int>(session_seconds)));
  return answer;
}

web::Response draw_second_factor(web::Context& c, const Refusals& no) {
  const auto state = second_factor_of(c.office, c.actor);
  auto p = c.page("staff/second_factor.html");
  p.title(c.words("staff.factor.title")).error_summary("ERRORS", no);
  p.show_if(c.actor.proof == Proof::awaiting, "FIRST");
  const auto left = c.words.with("staff.factor.codes_left", {{"number", std::to_string(state.codes_left)}});
  if (!state.secret.empty()) {
    p.add("SECRET").set("WORDS", secrets::code_secret_words(state.secret));
    const auto email = c.office.db.read([&](db::Session& s) { return find_account(s, c.actor.account)->email; });
    const auto qr = paper::qr_path(secrets::code_address(state.secret, c.words("common.product"), email));
    p.set("SIDE", std::to_string(qr.side)).set("PATH", qr.path);
    p.input("CODE", code_field(c), no);
  } else if (!state.since) {
    auto begin = p.add("BEGIN");
    if (!state.passkeys.empty()) begin.add("CODES").set("LEFT", left);
    p.input("PASSWORD", password_field(c), no);
  }
  if (state.since) {
    p.add("ON")
        .set("SINCE", c.words.with("staff.factor.since", {{"day", c.words.day(local_time(*state.since).day)}}))
        .set("LEFT", left);
    p.input("PASSWORD", password_field(c), no);
  }
  fill_passkeys(p, c, state.passkeys, no);
  return c.show(p, status_of(no));
}

web::Response draw_recovery_codes(web::Context& c, const std::vector<std::string>& codes) {
  Actor proved = c.actor;
  proved.proof = Proof::second_factor;
  auto p = c.page("staff/recovery_codes.html");
  p.title(c.words("staff.factor.codes_title"));
  for (const auto& code : codes) p.add("CODES").set("CODE", code);
  p.set("NEXT", page_after_sign_in(proved, 1, ""));
  return c.show(p);
}

web::Response draw_code_form(web::Context& c, const Refusals& no) { return code_form(c, c.request.form("next"), no); }

web::Response show_code_form(web::Context& c) {
  if (!awaits_code(c.office, session_token(c.request))) return web::Response::see_other("/sign-in");
  return code_form(c, c.request.query("next"), {});
}

web::Response take_code(web::Context& c) {
  const auto& r = c.request;
  const auto in = show_code(c.office, session_token(r), r.form("code").substr(0, 40));
  if (!in && in.refusals().front().is(code_time_over)) return c.go("/sign-in", "staff.code.time_over");
  if (!in) return draw_code_form(c, in.refusals());
  return with_session(web::Response::see_other(page_after_sign_in(in->actor, in->posts, r.form("next"))), in->token);
}

web::Response show_second_factor(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  return draw_second_factor(c, {});
}

web::Response begin_second_factor(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto done = staff::begin_second_factor(c.office, c.actor, c.request.form("password"));
  if (!done) return draw_second_factor(c, done.refusals());
  return web::Response::see_other("/account/second-factor");
}

web::Response confirm_second_factor(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto done = staff::confirm_second_factor(c.office, c.actor, c.request.form("code").substr(0, 40),
                                                 c.request.header("user-agent"));
  if (!done) return draw_second_factor(c, done.refusals());
  return with_session(draw_recovery_codes(c, done->recovery_codes), done->token);
}

web::Response make_recovery_codes(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto codes = new_recovery_codes(c.office, c.actor, c.request.form("password"));
  if (!codes) return draw_second_factor(c, codes.refusals());
  return draw_recovery_codes(c, *codes);
}

}  // namespace gishe::staff::pages
