#include "agreements/agreement_store.h"

namespace gishe::agreements::store {
namespace {

#define AGREEMENT                                                                                            \
  "SELECT municipality, id, to_municipality, service_type, number, state, places, unit_cost_cents_per_day, " \
  "valid_from_on, valid_until_on, terms, reason, note, rests_on_zone, quota_id, asked_by, answer_due_on, "   \
  "changed_at, version FROM agreement "

const db::Query q_find{"agreement.find", AGREEMENT "WHERE id = $1 AND (municipality = $2 OR to_municipality = $2)"};
const db::Query q_list{"agreement.list",
                       AGREEMENT "WHERE municipality = $1 OR to_municipality = $1 ORDER BY id DESC LIMIT 300"};
const db::Query q_route{"agreement.on_route", AGREEMENT
                        "WHERE municipality = $1 AND to_municipality = $2 AND service_type = $3 AND state IN "
                        "('asked', 'countered', 'in_force', 'ending') ORDER BY id LIMIT 100"};
const db::Query q_zone{"agreement.resting_on_zone", AGREEMENT
                       "WHERE state IN ('in_force', 'ending') AND rests_on_zone = 1 AND valid_until_on >= $1 "
                       "ORDER BY valid_until_on, id LIMIT $2"};
const db::Query q_taken{"agreement.number_taken", "SELECT 1 FROM agreement WHERE municipality = $1 AND number = $2"};
const db::Query q_insert{
    "agreement.insert",
    "INSERT INTO agreement (municipality, id, to_municipality, service_type, number, state, places, "
    "unit_cost_cents_per_day, valid_from_on, valid_until_on, terms, reason, note, rests_on_zone, quota_id, asked_by, "
    "answer_due_on, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
    "$16, $17, $18, $19)"};
const db::Query q_update{
    "agreement.update",
    "UPDATE agreement SET state = $4, places = $5, unit_cost_cents_per_day = $6, valid_from_on = $7, valid_until_on = "
    "$8, terms = $9, reason = $10, note = $11, rests_on_zone = $12, quota_id = $13, answer_due_on = $14, changed_at = "
    "$15, version = $3 + 1 WHERE municipality = $1 AND id = $2 AND version = $3"};
const db::Query q_insert_event{
    "agreement.insert_event",
    "INSERT INTO agreement_event (municipality, agreement_id, seq, at, verb, side, account_id, from_state, to_state, "
    "reason, note, places, unit_cost_cents_per_day, valid_from_on, valid_until_on) VALUES ($1, $2, $3, $4, $5, $6, $7, "
    "$8, $9, $10, $11, $12, $13, $14, $15)"};
const db::Query q_events{"agreement.events",
                         "SELECT seq, at, verb, side, account_id, from_state, to_state, reason, note, places, "
                         "unit_cost_cents_per_day, valid_from_on, valid_until_on FROM agreement_event WHERE "
                         "municipality = $1 AND agreement_id = $2 ORDER BY seq LIMIT 200"};

Record read(const db::Row& row) {
  Record r;
  r.municipality = row.municipality(0);
  r.id = row.id<AgreementRequestId>(1);
  r.to_municipality = row.municipality(2);
  r.service_type = row.string(3);
  r.number = row.string(4);
  r.state = state_from(row.text(5)).value_or(State::withdrawn);
  r.terms = {static_cast<int>(row.integer(6)), row.integer(7), row.day(8), row.day(9), row.string(10)};
  r.reason = row.string(11);
  r.note = row.string(12);
  r.rests_on_zone = row.truth(13);
  r.quota = row.maybe_id<QuotaAgreementId>(14);
  r.asked_by = row.id<AccountId>(15);
  r.answer_due = row.maybe_day(16);
  r.changed_at = row.instant(17);
  r.version = row.integer(18);
  return r;
}

std::vector<Record> read_all(db::Session& session, const db::Query& query, db::Args args) {
  std::vector<Record> all;
  session.each(query, args, [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

}  // namespace

std::optional<Record> find(db::Session& session, const AgreementRequestId& id, const MunicipalityCode& of) {
  std::optional<Record> found;
  session.one(q_find, {id, of}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<Record> list_of(db::Session& session, const MunicipalityCode& municipality) {
  return read_all(session, q_list, {municipality});
}

std::vector<Record> list_on_route(db::Session& session, const MunicipalityCode& from, const MunicipalityCode& to,
                                  std::string_view service_type) {
  return read_all(session, q_route, {from, to, service_type});
}

std::vector<Record> list_resting_on_zone(db::Session& session, Day today, int limit) {
  return read_all(session, q_zone, {today, limit});
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_taken, {municipality, number});
}

void insert(db::Tx& tx, const Record& r) {
  tx.run(q_insert,
         {r.municipality, r.id, r.to_municipality, r.service_type, r.number, state_name(r.state), r.terms.places,
          r.terms.unit_cost_cents_per_day, r.terms.from, r.terms.until, r.terms.words, r.reason, r.note,
          r.rests_on_zone ? 1 : 0, r.quota, r.asked_by, r.answer_due, r.changed_at, r.version});
}

bool update(db::Tx& tx, const Record& r) {
  return tx.run(q_update, {r.municipality, r.id, r.version - 1, state_name(r.state), r.terms.places,
                           r.terms.unit_cost_cents_per_day, r.terms.from, r.terms.until, r.terms.words, r.reason,
                           r.note, r.rests_on_zone ? 1 : 0, r.quota, r.answer_due, r.changed_at}) == 1;
}

void insert_event(db::Tx& tx, const Record& r, const Event& e) {
  const auto by = e.by.is_nil() ? std::nullopt : std::optional(e.by);
  tx.run(q_insert_event,
         {r.municipality, r.id, e.seq, e.at, e.verb, e.side, by, state_name(e.from), state_name(e.to), e.reason, e.note,
          e.terms.places, e.terms.unit_cost_cents_per_day, e.terms.from, e.terms.until});
}

std::vector<Event> list_events(db::Session& session, const Record& record) {
  std::vector<Event> events;
  session.each(q_events, {record.municipality, record.id}, [&](const db::Row& row) {
    Event e;
    e.seq = row.integer(0);
    e.at = row.instant(1);
    e.verb = row.string(2);
    e.side = row.string(3);
    e.by = row.id<AccountId>(4);
    e.from = state_from(row.text(5)).value_or(State::asked);
    e.to = state_from(row.text(6)).value_or(State::asked);
    e.reason = row.string(7);
    e.note = row.string(8);
    e.terms = {static_cast<int>(row.integer(9)), row.integer(10), row.day(11), row.day(12), {}};
    events.push_back(std::move(e));
  });
  return events;
}

}  // namespace gishe::agreements::store
