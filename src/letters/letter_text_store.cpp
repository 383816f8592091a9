#include "letters/letter_text.h"

namespace gishe::letters::store {

std::vector<TextVersion> list_versions(db::Session& session, const MunicipalityCode& municipality,
                                       std::string_view kind, words::Language language) {
  static const db::Query q{
      "letter_text.versions",
      "SELECT t.version, t.words, a.name, t.saved_at FROM letter_text t JOIN account a ON a.id = "
      "t.saved_by WHERE t.municipality = $1 AND t.kind = $2 AND t.language = $3 ORDER BY t.version "
      "DESC LIMIT 100"};
  std::vector<TextVersion> list;
  session.each(q, {municipality, kind, words::code(language)}, [&](const db::Row& row) {
    list.push_back({row.integer(0), row.string(1), row.string(2), row.instant(3)});
  });
  return list;
}

std::optional<std::string> find_words(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                                      words::Language language, std::optional<Day> dated) {
  static const db::Query q{
      "letter_text.find",
      "SELECT words, saved_at FROM letter_text WHERE municipality = $1 AND kind = $2 AND language = "
      "$3 ORDER BY version DESC LIMIT $4"};
  std::optional<std::string> found;
  const int versions = dated ? 1000 : 1;
  session.each(q, {municipality, kind, words::code(language), versions}, [&](const db::Row& row) {
    if (!found && (!dated || local_time(row.instant(1)).day <= *dated)) found = row.string(0);
  });
  return found;
}

bool insert(db::Tx& tx, const MunicipalityCode& municipality, std::string_view kind, words::Language language,
            const TextVersion& version, const AccountId& by) {
  static const db::Query q{"letter_text.insert",
                           "INSERT INTO letter_text (municipality, kind, language, version, words, saved_by, saved_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"};
  return tx.run(q, {municipality, kind, words::code(language), version.version, version.words, by, version.saved_at}) ==
         1;
}

}  // namespace gishe::letters::store
