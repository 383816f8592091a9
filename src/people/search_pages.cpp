#include <map>

#include "people/alarm.h"
#include "people/people_pages.h"
#include "territory/territory.h"

// Names and numbers that are looked for travel in the body of a POST: an address would keep them in histories and logs.
namespace gishe::people::pages {
namespace {

constexpr int results_a_page = 20;

page::Page search_page(web::Context& c, std::string_view typed) {
  auto p = c.page("people/search.html");
  p.title(c.words("people.search.title"));
  page::Values::Input query{"query", c.words("people.search.field")};
  query.value = typed;
  query.type = "search";
  query.max_length = 120;
  query.autofocus = true;
  p.input("QUERY", query);
  p.set("TYPED", typed);
  return p;
}

}  // namespace

std::string place_of(db::Session& session, const Person& person, words::Language language) {
  if (person.settlement.empty()) return {};
  const auto place = territory::find_settlement(session, person.settlement);
  return place ? place->full_name(language) : std::string();
}

void set_person(page::Values& row, const Person& person, std::string_view place, const words::Words& words) {
  row.set("ID", person.id.text()).set("NAME", person.full_name()).set("NUMBER", person.identifier_masked);
  row.set("BORN", person.born_on ? words.day(*person.born_on) : std::string());
  row.set("PLACE", place);
}

void set_person(page::Values& row, const Person& person, db::Session& session, const words::Words& words) {
  set_person(row, person, place_of(session, person, words.language()), words);
}

web::Response show_search(web::Context& c) {
  auto p = search_page(c, "");
  p.show_if(access::function_may(c.actor, access::Action::register_person), "REGISTER");
  p.show_if(access::function_may(c.actor, access::Action::see_alarms), "ALARMS");
  p.show_if(access::function_may(c.actor, access::Action::break_glass), "EMERGENCY");
  return c.show(p);
}

web::Response search(web::Context& c) {
  const auto typed = c.request.form("query").substr(0, 400);
  auto p = search_page(c, typed);
  const auto scope = access::scope(c.actor, access::Action::find_person);
  // Who needs a tie to open what she finds may have to open it without one: at night, in danger.
  const bool tie_needed = (access::scope(c.actor, access::Action::open_person).relations_needed() & access::on_team) &&
                          access::function_may(c.actor, access::Action::break_glass);
  c.office.db.read([&](db::Session& session) {
    const auto found = list_people(session, c.office.vault, scope, typed, results_a_page, c.request.form("after"));
    if (found.by == FoundBy::nothing_typed) return;
    if (found.people.empty()) {
      p.show("EMPTY");
      return;
    }
    auto results = p.add("RESULTS");
    const auto n = static_cast<std::int64_t>(found.people.size());
    results.set("FOUND", c.words.count(found.next.empty() ? "people.search.found" : "people.search.first", n));
    results.show_if(found.by == FoundBy::near_number, "NEAR");
    std::map<Ekatte, std::string> places;  // a page of people lives in few
    for (const auto& person : found.people) {
      auto row = results.add("ROWS");
      const auto [place, fresh] = places.try_emplace(person.settlement);
      if (fresh) place->second = place_of(session, person, c.words.language());
      set_person(row, person, place->second, c.words);
      if (tie_needed) row.add("GLASS").set("PERSON", person.id.text()).set("WHOM", person.full_name());
    }
    if (!found.next.empty()) results.add("MORE").set("AFTER", found.next).set("TYPED", typed);
  });
  note_look_up(c.office, c.actor, {"searched", std::string(typed), {}, {}, {}, scope.rule()});
  p.show_if(access::function_may(c.actor, access::Action::register_person), "REGISTER");
  return c.show(p);
}

}  // namespace gishe::people::pages
