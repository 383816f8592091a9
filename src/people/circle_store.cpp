#include "people/circle_store.h"

#include "people/person_row.h"

namespace gishe::people::store {
namespace {

std::vector<AccountId> accounts_of(db::Session& session, const db::Query& query, const MunicipalityCode& municipality,
                                   const PersonId& person) {
  std::vector<AccountId> accounts;
  session.each(query, {municipality, person}, [&](const db::Row& row) { accounts.push_back(row.id<AccountId>(0)); });
  return accounts;
}

const char* kind_name(Kind kind) { return kind == Kind::name ? "name" : "unname"; }

}  // namespace

std::vector<AccountId> list_team(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"people.team",
                           "SELECT account_id FROM person_team WHERE municipality = $1 AND person_id = $2 AND until_on "
                           "IS NULL ORDER BY from_on, account_id LIMIT 50"};
  return accounts_of(session, q, municipality, person);
}

std::vector<AccountId> list_named(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"people.named",
                           "SELECT account_id FROM person_named WHERE municipality = $1 AND person_id = $2 ORDER BY "
                           "named_at, account_id LIMIT 50"};
  return accounts_of(session, q, municipality, person);
}

bool leave_team(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
                Day until) {
  static const db::Query q{"people.leave_team",
                           "UPDATE person_team SET until_on = $4 WHERE municipality = $1 AND person_id = $2 AND "
                           "account_id = $3 AND until_on IS NULL"};
  return tx.run(q, {municipality, person, account, until}) == 1;
}

bool unname_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person,
                    const AccountId& account) {
  static const db::Query q{"people.unname_account",
                           "DELETE FROM person_named WHERE municipality = $1 AND person_id = $2 AND account_id = $3"};
  return tx.run(q, {municipality, person, account}) == 1;
}

void unname_all(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q{"people.unname_all", "DELETE FROM person_named WHERE municipality = $1 AND person_id = $2"};
  tx.run(q, {municipality, person});
}

std::vector<ProposalRow> list_proposals(db::Session& session, const MunicipalityCode& municipality,
                                        const PersonId& person) {
  static const db::Query q{"people.proposals",
                           "SELECT account_id, proposed_by, kind FROM person_naming WHERE municipality = $1 AND "
                           "person_id = $2 AND state = 'proposed' ORDER BY proposed_at, account_id LIMIT 20"};
  std::vector<ProposalRow> rows;
  session.each(q, {municipality, person}, [&](const db::Row& row) {
    rows.push_back(
        {row.id<AccountId>(0), row.id<AccountId>(1), row.text(2) == kind_name(Kind::name) ? Kind::name : Kind::unname});
  });
  return rows;
}

bool propose_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const ProposalRow& row,
                     Instant at) {
  static const db::Query q{"people.propose",
                           "INSERT INTO person_naming (municipality, id, person_id, account_id, proposed_by, "
                           "proposed_at, state, kind) VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7) ON CONFLICT DO "
                           "NOTHING"};
  return tx.run(q, {municipality, Uuid::make(), person, row.account, row.proposed_by, at, kind_name(row.kind)}) == 1;
}

void answer_proposal(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const ProposalRow& row,
                     const AccountId& by, bool confirmed, Instant at) {
  static const db::Query q{"people.answer_proposal",
                           "UPDATE person_naming SET state = $4, answered_by = $5, answered_at = $6 WHERE municipality "
                           "= $1 AND person_id = $2 AND account_id = $3 AND kind = $7 AND state = 'proposed'"};
  tx.run(q, {municipality, person, row.account, confirmed ? "confirmed" : "declined", by, at, kind_name(row.kind)});
}

void drop_proposals(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person,
                    const std::optional<AccountId>& by) {
  static const db::Query q{"people.drop_proposals",
                           "DELETE FROM person_naming WHERE municipality = $1 AND person_id = $2 AND state = "
                           "'proposed' AND ($3 = 1 OR proposed_by = $4 OR (account_id = $4 AND kind = 'unname'))"};
  tx.run(q, {municipality, person, by ? 0 : 1, by.value_or(AccountId{})});
}

void lock_named(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person) {
  // SQLite writes one transaction at a time as it is.
  static const db::Query q{"people.lock_named", "SELECT 1 FROM person WHERE municipality = $1 AND id = $2",
                           "SELECT 1 FROM person WHERE municipality = $1 AND id = $2 FOR NO KEY UPDATE"};
  tx.one(q, {municipality, person}, [](const db::Row&) {});
}

bool is_named_anywhere(db::Session& session, const AccountId& account) {
  static const db::Query q{"people.named_anywhere",
                           "SELECT count(*) FROM (SELECT 1 FROM person_named WHERE account_id "
                           "= $1 LIMIT 1) any_file"};
  return session.count(q, {account}) > 0;
}

bool set_sensitivity(db::Tx& tx, const Person& person, Sensitivity level, Instant at) {
  static const db::Query q{"people.set_sensitivity",
                           "UPDATE person SET sensitivity = $3, changed_at = $4, version = version + 1 WHERE "
                           "municipality = $1 AND id = $2 AND version = $5"};
  static const db::Query q_apart GISHE_INDEXED(
      "people.set_number_apart", "UPDATE person_identifier", "person_identifier_by_person",
      "SET set_apart = $3 WHERE municipality = $1 AND person_id = $2 AND set_apart <> $3");
  if (tx.run(q, {person.municipality, person.id, static_cast<int>(level), at, person.version}) != 1) return false;
  tx.run(q_apart, {person.municipality, person.id, level == Sensitivity::shielded ? 1 : 0});
  return true;
}

}  // namespace gishe::people::store
