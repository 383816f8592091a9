#include <boost/json.hpp>

#include "base/text.h"
#include "people/file_standing.h"
#include "people/people_pages.h"
#include "people/person_acts.h"
#include "people/shielded.h"

namespace gishe::people {

// Set once before the first request, read by many threads after.
static ListApplied list_applied = nullptr;

void list_applied_with(ListApplied list) { list_applied = list; }

namespace pages {
namespace {

using access::Action;
using page::Values;

constexpr int applications_shown = 8;

/// One line of the ledger for the screen: what and who; everything else stays in the ledger.
std::optional<Values::Step> step_of(db::Session& session, const web::Context& c, const ledger::Entry& entry) {
  boost::system::error_code error;
  const auto body = boost::json::parse(entry.body, error);
  if (error || !body.is_object()) return std::nullopt;
  const auto text_in = [&](const char* key) {
    const auto* value = body.as_object().if_contains(key);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
  };
  const auto key = "people.ledger." + text_in("action").substr(text_in("action").find('.') + 1);
  Values::Step step{c.words.moment(entry.at), c.words.has(key) ? c.words(key) : c.words("people.ledger.other")};
  if (const auto account = AccountId::parse(text_in("account"))) {
    if (const auto who = find_correspondent(session, *account)) step.who = who->name;
  }
  if (step.who.empty() && !text_in("function").empty()) step.who = c.words("function." + text_in("function"));
  return step;
}

void fill_facts(page::Page& p, const web::Context& c, db::Session& session, const Person& person) {
  set_person(p, person, session, c.words);
  if (const auto age = person.age(c.office.today())) p.add("AGE").set("WORDS", c.words.count("people.age", *age));
  p.set("SEX", c.words("people.sex." + person.sex)).set("ADDRESS", person.address).email("EMAIL", person.email);
  if (!person.phone.empty()) p.phone("PHONE", person.phone);
  if (!person.contact_rule.empty()) p.add("RULE").set("WORDS", person.contact_rule);
  std::vector<std::string> groups;
  for (const auto& code : person.target_groups) groups.push_back(c.words("target_group." + code));
  p.set("GROUPS", text::join(groups, ", "));
  p.badge("STATE", person.state == "stub" ? Values::Tone::wait : Values::Tone::plain,
          c.words("people.state." + person.state));
}

void fill_reveal(page::Page& p, const web::Context& c, const Person& person, const Refusals& no) {
  if (person.identifier_masked.empty() || !access::function_may(c.actor, Action::reveal_identifier)) return;
  auto reveal = p.add("REVEAL");
  reveal.show_if(!no.empty(), "REVEAL_OPEN");
  std::vector<Values::Choice> purposes{{"", c.words("common.choose")}};
  for (const auto& code : reveal_purposes()) purposes.push_back({code, c.words("people.purpose." + code)});
  reveal.select("PURPOSE", {"purpose", c.words("people.purpose")}, purposes, no);
}

void fill_representative(Values row, const web::Context& c, const Representative& r, const Refusals& no) {
  row.set("OTHER", r.representative.text()).set("NAME", r.name).set("DOCUMENT", r.document);
  row.set("KIND", c.words("people.represents." + r.kind));
  if (!r.relation.empty()) row.add("RELATION").set("WORDS", r.relation);
  row.set("UNTIL", r.valid_until ? c.words.with("people.valid_until_day", {{"day", c.words.day(*r.valid_until)}})
                                 : std::string());
  if (!access::function_may(c.actor, Action::end_mandate)) return;
  auto end = row.add("END");
  end.set("MANDATE", r.id.text()).set("MANDATE_KEY", c.surroundings.form_key + r.id.text());
  end.show_if(!no.empty(), "END_OPEN");
  Values::Input reason{"reason", c.words("people.mandate.reason")};
  if (!no.empty()) reason.value = c.request.form("reason");
  reason.of = r.id.text();
  end.input("REASON", reason, no);
}

void fill_applications(page::Page& p, const web::Context& c, db::Session& session, const PersonId& id) {
  if (!list_applied || !access::function_may(c.actor, Action::open_application)) return;
  const auto applied = list_applied(session, c.actor, c.words, id, c.office.today(), applications_shown + 1);
  auto section = p.add("APPLICATIONS");
  section.show_if(applied.empty(), "NOT_APPLIED").show_if(applied.size() > applications_shown, "MORE_APPLIED");
  if (applied.empty()) return;
  auto table = section.add("APPLIED");
  for (std::size_t i = 0; i < applied.size() && i < applications_shown; ++i) {
    const Applied& a = applied[i];
    auto row = table.add("ROWS");
    row.set("APPLICATION", a.id.text()).set("NUMBER", a.number).set("NEEDS", a.needs).badge("STATE", a.tone, a.state);
    if (!a.due.empty()) row.add("DUE_SHOWN").set("DUE", a.due).set("DUE_CLASS", a.due_class);
  }
}

}  // namespace

web::Response show_person(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? person_page(c, *id) : c.refuse(Refusal(not_found));
}

web::Response person_page(web::Context& c, const PersonId& id, const Refusals& no,
                          std::optional<RepresentativeId> mandate) {
  const auto opened = open_person(c.office, c.actor, id);
  if (!opened && opened.refusals().front().is(merged_file)) {
    const auto kept =
        c.office.db.read([&](db::Session& session) { return leads_to(session, c.actor, Action::open_person, id); });
    return kept ? c.go("/people/" + kept->text(), "people.led_on") : c.refuse(Refusal(not_found));
  }
  if (!opened) return c.refuse(opened.refusals());
  auto p = c.page("people/person.html");
  p.title(c.words("people.one"));
  const bool is_open =
      c.office.db.read([&](db::Session& session) { return !why_closed(session, opened->person.municipality, id); });
  p.show_if(is_open && access::function_may(c.actor, Action::take_application), "TAKE");
  p.show_if(is_open && access::function_may(c.actor, Action::start_case), "START_CASE");
  p.show_if(access::function_may(c.actor, Action::change_person), "CHANGE");
  p.show_if(access::function_may(c.actor, Action::change_team), "CIRCLE");
  p.show_if(access::function_may(c.actor, Action::open_own_access), "OWN_ACCESS");
  p.show_if(access::function_may(c.actor, Action::change_person), "ADD_MEMBER");
  p.show_if(access::function_may(c.actor, Action::add_representative), "ADD_REPRESENTATIVE");
  const auto closing =
      c.office.db.read([&](db::Session& session) { return find_closing(session, opened->person.municipality, id); });
  if (closing) {
    p.add("CLOSED").set("WORDS",
                        c.words.with("people.closed_" + closing->because, {{"day", c.words.day(closing->on)}}));
  }
  const auto restriction = c.office.db.read(
      [&](db::Session& session) { return store::find_restriction(session, opened->person.municipality, id); });
  if (restriction) {
    p.add("RESTRICTED")
        .set("WORDS",
             c.words.with("people.restricted", {{"ground", c.words("restriction.ground." + restriction->ground)},
                                                {"since", c.words.moment(restriction->since)}}));
  }
  p.show_if(access::function_may(c.actor, Action::merge_people), "MERGE");
  p.show_if(access::function_may(c.actor, Action::move_person), "MOVE");
  p.show_if(access::function_may(c.actor, Action::record_death), "DEATH");
  p.error_summary("ERRORS", no, mandate ? mandate->text() : "");
  fill_reveal(p, c, opened->person, mandate ? Refusals{} : no);
  c.office.db.read([&](db::Session& session) {
    fill_facts(p, c, session, opened->person);
    fill_applications(p, c, session, opened->person.id);
    for (const auto& r : opened->representatives) {
      fill_representative(p.add("REPRESENTATIVES"), c, r, mandate == r.id ? no : Refusals{});
    }
    for (const auto& m : opened->household) {
      auto row = p.add("HOUSEHOLD");
      row.set("OTHER", m.person.id.text()).set("NAME", m.person.full_name());
      row.set("ROLE", m.role == "head" ? c.words("people.role_head") : m.role);
      if (m.person.born_on) row.add("BORN").set("DAY", c.words.day(*m.person.born_on));
    }
    std::vector<Values::Step> steps;
    for (const auto& entry : opened->opened_by) {
      if (auto step = step_of(session, c, entry)) steps.push_back(std::move(*step));
    }
    p.timeline("OPENED", steps);
  });
  p.show_if(opened->representatives.empty(), "NO_REPRESENTATIVES");
  p.show_if(opened->household.empty(), "NO_HOUSEHOLD");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response reveal(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto number = reveal_identifier(c.office, c.actor, *id, c.request.form("purpose"));
  if (!number) {
    const auto& no = number.refusals();
    return no.front().field.empty() ? c.refuse(no) : person_page(c, *id, no);
  }
  auto p = c.page("people/number.html");
  p.title(c.words("people.number")).set("ID", id->text()).set("NUMBER", *number);
  auto answer = c.show(p);
  answer.cacheable = false;
  return answer;
}

web::Response end_mandate(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto mandate = c.request.id<RepresentativeId>("mandate");
  if (!id || !mandate) return c.refuse(Refusal(not_found));
  const auto done = people::end_mandate(c.office, c.actor, *id, *mandate, c.request.form("reason"), c.once_key());
  if (done) return c.go("/people/" + id->text(), "people.circle.saved");
  const auto& no = done.refusals();
  return no.front().field.empty() ? c.refuse(no) : person_page(c, *id, no, *mandate);
}

}  // namespace pages
}  // namespace gishe::people
