#include "cases/assessment_store.h"

namespace gishe::cases::store {
namespace {

const db::Query q_instrument{
    "assessment.instrument",
    "SELECT municipality, code, edition FROM assessment_instrument WHERE (municipality = $1 OR "
    "municipality = '') AND from_on <= $2 AND (until_on IS NULL OR until_on >= $2) ORDER BY "
    "municipality DESC, from_on DESC, edition DESC LIMIT 1"};
const db::Query q_items{
    "assessment.items",
    "SELECT code, domain, mandatory, CASE $4 WHEN 'bg' THEN words_bg WHEN 'it' THEN words_it ELSE "
    "words_en END FROM assessment_item WHERE municipality = $1 AND instrument = $2 AND edition = $3 "
    "ORDER BY position LIMIT 300"};

#define ASSESSMENT_COLUMNS                                                                                        \
  "SELECT id, case_id, person_id, instrument_of, instrument, edition, number, previous_id, corrects_id, reason, " \
  "state, participants, places, own_view, child_view, strengths, started_on, completed_on, valid_until_on, "      \
  "shared_on, signature, author_id, version FROM needs_assessment WHERE municipality = $1 AND case_id = $2 "
const db::Query q_find{"assessment.find", ASSESSMENT_COLUMNS "AND id = $3"};
const db::Query q_list{"assessment.list", ASSESSMENT_COLUMNS "ORDER BY number DESC LIMIT 50"};
const db::Query q_in_force{"assessment.in_force", ASSESSMENT_COLUMNS "AND state IN ('completed', 'shared')"};
const db::Query q_insert{
    "assessment.insert",
    "INSERT INTO needs_assessment (municipality, id, case_id, person_id, instrument_of, instrument, edition, number, "
    "previous_id, corrects_id, reason, state, participants, places, own_view, child_view, strengths, started_on, "
    "author_id, version, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
    "$17, $18, $19, $20, $21)"};
const db::Query q_update{
    "assessment.update",
    "UPDATE needs_assessment SET state = $3, participants = $4, places = $5, own_view = $6, child_view = $7, strengths "
    "= $8, completed_on = $9, valid_until_on = $10, shared_on = $11, signature = $12, version = $13, changed_at = $14 "
    "WHERE municipality = $1 AND id = $2 AND version = CAST($13 AS BIGINT) - 1"};
const db::Query q_answers{"assessment.answers",
                          "SELECT item, score, not_scored, evidence, source, confidential FROM assessment_answer WHERE "
                          "municipality = $1 AND assessment_id = $2 LIMIT 300"};
const db::Query q_set_answer{
    "assessment.set_answer",
    "INSERT INTO assessment_answer (municipality, assessment_id, item, score, not_scored, evidence, source, "
    "confidential) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (municipality, assessment_id, item) DO UPDATE "
    "SET score = $4, not_scored = $5, evidence = $6, source = $7, confidential = $8"};
const db::Query q_clear{"assessment.clear_answer",
                        "DELETE FROM assessment_answer WHERE municipality = $1 AND assessment_id = $2 AND item = $3"};
const db::Query q_findings{"assessment.findings",
                           "SELECT kind, domain, level, priority FROM assessment_finding WHERE municipality = $1 AND "
                           "assessment_id = $2 ORDER BY position LIMIT 50"};
const db::Query q_insert_finding{"assessment.insert_finding",
                                 "INSERT INTO assessment_finding (municipality, assessment_id, position, kind, domain, "
                                 "level, priority) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

Assessment assessment_of(const db::Row& row) {
  Assessment a;
  a.id = row.id<AssessmentId>(0);
  a.of = row.id<CaseId>(1);
  a.person = row.id<PersonId>(2);
  a.instrument_of = row.municipality(3);
  a.instrument = row.string(4);
  a.edition = row.integer(5);
  a.number = row.integer(6);
  a.previous = row.maybe_id<AssessmentId>(7);
  a.corrects = row.maybe_id<AssessmentId>(8);
  a.reason = row.string(9);
  a.state = assessment_state_from(row.text(10)).value_or(AssessmentState::cancelled);
  a.participants = row.string(11);
  a.places = row.string(12);
  a.own_view = row.string(13);
  a.child_view = row.string(14);
  a.strengths = row.string(15);
  a.started_on = row.day(16);
  a.completed_on = row.maybe_day(17);
  a.valid_until = row.maybe_day(18);
  a.shared_on = row.maybe_day(19);
  a.signature = row.string(20);
  a.author = row.id<AccountId>(21);
  a.version = row.integer(22);
  return a;
}

void fill_items(db::Session& session, Instrument& instrument, std::string_view language) {
  session.each(q_items, {instrument.of, instrument.code, instrument.edition, language}, [&](const db::Row& row) {
    instrument.items.push_back({row.string(0), row.string(1), row.truth(2), row.string(3)});
  });
}

}  // namespace

std::optional<Instrument> find_instrument(db::Session& session, const MunicipalityCode& municipality, Day on,
                                          std::string_view language) {
  std::optional<Instrument> found;
  session.one(q_instrument, {municipality, on},
              [&](const db::Row& row) { found = Instrument{row.municipality(0), row.string(1), row.integer(2), {}}; });
  if (found) fill_items(session, *found, language);
  return found;
}

Instrument instrument_of(db::Session& session, const Assessment& a, std::string_view language) {
  Instrument instrument{a.instrument_of, a.instrument, a.edition, {}};
  fill_items(session, instrument, language);
  return instrument;
}

std::optional<Assessment> find_assessment(db::Session& session, const CaseFile& file, const AssessmentId& id) {
  std::optional<Assessment> found;
  session.one(q_find, {file.municipality, file.id, id}, [&](const db::Row& row) { found = assessment_of(row); });
  return found;
}

std::vector<Assessment> list_assessments(db::Session& session, const CaseFile& file) {
  std::vector<Assessment> list;
  session.each(q_list, {file.municipality, file.id}, [&](const db::Row& row) { list.push_back(assessment_of(row)); });
  return list;
}

std::optional<Assessment> find_in_force(db::Session& session, const CaseFile& file) {
  std::optional<Assessment> found;
  session.one(q_in_force, {file.municipality, file.id}, [&](const db::Row& row) { found = assessment_of(row); });
  return found;
}

std::vector<Answer> list_answers(db::Session& session, const CaseFile& file, const AssessmentId& id) {
  std::vector<Answer> list;
  session.each(q_answers, {file.municipality, id}, [&](const db::Row& row) {
    const auto score = row.maybe_integer(1);
    list.push_back({row.string(0), score ? std::optional(static_cast<int>(*score)) : std::nullopt, row.string(2),
                    row.string(3), row.string(4), row.truth(5)});
  });
  return list;
}

std::vector<Finding> list_findings(db::Session& session, const CaseFile& file, const AssessmentId& id) {
  std::vector<Finding> list;
  session.each(q_findings, {file.municipality, id}, [&](const db::Row& row) {
    list.push_back({row.string(0), row.string(1), static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3))});
  });
  return list;
}

