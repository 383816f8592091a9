#include "own_file/file_words.h"

#include "base/text.h"
#include "directory/directory.h"
#include "territory/territory.h"

namespace gishe::own_file {
namespace {

std::string office_of(db::Session& session, const words::Words& w, const OwnFile& file, const Opening& line) {
  if (!line.organisation.is_nil()) {
    const auto organisation = directory::find_organisation(session, line.organisation);
    return organisation ? organisation->name : std::string();
  }
  if (!line.of_town) return {};
  const auto town = territory::find_municipality(session, file.access.municipality);
  return town ? w.with("own.town", {{"name", town->name(w.language())}}) : std::string();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> kept_words(db::Session& session, const words::Words& w,
                                                            const OwnFile& file) {
  const auto& person = file.person;
  std::vector<std::pair<std::string, std::string>> kept;
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) kept.emplace_back(w(key), value);
  };
  fact("common.name", person.full_name());
  fact("people.number", person.identifier_masked);
  if (person.born_on) fact("people.born", w.day(*person.born_on));
  fact("people.sex", w("people.sex." + person.sex));
  const auto place = territory::find_settlement(session, person.settlement);
  fact("own.place", place ? place->full_name(w.language()) : "");
  fact("common.address", person.address);
  fact("common.phone", person.phone);
  fact("common.email", person.email);
  if (!file.access.mandate) fact("people.contact_rule", person.contact_rule);
  std::vector<std::string> groups;
  for (const auto& code : person.target_groups) groups.push_back(w("target_group." + code));
  fact("people.section.groups", text::join(groups, ", "));
  return kept;
}

std::vector<OpeningWords> opened_words(db::Session& session, const words::Words& w, const OwnFile& file) {
  std::vector<OpeningWords> list;
  for (const auto& line : file.opened) {
    const auto office = office_of(session, w, file, line);
    list.push_back({w.moment(line.at), w("own.did." + line.done),
                    w("function." + line.function) + (office.empty() ? "" : ", " + office)});
  }
  return list;
}

}  // namespace gishe::own_file
