#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/needs_choice.h"
#include "desk/said.h"
#include "directory/directory.h"
#include "people/people.h"

// Taking an application at the counter, and the one page that shows its secret.
namespace gishe::desk {
namespace {

struct FormFacts {
  std::optional<people::Person> person;
  std::vector<people::Representative> representatives;
  std::vector<directory::Need> needs;
};

FormFacts load_form(web::Context& c, const PersonId& person) {
  const auto scope = access::scope(c.actor, access::Action::take_application);
  return c.office.db.read([&](db::Session& session) {
    FormFacts facts;
    facts.person = people::find_person(session, scope, person);
    if (!facts.person) return facts;
    facts.representatives = people::list_representatives(session, scope, person, c.office.today());
    facts.needs = directory::list_needs(session);
    return facts;
  });
}

NewApplication typed_form(const web::Request& r, const PersonId& person) {
  NewApplication n;
  n.person = person;
  n.representative = RepresentativeId::parse(r.form("representative"));
  n.channel = r.form("channel");
  n.urgency = r.form("urgency");
  n.own_words = r.form("own_words");
  n.written = Uuid::parse(r.form("written"));
  n.paper = {std::string(r.form("paper_serial").substr(0, 60)), std::string(r.form("occurred_on").substr(0, 40))};
  for (std::string_view need : r.form_all("needs")) n.needs.emplace_back(need);
  return n;
}

web::Response form_page(web::Context& c, const NewApplication& n, const Refusals& refusals) {
  const FormFacts facts = load_form(c, n.person);
  if (!facts.person) return c.refuse(not_found);
  const words::Words& w = c.words;
  auto page = c.page("desk/new.html");
  page.title(w("desk.new.title"));
  page.set("PERSON", n.person.text()).set("NAME", facts.person->full_name());
  page.error_summary("ERRORS", refusals);
  if (n.written) page.show("WRITTEN").set("SOURCE", n.written->text());
  page::Values::Input own{"own_words", w("desk.own_words"), n.own_words, w("desk.new.own_words_hint")};
  own.optional = true;
  own.max_length = static_cast<int>(own_words_max);
  page.area("OWN_WORDS", own, refusals, 5);
  const auto needs = grouped_needs(w, facts.needs, n.needs);
  page.checkboxes("NEEDS", {"needs", w("desk.new.needs"), {}, w("desk.new.needs_hint")}, needs, refusals);
  if (!facts.representatives.empty()) {
    page.show("SOME_REPRESENTATIVE");
    std::vector<page::Values::Choice> choices = {{"", w("desk.new.alone"), {}, !n.representative}};
    for (const auto& r : facts.representatives) {
      choices.push_back({r.id.text(), r.name, r.document, n.representative == r.id});
    }
    page.radios("REPRESENTATIVE", {"representative", w("desk.new.representative")}, choices, refusals);
  }
  page.radios("URGENCY", {"urgency", w("desk.urgency")}, choices_of(w, "referral.urgency.", urgencies, n.urgency),
              refusals);
  page.select("CHANNEL", {"channel", w("desk.channel")}, choices_of(w, "desk.channel.", channels, n.channel), refusals);
  page.show_if(n.paper.is_one(), "PAPER_OPEN");
  page::Values::Input serial{"paper_serial", w("paper_forms.serial"), n.paper.serial};
  serial.optional = true;
  page.input("PAPER_SERIAL", serial, refusals);
  page::Values::Input occurred{"occurred_on", w("paper_forms.occurred_on"), n.paper.occurred_on, w("common.date_hint")};
  occurred.optional = true;
  page.input("OCCURRED_ON", occurred, refusals);
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response show_new(web::Context& c) {
  const auto person = PersonId::parse(c.request.query("person"));
  if (!person) return web::Response::see_other("/people");
  NewApplication empty;
  empty.person = *person;
  if (const auto& port = written_port(); port.find) {
    const auto written = c.office.db.read([&](db::Session& session) { return port.find(session, c.actor); });
    if (written) {
      empty.written = written->source;
      empty.own_words = written->words;
    }
  }
  return form_page(c, empty, {});
}

web::Response take_from_page(web::Context& c) {
  const auto person = PersonId::parse(c.request.form("person"));
  if (!person) return c.refuse(not_found);
  const NewApplication n = typed_form(c.request, *person);
  const auto taken = take_application(c.office, c.actor, n, c.once_key());
  if (!taken) {
    return taken.refusals().front().field.empty() ? c.refuse(taken.refusals()) : form_page(c, n, taken.refusals());
  }
  // No redirect: this answer is the only one that ever holds the secret.
  auto page = c.page("desk/taken.html");
  page.title(c.words("desk.taken.over") + ' ' + taken->number);
  page.set("NUMBER", taken->number).set("APPLICATION", taken->id.text()).set("SECRET", taken->secret);
  // The picture of this address stands on the printed slip, which goes home with the person.
  page.set("ADDRESS", c.office.public_address + "/follow?number=" + taken->number);
  return c.show(page, 201);
}

}  // namespace gishe::desk
