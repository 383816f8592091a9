#include "people/person_store.h"

#include "people/duplicates.h"
#include "people/person_row.h"
#include "platform/db/id_list.h"

namespace gishe::people {

using store::person_of;

std::optional<Person> find_person(db::Session& session, const access::Scope& scope, const PersonId& id) {
  static const db::Query q{"people.find",
                           "SELECT " GISHE_PERSON_COLUMNS "FROM person p WHERE p.id = $5 AND" GISHE_PERSON_VISIBLE};
  std::optional<Person> found;
  if (access::no_town(scope)) return found;
  session.one(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), id},
              [&](const db::Row& row) { found = person_of(row); });
  return found;
}

std::map<PersonId, std::string> names_of(db::Session& session, const access::Scope& scope,
                                         const std::vector<PersonId>& people) {
  static const db::Query q{
      "people.names_of",
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM json_each($6) j CROSS JOIN person p WHERE p.id = substr($5, j.value, 16) AND" GISHE_PERSON_VISIBLE,
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM person p WHERE p.id = ANY (ARRAY(SELECT CAST(encode(substr($5, CAST(v AS integer), 16), 'hex') AS uuid) "
      "FROM "
      "json_array_elements_text(CAST($6 AS json)) v)) AND" GISHE_PERSON_VISIBLE};
  std::map<PersonId, std::string> names;
  if (access::no_town(scope) || people.empty()) return names;
  const auto ids = db::id_list(people);
  session.each(q,
               {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope),
                db::Blob{ids.bytes}, ids.begins},
               [&](const db::Row& row) {
                 const auto person = person_of(row);
                 names.emplace(person.id, person.full_name());
               });
  return names;
}

/// With a day: mandates in force on it. Without: all that were not ended.
static std::vector<Representative> list_mandates(db::Session& session, const access::Scope& scope,
                                                 const PersonId& person, std::string_view on) {
  static const db::Query q GISHE_INDEXED(
      "people.representatives",
      "SELECT r.id, r.kind, r.document, r.valid_until, r.relation, " GISHE_PERSON_COLUMNS "FROM representative r",
      "representative_by_person",
      "JOIN person p ON p.municipality = r.municipality AND p.id = r.representative_id "
      "WHERE r.municipality = $1 AND r.person_id = $5 AND r.ended_on IS NULL AND ($6 = '' OR (r.from_on <= $6 AND "
      "(r.valid_until IS NULL OR r.valid_until >= $6))) AND p.sensitivity < 4 AND p.closed_because <> 'died' "
      "AND" GISHE_PERSON_VISIBLE "ORDER BY r.added_at, r.id LIMIT 20");
  std::vector<Representative> list;
  // A shielded person stands in nobody else's file, not even for those named for her: the link would tell whose file
  // it is to whoever looks over a shoulder, and prints with it.
  // Who may see the person may see who speaks for her; the team is asked for the person, not for the representative.
  if (!find_person(session, scope, person)) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), 0, person, on},
               [&](const db::Row& row) {
                 const auto speaker = person_of(row, 5);
                 list.push_back({row.id<RepresentativeId>(0), person, speaker.id, row.string(1), row.string(2),
                                 row.maybe_day(3), speaker.full_name(), row.string(4)});
               });
  return list;
}

std::vector<Representative> list_representatives(db::Session& session, const access::Scope& scope,
                                                 const PersonId& person, Day on) {
  return list_mandates(session, scope, person, on.iso());
}

std::vector<Representative> store::list_all_representatives(db::Session& session, const access::Scope& scope,
                                                            const PersonId& person) {
  return list_mandates(session, scope, person, "");
}

