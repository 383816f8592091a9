#include "cases/conference.h"

namespace gishe::cases::store {
namespace {

const db::Query q_insert{"conference.insert",
                         "INSERT INTO case_conference (municipality, id, case_id, held_on, topics, decisions, by_id, "
                         "written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Query q_participant{
    "conference.insert_participant",
    "INSERT INTO conference_participant (municipality, conference_id, position, name, remote) "
    "VALUES ($1, $2, $3, $4, $5)"};
const db::Query q_list GISHE_INDEXED(
    "conference.list", "SELECT id, held_on, topics, decisions, by_id FROM case_conference", "case_conference_of_case",
    "WHERE municipality = $1 AND case_id = $2 ORDER BY held_on DESC, id DESC LIMIT 30");
const db::Query q_participants{"conference.participants",
                               "SELECT name, remote FROM conference_participant WHERE municipality = $1 AND "
                               "conference_id = $2 ORDER BY position LIMIT 60"};

}  // namespace

void insert_conference(db::Tx& tx, const CaseFile& file, const Conference& c, Instant now) {
  tx.run(q_insert, {file.municipality, c.id, file.id, c.held_on, c.topics, c.decisions, c.by, now});
  int position = 0;
  for (const Participant& p : c.participants) {
    tx.run(q_participant, {file.municipality, c.id, ++position, p.name, p.remote ? 1 : 0});
  }
}

std::vector<Conference> list_conferences(db::Session& session, const CaseFile& file) {
  std::vector<Conference> list;
  session.each(q_list, {file.municipality, file.id}, [&](const db::Row& row) {
    list.push_back({row.id<ConferenceId>(0), row.day(1), row.string(2), row.string(3), row.id<AccountId>(4), {}});
  });
  for (Conference& c : list) {
    session.each(q_participants, {file.municipality, c.id},
                 [&](const db::Row& row) { c.participants.push_back({row.string(0), row.truth(1)}); });
  }
  return list;
}

}  // namespace gishe::cases::store
