#include "staff/account_acts.h"
#include "staff/staff_pages.h"
#include "territory/territory.h"

// The page of an empty house: whoever holds the link that the first start printed becomes its administrator.
namespace gishe::staff::pages {
namespace {

using page::Values;

/// False when no municipality was brought in yet: nobody can be administrator of nothing.
bool fill_municipalities(page::Page& p, const web::Context& c, const Refusals& no) {
  std::vector<Values::Choice> choices{{"", c.words("common.choose")}};
  for (const auto& place :
       c.office.db.read([](db::Session& session) { return territory::list_municipalities(session); })) {
    choices.push_back({place.code.text,
                       place.name(c.words.language()) + " (" + place.code.text + ")",
                       {},
                       place.code.text == c.request.form("municipality")});
  }
  p.select("MUNICIPALITY", {"municipality", c.words("staff.first.municipality")}, choices, no);
  return choices.size() > 1;
}

Values::Input field(const web::Context& c, const char* name, const char* key, const char* autocomplete) {
  Values::Input input{name, c.words(key)};
  input.value = c.request.form(name);
  input.max_length = 120;
  input.autocomplete = autocomplete;
  return input;
}

Values::Input word(const web::Context& c, const char* name, const char* key) {
  Values::Input input{name, c.words(key)};
  input.type = "password";
  input.autocomplete = "new-password";
  return input;
}

}  // namespace

web::Response show_first_account(web::Context& c, const Refusals& no) {
  auto p = c.page("staff/first_account.html", page::Frame::bare);
  p.title(c.words("staff.first.title")).set("ACTION", c.request.path).error_summary("ERRORS", no);
  p.input("NAME", field(c, "name", "staff.full_name", "name"), no);
  auto email = field(c, "email", "common.email", "username");
  email.type = "email";
  p.input("EMAIL", email, no);
  const bool any = fill_municipalities(p, c, no);
  p.show_if(!any, "NO_PLACES");
  auto fresh = word(c, "password", "staff.new_password");
  fresh.hint = c.words("staff.password_hint");
  p.input("PASSWORD", fresh, no).input("REPEATED", word(c, "repeated", "staff.repeated"), no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response add_first_account(web::Context& c) {
  const auto typed = [&](const char* name) { return std::string(c.request.form(name)); };
  const auto added = staff::add_first_account(
      c.office, c.request.in_path("token"),
      {typed("email"), typed("name"), typed("municipality"), typed("password"), typed("repeated")});
  if (!added && added.refusals().front().is(link_over)) return c.refuse(added.refusals());
  if (!added) return show_first_account(c, added.refusals());
  return c.go("/sign-in", "staff.first.done");
}

}  // namespace gishe::staff::pages
