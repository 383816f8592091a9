#include "platform/paper/qr.h"
#include "platform/secrets/one_time_code.h"
#include "platform/web/target.h"
#include "staff/second_factor.h"
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

/// The dark modules as one path, a unit square each, with the quiet zone of four around.
void fill_qr(page::Page& p, const std::string& address) {
  constexpr std::size_t quiet = 4;
  const auto rows = paper::qr_modules(address);
  std::string path;
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      if (rows[y][x]) path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
    }
  }
  p.set("SIDE", std::to_string(rows.size() + 2 * quiet)).set("PATH", path);
}

web::Response show(web::Context& c, const Refusals& no) {
  const auto state = second_factor_of(c.office, c.actor);
  auto p = c.page("staff/second_factor.html");
  p.title(c.words("staff.factor.title")).error_summary("ERRORS", no);
  p.show_if(c.actor.proof == Proof::awaiting, "FIRST");
  if (!state.secret.empty()) {
    p.add("SECRET").set("WORDS", secrets::code_secret_words(state.secret));
    const auto email = c.office.db.read([&](db::Session& s) { return find_account(s, c.actor.account)->email; });
    fill_qr(p, secrets::code_address(state.secret, c.words("common.product"), email));
    p.input("CODE", code_field(c), no);
  } else if (!state.since) {
    p.show_if(true, "BEGIN");
    p.input("PASSWORD", password_field(c), no);
  }
  if (state.since) {
    p.add("ON")
        .set("SINCE", c.words.with("staff.factor.since", {{"day", c.words.day(local_time(*state.since).day)}}))
        .set("LEFT", c.words.with("staff.factor.codes_left", {{"number", std::to_string(state.codes_left)}}));
    p.input("PASSWORD", password_field(c), no);
  }
  return c.show(p, status_of(no));
}

web::Response show_codes(web::Context& c, const std::vector<std::string>& codes) {
  Actor proved = c.actor;
  proved.proof = Proof::second_factor;
  auto p = c.page("staff/recovery_codes.html");
  p.title(c.words("staff.factor.codes_title"));
  for (const auto& code : codes) p.add("CODES").set("CODE", code);
  p.set("NEXT", page_after_sign_in(proved, 1, ""));
  return c.show(p);
}

web::Response code_form(web::Context& c, std::string_view next, const Refusals& no) {
  auto p = c.page("staff/sign_in_code.html", page::Frame::bare);
  p.title(c.words("staff.code.title")).set("NEXT", local_or_empty(next)).error_summary("ERRORS", no);
  auto code = code_field(c);
  code.hint = c.words("staff.code.hint");
  code.autofocus = true;
  p.input("CODE", code, no);
  auto answer = c.show(p, status_of(no));
  if (!no.empty()) {
    for (const auto& [name, value] : no.front().with) {
      if (name == "seconds") answer.headers.emplace_back("Retry-After", value);
    }
  }
  return answer;
}

std::optional<Refusal> why_not_own(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.relations = access::self;
  return access::why_not(actor, access::Action::own_account, facts);
}

}  // namespace

web::Response show_code_form(web::Context& c) {
  if (!awaits_code(c.office, session_token(c.request))) return web::Response::see_other("/sign-in");
  return code_form(c, c.request.query("next"), {});
}

web::Response take_code(web::Context& c) {
  const auto& r = c.request;
  const auto in = show_code(c.office, session_token(r), r.form("code").substr(0, 40));
  if (!in && in.refusals().front().is(code_time_over)) return c.go("/sign-in", "staff.code.time_over");
  if (!in) return code_form(c, r.form("next"), in.refusals());
  auto answer = web::Response::see_other(page_after_sign_in(in->actor, in->posts, r.form("next")));
  answer.headers.emplace_back("Set-Cookie", web::session_cookie(in->token, static_cast<int>(session_seconds)));
  return answer;
}

web::Response show_second_factor(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  return show(c, {});
}

web::Response begin_second_factor(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto done = staff::begin_second_factor(c.office, c.actor, c.request.form("password"));
  if (!done) return show(c, done.refusals());
  return web::Response::see_other("/account/second-factor");
}

web::Response confirm_second_factor(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto done = staff::confirm_second_factor(c.office, c.actor, c.request.form("code").substr(0, 40),
                                                 c.request.header("user-agent"));
  if (!done) return show(c, done.refusals());
  auto answer = show_codes(c, done->recovery_codes);
  answer.headers.emplace_back("Set-Cookie", web::session_cookie(done->token, static_cast<int>(session_seconds)));
  return answer;
}

web::Response make_recovery_codes(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto codes = new_recovery_codes(c.office, c.actor, c.request.form("password"));
  if (!codes) return show(c, codes.refusals());
  return show_codes(c, *codes);
}

}  // namespace gishe::staff::pages
