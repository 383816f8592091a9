#include "own_file/subject_request_store.h"

#include "platform/access/seen.h"

namespace gishe::own_file::store {
namespace {

#define REQUEST_COLUMNS                                                                                   \
  "SELECT r.id, r.municipality, r.number, r.person_id, r.kind, r.state, r.channel, r.words, r.asked_by, " \
  "r.asked_at, r.due_on, r.answer, r.answered_at, r.version FROM subject_request r "
// $1 municipality, $2 highest level, $3 account.
#define REQUEST_VISIBLE                                                                                \
  "JOIN person p ON p.municipality = r.municipality AND p.id = r.person_id WHERE r.municipality = $1 " \
  "AND" GISHE_FILE_SEEN("p")

SubjectRequest request_of(const db::Row& row) {
  SubjectRequest r;
  r.id = row.id<SubjectRequestId>(0);
  r.municipality = row.municipality(1);
  r.number = row.string(2);
  r.person = row.id<PersonId>(3);
  r.kind = row.string(4);
  r.state = row.string(5);
  r.channel = row.string(6);
  r.words = row.string(7);
  r.asked_by = row.id<AccountId>(8);
  r.asked_at = row.instant(9);
  r.due_on = row.day(10);
  r.answer = row.string(11);
  r.answered_at = row.maybe_instant(12);
  r.version = row.integer(13);
  return r;
}

}  // namespace

bool number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  static const db::Query q{"subject_request.number_taken",
                           "SELECT count(*) FROM subject_request WHERE municipality = $1 AND number = $2"};
  return session.count(q, {municipality, number}) > 0;
}

void insert(db::Tx& tx, const SubjectRequest& r) {
  static const db::Query q{
      "subject_request.insert",
      "INSERT INTO subject_request (municipality, id, number, person_id, kind, state, channel, words, asked_by, "
      "asked_at, due_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
  tx.run(q, {r.municipality, r.id, r.number, r.person, r.kind, r.state, r.channel, r.words, r.asked_by, r.asked_at,
             r.due_on});
}

bool update(db::Tx& tx, const SubjectRequest& r) {
  static const db::Query q{"subject_request.update",
                           "UPDATE subject_request SET state = $3, due_on = $4, answer = $5, answered_at = $6, version "
                           "= version + 1 WHERE municipality = $1 AND id = $2 AND version = $7"};
  return tx.run(q, {r.municipality, r.id, r.state, r.due_on, r.answer, r.answered_at, r.version}) == 1;
}

void add_event(db::Tx& tx, const SubjectRequest& r, const RequestEvent& e) {
  static const db::Query q{
      "subject_request.add_event",
      "INSERT INTO subject_request_event (municipality, request_id, id, at, account_id, from_state, to_state, reason) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
  tx.run(q, {r.municipality, r.id, Uuid::make(), e.at, e.account, e.from, e.to, e.reason});
}

std::vector<RequestEvent> list_events(db::Session& session, const SubjectRequest& r) {
  static const db::Query q{"subject_request.events",
                           "SELECT account_id, at, from_state, to_state, reason FROM subject_request_event WHERE "
                           "municipality = $1 AND request_id = $2 ORDER BY at, id LIMIT 20"};
  std::vector<RequestEvent> list;
  session.each(q, {r.municipality, r.id}, [&](const db::Row& row) {
    list.push_back({row.id<AccountId>(0), row.instant(1), row.string(2), row.string(3), row.string(4)});
  });
  return list;
}

std::vector<SubjectRequest> list_requests(db::Session& session, const access::Scope& scope, bool open, int limit) {
  static const db::Query q_open{
      "subject_request.list_open", REQUEST_COLUMNS REQUEST_VISIBLE
      "AND r.state IN ('received', 'in_review', 'extended') ORDER BY r.due_on, r.id LIMIT $4"};
  static const db::Query q_over{"subject_request.list_over", REQUEST_COLUMNS REQUEST_VISIBLE
                                "AND r.state IN ('answered', 'refused') ORDER BY r.answered_at DESC, r.id LIMIT $4"};
  std::vector<SubjectRequest> list;
  if (scope.none()) return list;
  session.each(open ? q_open : q_over, {scope.municipality(), access::bound_level(scope), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(request_of(row)); });
  return list;
}

std::optional<SubjectRequest> find_request(db::Session& session, const access::Scope& scope,
                                           const SubjectRequestId& id) {
  static const db::Query q{"subject_request.find", REQUEST_COLUMNS REQUEST_VISIBLE "AND r.id = $4"};
  std::optional<SubjectRequest> found;
  if (scope.none()) return found;
  session.one(q, {scope.municipality(), access::bound_level(scope), scope.account(), id},
              [&](const db::Row& row) { found = request_of(row); });
  return found;
}

std::vector<SubjectRequest> list_requests_of(db::Session& session, const MunicipalityCode& municipality,
                                             const PersonId& person) {
  static const db::Query q{
      "subject_request.list_of_person",
      REQUEST_COLUMNS "WHERE r.municipality = $1 AND r.person_id = $2 ORDER BY r.asked_at DESC, r.id DESC LIMIT 50"};
  std::vector<SubjectRequest> list;
  session.each(q, {municipality, person}, [&](const db::Row& row) { list.push_back(request_of(row)); });
  return list;
}

}  // namespace gishe::own_file::store