void insert_assessment(db::Tx& tx, const CaseFile& file, const Assessment& a, Instant now) {
  tx.run(q_insert,
         {file.municipality, a.id,      a.of,       a.person,     a.instrument_of, a.instrument,
          a.edition,         a.number,  a.previous, a.corrects,   a.reason,        assessment_state_name(a.state),
          a.participants,    a.places,  a.own_view, a.child_view, a.strengths,     a.started_on,
          a.author,          a.version, now});
}

bool update_assessment(db::Tx& tx, const CaseFile& file, const Assessment& a, Instant now) {
  return tx.run(q_update, {file.municipality, a.id, assessment_state_name(a.state), a.participants, a.places,
                           a.own_view, a.child_view, a.strengths, a.completed_on, a.valid_until, a.shared_on,
                           a.signature, a.version, now}) == 1;
}

void set_answer(db::Tx& tx, const CaseFile& file, const AssessmentId& id, const Answer& a) {
  tx.run(q_set_answer,
         {file.municipality, id, a.item, a.score, a.not_scored, a.evidence, a.source, a.confidential ? 1 : 0});
}

void clear_answer(db::Tx& tx, const CaseFile& file, const AssessmentId& id, std::string_view item) {
  tx.run(q_clear, {file.municipality, id, item});
}

void insert_findings(db::Tx& tx, const CaseFile& file, const AssessmentId& id, const std::vector<Finding>& findings) {
  int position = 0;
  for (const Finding& f : findings) {
    tx.run(q_insert_finding, {file.municipality, id, ++position, f.kind, f.domain, f.level, f.priority});
  }
}

}  // namespace gishe::cases::store