namespace store {

void insert_person(db::Tx& tx, const NewRow& row) {
  static const db::Query q{
      "people.insert",
      "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_on, "
      "born_precision, state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, "
      "identifier_masked, registered_at, registered_by, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, "
      "$10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $19, 1)"};
  const Person& p = row.person;
  tx.run(q, {p.municipality,
             p.id,
             p.pseudonym,
             p.given_name,
             p.middle_name,
             p.family_name,
             p.sex,
             p.born_on,
             p.born_precision,
             p.state,
             static_cast<int>(p.sensitivity),
             p.settlement,
             p.address,
             p.phone,
             p.email,
             p.contact_rule,
             joined_groups(p.target_groups),
             p.identifier_masked,
             row.at,
             row.registered_by});
}

void insert_name_keys(db::Tx& tx, const Person& person) {
  if (person.sensitivity == Sensitivity::shielded) return;  // found by list_shielded_of only
  static const db::Query q{"people.insert_name_key",
                           "INSERT INTO person_name_key (municipality, token, person_id) VALUES ($1, $2, $3)"};
  for (const auto& token : name_tokens(person)) tx.run(q, {person.municipality, token, person.id});
}

void delete_name_keys(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q GISHE_INDEXED("people.delete_name_keys", "DELETE FROM person_name_key",
                                         "person_name_key_by_person", "WHERE municipality = $1 AND person_id = $2");
  tx.run(q, {municipality, person});
}

void replace_name_keys(db::Tx& tx, const Person& person) {
  delete_name_keys(tx, person.municipality, person.id);
  insert_name_keys(tx, person);
}

bool update_person(db::Tx& tx, const Person& p, Instant at) {
  static const db::Query q{
      "people.update",
      "UPDATE person SET given_name = $3, middle_name = $4, family_name = $5, sex = $6, settlement = $7, address = $8, "
      "phone "
      "= $9, email = $10, contact_rule = $11, target_groups = $12, changed_at = $13, version = version + 1 WHERE "
      "municipality = $1 AND id = $2 AND version = $14"};
  return tx.run(q, {p.municipality, p.id, p.given_name, p.middle_name, p.family_name, p.sex, p.settlement, p.address,
                    p.phone, p.email, p.contact_rule, joined_groups(p.target_groups), at, p.version}) == 1;
}

void insert_identifier(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const Identifier& row,
                       Instant at) {
  static const db::Query q{
      "people.insert_identifier",
      "INSERT INTO person_identifier (municipality, kind, hash, person_id, sealed, masked, verified, "
      "reason, set_apart, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
  tx.run(q, {municipality, row.kind, db::Blob{row.hash}, person, db::Blob{row.sealed}, row.masked, row.verified,
             row.reason, row.set_apart ? 1 : 0, at});
}

std::optional<Identifier> find_identifier(db::Session& session, const MunicipalityCode& municipality,
                                          const PersonId& person) {
  static const db::Query q GISHE_INDEXED(
      "people.find_identifier", "SELECT kind, hash, sealed, masked, verified, reason, set_apart FROM person_identifier",
      "person_identifier_by_person", "WHERE municipality = $1 AND person_id = $2 ORDER BY kind LIMIT 1");
  std::optional<Identifier> found;
  session.one(q, {municipality, person}, [&](const db::Row& row) {
    found = Identifier{row.string(0), row.string(1), row.string(2), row.string(3),
                       row.string(4), row.string(5), row.truth(6)};
  });
  return found;
}

std::optional<PersonId> find_holder(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                                    std::string_view hash) {
  static const db::Query q{
      "people.number_held",
      "SELECT COALESCE(p.merged_into, i.person_id) FROM person_identifier i JOIN person p ON p.municipality = "
      "i.municipality AND p.id = i.person_id WHERE i.municipality = $1 AND i.kind = $2 AND i.hash = $3 AND i.set_apart "
      "= 0"};
  std::optional<PersonId> holder;
  session.one(q, {municipality, kind, db::Blob{hash}}, [&](const db::Row& row) { holder = row.id<PersonId>(0); });
  return holder;
}

std::vector<Shielded> list_shielded(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                                    std::string_view hash) {
  static const db::Query q{
      "people.list_shielded",
      "SELECT p.id, p.pseudonym, n.account_id FROM person_identifier i CROSS JOIN person p CROSS JOIN person_named n "
      "WHERE i.municipality = $1 AND i.kind = $2 AND i.hash = $3 AND i.set_apart = 1 AND p.municipality = "
      "i.municipality AND "
      "p.id = i.person_id AND n.municipality = p.municipality AND n.person_id = p.id ORDER BY p.id, n.account_id LIMIT "
      "50"};
  std::vector<Shielded> list;
  session.each(q, {municipality, kind, db::Blob{hash}},
               [&](const db::Row& row) { list.push_back({row.id<PersonId>(0), row.uuid(1), row.id<AccountId>(2)}); });
  return list;
}

std::optional<FactsRow> find_facts(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                                   const AccountId& account) {
  // One row whether the person is there or not, and the same four look-ups: what is absent takes as long as what is
  // denied.
  static const db::Query q{
      "people.facts",
      "SELECT (SELECT p.sensitivity FROM person p WHERE p.municipality = $1 AND p.id = $2), (SELECT count(*) FROM "
      "person_team t WHERE t.municipality = $1 AND t.person_id = $2 AND "
      "t.account_id = $3 AND t.until_on IS NULL), (SELECT count(*) FROM person_named n WHERE n.municipality = $1 AND "
      "n.person_id = $2 AND n.account_id = $3), (SELECT count(*) FROM person_barred b WHERE b.municipality = $1 AND "
      "b.person_id = $2 AND b.account_id = $3)"};
  std::optional<FactsRow> found;
  session.one(q, {municipality, person, account}, [&](const db::Row& row) {
    const FactsRow facts{static_cast<Sensitivity>(row.integer(0)), row.truth(1), row.truth(2), row.truth(3)};
    if (!row.null(0)) found = facts;
  });
  return found;
}

void join_team(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
               Day from) {
  static const db::Query q{
      "people.join_team",
      "INSERT INTO person_team (municipality, person_id, account_id, from_on, until_on) VALUES ($1, $2, "
      "$3, $4, NULL) ON CONFLICT (municipality, person_id, account_id) DO UPDATE SET until_on = NULL"};
  tx.run(q, {municipality, person, account, from});
}

void name_account(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
                  Instant at) {
  static const db::Query q{
      "people.name_account",
      "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (municipality, person_id, account_id) DO NOTHING"};
  tx.run(q, {municipality, person, account, at});
}

void insert_representative(db::Tx& tx, const MunicipalityCode& municipality, const Representative& row, Day from,
                           Instant at) {
  static const db::Query q{
      "people.insert_representative",
      "INSERT INTO representative (municipality, id, person_id, representative_id, kind, relation, document, from_on, "
      "valid_until, ended_on, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, $10)"};
  tx.run(q, {municipality, row.id, row.person, row.representative, row.kind, row.relation, row.document, from,
             row.valid_until, at});
}

bool end_mandate(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person,
                 const RepresentativeId& mandate, Day on) {
  static const db::Query q{"people.end_mandate",
                           "UPDATE representative SET ended_on = $4 WHERE municipality = $1 AND id = $2 AND person_id "
                           "= $3 AND ended_on IS NULL"};
  return tx.run(q, {municipality, mandate, person, on}) == 1;
}

std::vector<Member> list_household(db::Session& session, const access::Scope& scope, const PersonId& person) {
  static const db::Query q{
      "people.household",
      "SELECT m.household_id, m.role, m.from_on, " GISHE_PERSON_COLUMNS
      "FROM household_member own JOIN household_member m ON m.municipality = own.municipality AND m.household_id = "
      "own.household_id JOIN person p ON p.municipality = m.municipality AND p.id = m.person_id WHERE own.municipality "
      "= $1 "
      "AND own.person_id = $5 AND own.until_on IS NULL AND m.until_on IS NULL AND (p.sensitivity < 4 OR p.id = $5) "
      "AND" GISHE_PERSON_VISIBLE "ORDER BY m.from_on, p.id LIMIT 30"};
  std::vector<Member> list;
  if (access::no_town(scope)) return list;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), 0, person}, [&](const db::Row& row) {
    list.push_back({person_of(row, 3), row.id<HouseholdId>(0), row.string(1), row.day(2)});
  });
  return list;
}

