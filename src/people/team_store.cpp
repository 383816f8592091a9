#include "people/circle_store.h"
#include "people/person_store.h"

// Everything of one colleague's: for the hand-over, which opens nothing.
namespace gishe::people {
namespace {

// Shielded files stay: only those named for one may change who is. Whoever is barred from a file does not get it.
#define GISHE_TEAM_OF                                                                                                  \
  "FROM person_team t JOIN person p ON p.municipality = t.municipality AND p.id = t.person_id WHERE t.municipality = " \
  "$1 "                                                                                                                \
  "AND t.account_id = $2 AND t.until_on IS NULL AND p.sensitivity < 4 "

constexpr int at_once_max = 2000;

}  // namespace

std::int64_t count_team_of(db::Session& session, const MunicipalityCode& municipality, const AccountId& account) {
  static const db::Query q{"people.count_team_of", "SELECT count(*) " GISHE_TEAM_OF};
  return session.count(q, {municipality, account});
}

void hand_over_team_in(db::Tx& tx, const Office& office, const Actor& actor, const AccountId& from,
                       const AccountId& to) {
  static const db::Query q{"people.team_of", "SELECT p.id, p.pseudonym " GISHE_TEAM_OF
                                             "AND NOT EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = "
                                             "p.municipality AND b.person_id = p.id AND b.account_id = $3) ORDER BY "
                                             "p.id LIMIT $4"};
  const MunicipalityCode& home = actor.post.municipality;
  std::vector<std::pair<PersonId, Uuid>> files;
  tx.each(q, {home, from, to, at_once_max},
          [&](const db::Row& row) { files.emplace_back(row.id<PersonId>(0), row.uuid(1)); });
  const char* rule = access::scope(actor, access::Action::hand_over).rule();
  for (const auto& [person, pseudonym] : files) {
    store::leave_team(tx, home, person, from, office.today());
    store::join_team(tx, home, person, to, office.today());
    office.note(tx, actor,
                {"person.handed_over", home, "person", pseudonym, rule, "", {{"team", from.text(), to.text()}}});
  }
}

}  // namespace gishe::people
