#include <boost/json.hpp>

#include "own_file/file_words.h"
#include "own_file/handlers.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"

// A copy of her file to take along: what the page shows, as paper and for machines. Asked for anew each time.
namespace gishe::own_file {
namespace {

namespace json = boost::json;

struct Copy {
  OwnFile file;
  std::vector<std::pair<std::string, std::string>> kept;
  std::vector<OpeningWords> opened;
  std::string town;
};

Result<Copy> copy_of(web::Context& c) {
  const auto id = c.request.id<PersonId>("person");
  if (!id) return not_found;
  const auto file = open_own_file(c.office, c.actor, c.words, *id);
  if (!file) return file.refusals();
  if (file->in_person) return in_person_only;
  return c.office.db.read([&](db::Session& session) {
    return Copy{*file, kept_words(session, c.words, *file), opened_words(session, c.words, *file),
                territory::municipality_name(session, file->access.municipality, c.words.language())};
  });
}

}  // namespace

web::Response print_my_copy(web::Context& c) {
  const auto copy = copy_of(c);
  if (!copy) return c.refuse(copy.refusals());
  const auto& w = c.words;
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", copy->town}});
  head.day = w.moment(c.office.now());
  paper::Letter letter(w.language(), head);
  letter.title(w("own.copy.title")).lead(w("own.my.kept_hint"));
  letter.heading(w("own.my.kept")).facts(copy->kept);
  letter.heading(w("own.my.applications"));
  std::vector<std::vector<std::string>> rows;
  for (const auto& a : copy->file.applied) rows.push_back({a.number, a.needs, a.state});
  if (rows.empty())
    letter.paragraph(w("own.my.no_applications"));
  else
    letter.table({w("common.number"), w("people.applied_for"), w("common.state")}, rows);
  letter.heading(w("own.my.who_opened")).paragraph(w("own.my.who_opened_hint"));
  rows.clear();
  for (const auto& o : copy->opened) rows.push_back({o.when, o.done, o.who});
  letter.table({w("own.copy.when"), w("own.copy.what"), w("own.copy.who")}, rows);
  return web::Response::pdf(letter.pdf(), "copy.pdf");
}

web::Response my_copy_for_machines(web::Context& c) {
  const auto copy = copy_of(c);
  if (!copy) return c.refuse(copy.refusals());
  const auto& p = copy->file.person;
  json::array applications, opened;
  for (const auto& a : copy->file.applied) {
    applications.push_back(json::object{{"number", a.number}, {"needs", a.needs}, {"state", a.state}});
  }
  for (const auto& o : copy->opened) {
    opened.push_back(json::object{{"when", o.when}, {"what", o.done}, {"who", o.who}});
  }
  json::object person;
  for (const auto& [label, value] : copy->kept) person[label] = value;
  const json::object all{
      {"municipality", p.municipality.text}, {"person", person}, {"applications", applications}, {"opened", opened}};
  auto answer = web::Response::json(json::serialize(all));
  answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"copy.json\"");
  return answer;
}

}  // namespace gishe::own_file