std::optional<HouseholdId> find_household(db::Session& session, const MunicipalityCode& municipality,
                                          const PersonId& person) {
  static const db::Query q{
      "people.find_household",
      "SELECT household_id FROM household_member WHERE municipality = $1 AND person_id = $2 AND until_on IS NULL"};
  std::optional<HouseholdId> found;
  session.one(q, {municipality, person}, [&](const db::Row& row) { found = row.id<HouseholdId>(0); });
  return found;
}

void insert_household(db::Tx& tx, const MunicipalityCode& municipality, const HouseholdId& id, const PersonId& head,
                      Instant at) {
  static const db::Query q{"people.insert_household",
                           "INSERT INTO household (municipality, id, head_id, made_at) VALUES ($1, $2, $3, $4)"};
  tx.run(q, {municipality, id, head, at});
}

void insert_member(db::Tx& tx, const MunicipalityCode& municipality, const HouseholdId& household,
                   const PersonId& person, std::string_view role, Day from) {
  static const db::Query q{
      "people.insert_member",
      "INSERT INTO household_member (municipality, household_id, person_id, from_on, role, until_on) "
      "VALUES ($1, $2, $3, $4, $5, NULL) ON CONFLICT (municipality, household_id, person_id, from_on) DO UPDATE SET "
      "role "
      "= $5, until_on = NULL"};
  tx.run(q, {municipality, household, person, from, role});
}

void end_membership(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Day on) {
  static const db::Query q GISHE_INDEXED("people.end_membership", "UPDATE household_member",
                                         "household_member_by_person",
                                         "SET until_on = $3 WHERE municipality = $1 AND person_id = $2 AND until_on IS "
                                         "NULL");
  tx.run(q, {municipality, person, on});
}

}  // namespace store
}  // namespace gishe::people
