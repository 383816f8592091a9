#include "cases/handlers.h"
#include "people/people.h"

namespace gishe::cases::pages {
namespace {

web::Response draw(web::Context& c, const NewCase& typed, const Refusals& no) {
  const auto scope = access::scope(c.actor, access::Action::start_case);
  const auto person =
      c.office.db.read([&](db::Session& session) { return people::find_person(session, scope, typed.person); });
  if (!person) return c.refuse(Refusal(not_found));
  auto page = c.page("cases/new.html");
  page.title(c.words("cases.new.title")).set("PERSON", typed.person.text()).set("NAME", person->full_name());
  page.error_summary("ERRORS", no);
  page.radios("TYPE", {"type", c.words("cases.type")}, choices_of(c.words, "cases.type.", types, typed.type), no);
  page::Values::Input reason{"reason", c.words("cases.reason"), typed.reason, c.words("cases.reason_hint")};
  reason.max_length = static_cast<int>(words_max);
  page.area("REASON", reason, no);
  return c.show(page, status_of(no));
}

}  // namespace

web::Response show_new(web::Context& c) {
  const auto person = PersonId::parse(c.request.query("person"));
  return person ? draw(c, {*person, "", ""}, {}) : web::Response::see_other("/people");
}

web::Response start(web::Context& c) {
  const auto person = PersonId::parse(c.request.form("person"));
  if (!person) return c.refuse(Refusal(not_found));
  const NewCase typed{*person, std::string(c.request.form("type")), std::string(c.request.form("reason"))};
  const auto id = start_case(c.office, c.actor, typed, c.once_key());
  if (id) return c.go("/cases/" + id->text(), "cases.notice.started");
  return has_field(id.refusals()) ? draw(c, typed, id.refusals()) : c.refuse(id.refusals());
}

}  // namespace gishe::cases::pages
