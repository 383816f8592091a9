#include <algorithm>

#include "people/alarm.h"
#include "people/identifier.h"
#include "people/person_row.h"
#include "people/person_search.h"
#include "people/shielded.h"
#include "platform/db/id_list.h"

// What the floor above asks: a file by its whole number, or by the pseudonym that stands for it in the ledger.
namespace gishe::people {

std::optional<Person> find_numbered(db::Session& session, const Office& office, const access::Scope& scope,
                                    std::string_view typed) {
  const auto digits = tidy_number(typed);
  for (const std::string_view kind : {"egn", "lnch"}) {
    if (auto person = find_by_number(session, scope, kind, identifier_hash(office.vault, kind, digits))) return person;
  }
  return std::nullopt;
}

bool is_whole_number(std::string_view typed) { return read_lnch(tidy_number(typed)).reading != Reading::wrong_form; }

std::vector<NumberHeld> list_numbered_anywhere(db::Session& session, const Office& office, const Actor& actor,
                                               std::string_view typed) {
  static const db::Query q{
      "people.numbered_anywhere",
      "SELECT p.municipality, p.pseudonym FROM person_identifier i CROSS JOIN person p WHERE i.hash IN ($1, $2) AND "
      "p.municipality = i.municipality AND p.id = i.person_id AND p.sensitivity < 4 AND p.state IN ('stub', "
      "'identified', 'verified') AND NOT EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = p.municipality "
      "AND b.person_id = p.id AND b.account_id = $3) ORDER BY p.municipality, i.set_apart LIMIT 10"};
  const auto digits = tidy_number(typed);
  const auto egn = identifier_hash(office.vault, "egn", digits), lnch = identifier_hash(office.vault, "lnch", digits);
  std::vector<NumberHeld> held;
  session.each(q, {db::Blob{egn}, db::Blob{lnch}, actor.account}, [&](const db::Row& row) {
    if (held.empty() || held.back().municipality != row.municipality(0))
      held.push_back({row.municipality(0), row.uuid(1)});
  });
  return held;
}

std::vector<Person> list_by_pseudonym(db::Session& session, const access::Scope& scope,
                                      const std::vector<Uuid>& pseudonyms) {
  static const db::Query q{
      "people.by_pseudonym",
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM json_each($6) j CROSS JOIN person p WHERE p.pseudonym = substr($5, j.value, 16) AND" GISHE_PERSON_VISIBLE,
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM person p WHERE p.pseudonym = ANY (ARRAY(SELECT CAST(encode(substr($5, CAST(v AS integer), 16), 'hex') AS "
      "uuid) FROM "
      "json_array_elements_text(CAST($6 AS json)) v)) AND" GISHE_PERSON_VISIBLE};
  std::vector<Person> list;
  if (access::no_town(scope) || pseudonyms.empty()) return list;
  const auto ids = db::id_list(pseudonyms);
  session.each(q,
               {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope),
                db::Blob{ids.bytes}, ids.begins},
               [&](const db::Row& row) { list.push_back(store::person_of(row)); });
  return list;
}

}  // namespace gishe::people
