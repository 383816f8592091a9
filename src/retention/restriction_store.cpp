#include "retention/restriction.h"

namespace gishe::retention::store {

std::optional<PersonId> find_restriction_request(db::Session& session, const access::Scope& scope,
                                                 const SubjectRequestId& id) {
  static const db::Query q{
      "restriction.request",
      "SELECT r.person_id FROM subject_request r WHERE r.municipality = $1 AND r.id = $2 AND r.kind "
      "IN ('restriction', 'correction', 'objection')"};
  std::optional<PersonId> found;
  if (scope.none()) return found;
  session.one(q, {scope.municipality(), id}, [&](const db::Row& row) { found = row.id<PersonId>(0); });
  return found;
}

std::vector<Restriction> list_restrictions(db::Session& session, const MunicipalityCode& municipality,
                                           const PersonId& person) {
  static const db::Query q{
      "restriction.list",
      "SELECT ground, reason, restricted_by, restricted_at, lifted_at, lifting_reason FROM "
      "person_restriction WHERE municipality = $1 AND person_id = $2 ORDER BY restricted_at DESC, id "
      "LIMIT 50"};
  std::vector<Restriction> list;
  session.each(q, {municipality, person}, [&](const db::Row& row) {
    list.push_back(
        {row.string(0), row.string(1), row.id<AccountId>(2), row.instant(3), row.maybe_instant(4), row.string(5)});
  });
  return list;
}

bool restrict_file(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const Restriction& r) {
  static const db::Query q{
      "restriction.begin",
      "INSERT INTO person_restriction (municipality, id, person_id, ground, reason, restricted_by, "
      "restricted_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"};
  return tx.run(q, {municipality, Uuid::make(), person, r.ground, r.reason, r.by, r.since}) == 1;
}

bool lift_restriction(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& by,
                      Instant at, std::string_view reason) {
  static const db::Query q{"restriction.lift",
                           "UPDATE person_restriction SET lifted_by = $3, lifted_at = $4, lifting_reason = $5 WHERE "
                           "municipality = $1 AND person_id = $2 AND lifted_at IS NULL"};
  return tx.run(q, {municipality, person, by, at, reason}) == 1;
}

}  // namespace gishe::retention::store
