#include "guard/emergency_store.h"
#include "guard/guard_pages.h"
#include "guard/stub.h"

// The number travels in the body of a POST; the answer names nobody.
namespace gishe::guard::pages {
namespace {

page::Page form_page(web::Context& c, const Refusals& no) {
  auto p = c.page("guard/look_up.html");
  p.title(c.words("guard.look_up.title")).error_summary("ERRORS", no);
  const auto limits = c.office.db.read(
      [&](db::Session& session) { return store::find_limits(session, c.actor.post.municipality, c.office.today()); });
  page::Values::Input number{"number", c.words("guard.number"), std::string(c.request.form("number"))};
  number.hint = c.words("guard.number_hint");
  number.width = "half";
  number.max_length = 20;
  p.input("NUMBER", number, no);
  p.set("LIMIT", c.words.with("guard.look_up.limit", {{"max", std::to_string(limits.stubs_an_hour_max)}}));
  return p;
}

}  // namespace

web::Response show_look_up(web::Context& c) { return c.show(form_page(c, {})); }

web::Response look_up_from_page(web::Context& c) {
  const auto found = look_up_stub(c.office, c.actor, c.request.form("number"));
  if (!found) {
    const auto& no = found.refusals();
    return no.front().field.empty() ? c.refuse(no) : c.show(form_page(c, no), no.front().code->http_status);
  }
  auto p = form_page(c, {});
  p.show_if(found->empty(), "NOTHING");
  for (const auto& ask : *found) {
    auto row = p.add("FOUND");
    row.set("UNIT", ask.unit).phone("PHONE", ask.phone);
    const bool here = ask.municipality == c.actor.post.municipality;
    row.show_if(here && access::function_may(c.actor, access::Action::break_glass), "EMERGENCY");
  }
  return c.show(p);
}

}  // namespace gishe::guard::pages
