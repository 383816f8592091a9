#include "base/text.h"
#include "directory/directory.h"
#include "own_file/handlers.h"
#include "own_file/own_view.h"
#include "territory/territory.h"

// What somebody reads of herself: plain and large.
namespace gishe::own_file {
namespace {

using page::Values;

void fill_kept(page::Page& p, const web::Context& c, db::Session& session, const OwnFile& file) {
  const auto& person = file.person;
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) p.add("KEPT").set("WHAT", c.words(key)).set("VALUE", value);
  };
  fact("common.name", person.full_name());
  fact("people.number", person.identifier_masked);
  if (person.born_on) fact("people.born", c.words.day(*person.born_on));
  fact("people.sex", c.words("people.sex." + person.sex));
  const auto place = territory::find_settlement(session, person.settlement);
  fact("own.place", place ? place->full_name(c.words.language()) : "");
  fact("common.address", person.address);
  fact("common.phone", person.phone);
  fact("common.email", person.email);
  if (!file.access.mandate) fact("people.contact_rule", person.contact_rule);
  std::vector<std::string> groups;
  for (const auto& code : person.target_groups) groups.push_back(c.words("target_group." + code));
  fact("people.section.groups", text::join(groups, ", "));
}

std::string office_of(const web::Context& c, db::Session& session, const OwnFile& file, const Opening& line) {
  if (!line.organisation.is_nil()) {
    const auto organisation = directory::find_organisation(session, line.organisation);
    return organisation ? organisation->name : std::string();
  }
  if (!line.of_town) return {};
  const auto town = territory::find_municipality(session, file.access.municipality);
  return town ? c.words.with("own.town", {{"name", town->name(c.words.language())}}) : std::string();
}

void fill_opened(page::Page& p, const web::Context& c, db::Session& session, const OwnFile& file) {
  for (const auto& line : file.opened) {
    auto row = p.add("OPENED");
    row.set("WHEN", c.words.moment(line.at)).set("DID", c.words("own.did." + line.done));
    const auto office = office_of(c, session, file, line);
    row.set("WHO", c.words("function." + line.function) + (office.empty() ? "" : ", " + office));
  }
  p.show_if(file.opened.empty(), "NOT_OPENED");
}

web::Response show_file(web::Context& c, const PersonId& id, bool others) {
  const auto file = open_own_file(c.office, c.actor, c.words, id);
  if (!file) return c.refuse(file.refusals());
  auto p = c.page(file->in_person ? "own_file/in_person.html" : "own_file/my_file.html");
  p.title(c.words("own.my.title")).show_if(others, "OTHERS");
  if (file->in_person) return c.show(p);
  p.set("NAME", file->person.full_name()).show_if(file->access.mandate.has_value(), "REPRESENTS");
  for (const auto& a : file->applied) {
    auto row = p.add("APPLIED");
    row.set("NUMBER", a.number).set("NEEDS", a.needs).badge("STATE", a.tone, a.state);
    if (!a.due.empty()) row.add("DUE").set("DAY", a.due);
  }
  p.show_if(file->applied.empty(), "NOT_APPLIED");
  c.office.db.read([&](db::Session& session) {
    fill_kept(p, c, session, *file);
    fill_opened(p, c, session, *file);
  });
  return c.show(p);
}

}  // namespace

web::Response show_my(web::Context& c) {
  const auto mine = list_mine(c.office, c.actor);
  if (mine.size() == 1) return show_file(c, mine.front().access.person, false);
  auto p = c.page("own_file/my.html");
  p.title(c.words("own.my.title")).show_if(mine.empty(), "NOTHING").show_if(!mine.empty(), "CHOOSE");
  for (const auto& one : mine) {
    auto row = p.add("MINE");
    row.set("PERSON", one.access.person.text()).set("NAME", one.in_person ? c.words("own.my.own_file") : one.name);
    row.show_if(one.access.mandate.has_value(), "REPRESENTS");
  }
  return c.show(p);
}

web::Response show_my_file(web::Context& c) {
  const auto id = c.request.id<PersonId>("person");
  return id ? show_file(c, *id, true) : c.refuse(Refusal(not_found));
}

}  // namespace gishe::own_file
