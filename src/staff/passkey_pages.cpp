#include "staff/passkeys.h"
#include "staff/sign_in.h"
#include "staff/staff_pages.h"

namespace gishe::staff::pages {
namespace {

using page::Values;

constexpr std::size_t part_max = 4096;  // bytes; passkey.h knows the limit of each part

std::string part(const web::Context& c, const char* name) {
  return secrets::from_base64url(c.request.form(name), part_max);
}

secrets::PasskeyAnswer answer_of(const web::Context& c) {
  return {part(c, "client_data"), part(c, "auth_data"), part(c, "signature")};
}

Values::Input password_field(const web::Context& c, const char* name) {
  Values::Input word{name, c.words("staff.password")};
  word.type = "password";
  word.autocomplete = "current-password";
  return word;
}

}  // namespace

void fill_passkeys(page::Page& p, const web::Context& c, const std::vector<store::Passkey>& passkeys,
                   const Refusals& no) {
  if (!passkeys.empty()) {
    std::vector<Values::Choice> choices;
    const auto day = [&](const char* key, Instant at) {
      return c.words.with(key, {{"day", c.words.day(local_time(at).day)}});
    };
    for (const auto& one : passkeys) {
      auto when = day("staff.passkey.made", one.made_at);
      if (one.last_used) when += ", " + day("staff.passkey.used", *one.last_used);
      choices.push_back({secrets::to_base64url(one.made.credential), one.name, when, passkeys.size() == 1});
    }
    p.show_if(true, "KEYS_HELD");
    p.radios("KEYS", {"credential", c.words("staff.passkey.which")}, choices, no);
    p.input("REMOVAL_PASSWORD", password_field(c, "removal_password"), no);
  }
  if (!secrets::passkey_site(c.office.public_address)) {
    p.show_if(true, "NO_PASSKEYS");
    return;
  }
  p.show_if(true, "ADD");
  Values::Input name{"passkey_name", c.words("staff.passkey.name")};
  name.hint = c.words("staff.passkey.name_hint");
  name.max_length = static_cast<int>(passkey_name_max);
  name.autocomplete = "off";
  p.input("KEY_NAME", name, no);
  p.input("KEY_PASSWORD", password_field(c, "passkey_password"), no);
}

web::Response sign_in_by_passkey(web::Context& c) {
  const auto in = show_passkey(c.office, session_token(c.request), part(c, "credential"), answer_of(c));
  if (!in && in.refusals().front().is(code_time_over)) return c.go("/sign-in", "staff.code.time_over");
  if (!in) return draw_code_form(c, in.refusals());
  return with_session(web::Response::see_other(page_after_sign_in(in->actor, in->posts, c.request.form("next"))),
                      in->token);
}

web::Response add_passkey(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto done = staff::add_passkey(c.office, c.actor, session_token(c.request), c.request.form("passkey_name"),
                                       answer_of(c), c.request.header("user-agent"));
  if (!done) return draw_second_factor(c, done.refusals());
  if (!done->recovery_codes.empty()) return with_session(draw_recovery_codes(c, done->recovery_codes), done->token);
  return with_session(c.go("/account/second-factor", "staff.passkey.added"), done->token);
}

web::Response remove_passkey(web::Context& c) {
  if (auto no = why_not_own(c.actor)) return c.refuse(*no);
  const auto token = staff::remove_passkey(c.office, c.actor, part(c, "credential"), c.request.form("removal_password"),
                                           c.request.header("user-agent"));
  if (!token) return draw_second_factor(c, token.refusals());
  return with_session(c.go("/account/second-factor", "staff.passkey.removed"), *token);
}

}  // namespace gishe::staff::pages
