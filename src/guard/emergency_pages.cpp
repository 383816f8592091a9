#include "guard/emergency_acts.h"
#include "guard/guard_pages.h"
#include "territory/territory.h"

// The form before the glass, and the one record behind it.
namespace gishe::guard::pages {
namespace {

using page::Values;

void fill_running(page::Page& p, const web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::open_in_emergency);
  const auto list = c.office.db.read([&](db::Session& session) { return store::list_running(session, scope); });
  for (const Opening& o : list) {
    if (running(o, c.office.now()) != Running::yes) continue;
    p.add("RUNNING")
        .set("ID", o.id.text())
        .set("UNTIL", c.words.with("guard.until", {{"time", c.words.time(o.ends_at)}}));
  }
}

web::Response show_form(web::Context& c, const std::optional<PersonId>& person, const Refusals& no) {
  auto p = c.page("guard/emergency.html");
  p.title(c.words("guard.emergency.title"));
  Refusals shown = no;
  // What belongs to no field is said above the form; nothing typed is lost.
  p.error_summary("ERRORS", shown);
  for (const Refusal& r : no) {
    if (r.field.empty()) p.add("NO").set("WORDS", c.words.refusal(r));
  }
  const auto limits = c.office.db.read(
      [&](db::Session& session) { return store::find_limits(session, c.actor.post.municipality, c.office.today()); });
  p.set("TERMS", c.words.with("guard.emergency.terms", {{"minutes", std::to_string(limits.minutes)},
                                                        {"max", std::to_string(limits.a_day_max)}}));
  if (person) {
    p.add("PERSON").set("PERSON_ID", person->text());
  } else {
    Values::Input number{"number", c.words("guard.number"), std::string(c.request.form("number"))};
    number.hint = c.words("guard.number_hint");
    number.width = "half";
    number.max_length = 20;
    p.add("BY_NUMBER").input("NUMBER", number, no);
  }
  std::vector<Values::Choice> codes;
  for (const auto code : reason_codes) {
    codes.push_back(
        {std::string(code), c.words("guard.reason." + std::string(code)), {}, c.request.form("reason_code") == code});
  }
  p.radios("CODES", {"reason_code", c.words("guard.reason_code")}, codes, no);
  Values::Input reason{"reason", c.words("guard.reason"), std::string(c.request.form("reason"))};
  reason.hint = c.words("guard.reason_hint");
  reason.max_length = reason_max;
  p.area("REASON", reason, no, 3);
  fill_running(p, c);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

void fill_person(page::Page& p, const web::Context& c, const people::Person& person) {
  p.set("NAME", person.full_name()).set("NUMBER", person.identifier_masked).set("ADDRESS", person.address);
  p.set("BORN", person.born_on ? c.words.day(*person.born_on) : std::string()).email("EMAIL", person.email);
  if (!person.phone.empty()) p.phone("PHONE", person.phone);
  if (!person.contact_rule.empty()) p.add("RULE").set("WORDS", person.contact_rule);
  if (person.settlement.empty()) return;
  const auto place =
      c.office.db.read([&](db::Session& session) { return territory::find_settlement(session, person.settlement); });
  if (place) p.set("PLACE", place->full_name(c.words.language()));
}

}  // namespace

web::Response show_break_glass(web::Context& c) { return show_form(c, PersonId::parse(c.request.query("person")), {}); }

web::Response break_glass_from_page(web::Context& c) {
  EmergencyRequest request;
  request.person = PersonId::parse(c.request.form("person"));
  request.number = c.request.form("number");
  request.reason_code = c.request.form("reason_code");
  request.reason = c.request.form("reason");
  const auto begun = break_glass(c.office, c.actor, request, c.once_key());
  if (!begun) return show_form(c, request.person, begun.refusals());
  return c.go("/emergency/" + begun->text(), "guard.emergency.begun");
}

web::Response show_in_emergency(web::Context& c) {
  const auto id = c.request.id<EmergencyOpeningId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto seen = open_in_emergency(c.office, c.actor, *id);
  if (!seen) return c.refuse(seen.refusals());
  auto p = c.page("guard/opened.html");
  p.title(c.words("guard.emergency.title")).set("ID", id->text());
  p.set("UNTIL", c.words.with("guard.until", {{"time", c.words.time(seen->opening.ends_at)}}));
  fill_person(p, c, seen->person);
  for (const auto& r : seen->representatives) {
    p.add("REPRESENTATIVES").set("WHO", r.name).set("RELATION", r.relation);
  }
  p.show_if(seen->representatives.empty(), "NO_REPRESENTATIVES");
  return c.show(p);
}

web::Response end_from_page(web::Context& c) {
  const auto id = c.request.id<EmergencyOpeningId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done = end_emergency(c.office, c.actor, *id);
  return done ? c.go("/people", "guard.emergency.ended") : c.refuse(done.refusals());
}

}  // namespace gishe::guard::pages
