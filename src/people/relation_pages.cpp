#include "people/alarm.h"
#include "people/people_pages.h"
#include "people/person_acts.h"

// Somebody is added to a person: first found (or registered), then tied. One page for representatives and households.
namespace gishe::people::pages {
namespace {

using page::Values;

enum class Tie { representative, household };

struct Asked {
  PersonId person;
  std::string query;               // as typed
  std::optional<PersonId> chosen;  // just registered
  Refusals no;
};

std::string address_of(const PersonId& id, Tie tie) {
  return "/people/" + id.text() + (tie == Tie::household ? "/household" : "/representatives");
}

std::vector<Person> list_choices(db::Session& session, const web::Context& c, const Asked& asked) {
  const auto scope = access::scope(c.actor, access::Action::find_person);
  std::vector<Person> people;
  if (asked.chosen) {
    if (auto person = find_person(session, scope, *asked.chosen)) people.push_back(std::move(*person));
  } else if (!asked.query.empty()) {
    people = list_people(session, c.office.vault, scope, asked.query, 10, "").people;
  }
  std::erase_if(people, [&](const Person& p) { return p.id == asked.person; });
  return people;
}

void fill_tie(Values& form, const web::Context& c, Tie tie, const Refusals& no) {
  const auto& r = c.request;
  const auto field = [&](const char* name, const char* key, bool optional) {
    Values::Input input{name, c.words(key)};
    input.value = r.form(name);
    input.max_length = 120;
    input.optional = optional;
    return input;
  };
  if (tie == Tie::household) {
    auto role = field("role", "people.role", false);
    role.hint = c.words("people.role_hint");
    form.add("MEMBER").input("ROLE", role, no);
    return;
  }
  auto rows = form.add("REPRESENTATIVE");
  std::vector<Values::Choice> kinds;
  for (const auto& kind : representative_kinds()) {
    kinds.push_back({kind, c.words("people.represents." + kind), {}, r.form("kind") == kind});
  }
  rows.radios("KIND", {"kind", c.words("people.represents")}, kinds, no);
  rows.input("RELATION", field("relation", "people.relation", true), no);
  auto document = field("document", "people.document", false);
  document.hint = c.words("people.document_hint");
  rows.input("DOCUMENT", document, no);
  auto until = field("valid_until", "people.valid_until", true);
  until.type = "date";
  until.width = "short";
  rows.input("UNTIL", until, no);
}

web::Response show(web::Context& c, Tie tie, const Asked& asked) {
  const auto action = tie == Tie::household ? access::Action::change_person : access::Action::add_representative;
  auto p = c.page("people/choose.html");
  const char* title = tie == Tie::household ? "people.add_member" : "people.add_representative";
  p.title(c.words(title)).set("TITLE", c.words(title)).set("ID", asked.person.text());
  p.set("AS", tie == Tie::household ? "household" : "representative").set("TYPED", asked.query);
  p.set("ACTION", address_of(asked.person, tie)).set("SEARCH", address_of(asked.person, tie) + "/search");
  bool known = false;
  c.office.db.read([&](db::Session& session) {
    const auto person = find_person(session, access::scope(c.actor, action), asked.person);
    if (!person) return;
    known = true;
    p.set("FOR", c.words.with("people.for_whom", {{"name", person->full_name()}}));
    const auto people = list_choices(session, c, asked);
    if (!asked.chosen) {
      auto look = p.add("LOOK");
      Values::Input query{"query", c.words("people.search.field")};
      query.value = asked.query;
      query.type = "search";
      query.autofocus = asked.query.empty();
      look.input("QUERY", query);
      look.set("SEARCH_CLASS", people.empty() ? "go" : "plain");
      look.show_if(people.empty() && !asked.query.empty(), "NOBODY");
    }
    if (people.empty()) return;
    auto form = p.add("FOUND");
    form.error_summary("ERRORS", asked.no);
    std::vector<Values::Choice> who;
    const auto picked = asked.chosen ? asked.chosen->text() : std::string(c.request.form("who"));
    for (const auto& other : people) {
      auto hint = other.identifier_masked;
      if (other.born_on) hint += (hint.empty() ? "" : " · ") + c.words.day(*other.born_on);
      who.push_back({other.id.text(), other.full_name(), hint, picked == other.id.text() || people.size() == 1});
    }
    form.radios("WHO", {"who", c.words("people.who")}, who, asked.no);
    fill_tie(form, c, tie, asked.no);
  });
  if (!known) return c.refuse(Refusal(not_found));
  return c.show(p, asked.no.empty() ? 200 : asked.no.front().code->http_status);
}

web::Response show_first(web::Context& c, Tie tie) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return show(c, tie, {*id, "", PersonId::parse(c.request.query("chosen")), {}});
}

web::Response show_found(web::Context& c, Tie tie) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  std::string typed(c.request.form("query").substr(0, 400));
  note_look_up(c.office, c.actor, {"searched", typed});
  return show(c, tie, {*id, std::move(typed), std::nullopt, {}});
}

web::Response add(web::Context& c, Tie tie) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto& r = c.request;
  const auto other = PersonId::parse(r.form("who"));
  Asked again{*id, std::string(r.form("query").substr(0, 400)), std::nullopt, {}};
  if (again.query.empty()) again.chosen = other;
  if (!other) {
    again.no.emplace_back(required, "who");
    return show(c, tie, again);
  }
  if (tie == Tie::household) {
    const auto done = add_to_household(c.office, c.actor, *id, *other, r.form("role"), c.once_key());
    if (!done) again.no = done.refusals();
  } else {
    const NewRepresentative n{*id,
                              *other,
                              std::string(r.form("kind")),
                              std::string(r.form("relation")),
                              std::string(r.form("document")),
                              std::string(r.form("valid_until"))};
    const auto done = people::add_representative(c.office, c.actor, n, c.once_key());
    if (!done) again.no = done.refusals();
  }
  if (again.no.empty())
    return c.go("/people/" + id->text(), tie == Tie::household ? "people.member_added" : "people.representative_added");
  for (auto& no : again.no) {
    if (no.field == "member" || no.field == "representative") no.field = "who";
  }
  if (again.no.front().field.empty()) return c.refuse(again.no);
  return show(c, tie, again);
}

}  // namespace

web::Response show_representative(web::Context& c) { return show_first(c, Tie::representative); }
web::Response search_representative(web::Context& c) { return show_found(c, Tie::representative); }
web::Response add_representative(web::Context& c) { return add(c, Tie::representative); }
web::Response show_member(web::Context& c) { return show_first(c, Tie::household); }
web::Response search_member(web::Context& c) { return show_found(c, Tie::household); }
web::Response add_member(web::Context& c) { return add(c, Tie::household); }

}  // namespace gishe::people::pages
