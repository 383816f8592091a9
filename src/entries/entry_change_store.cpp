#include "entries/entry_change_store.h"

namespace gishe::entries {
namespace {

using db::Query;

#define GISHE_CHANGE                                                                                          \
  "SELECT id, municipality, service_id, kind, state, proposed_by, proposed_at, note, decided_by, decided_at," \
  " decision_words, version FROM entry_change "
const Query q_find{"entries.change", GISHE_CHANGE "WHERE municipality = $1 AND id = $2"};
const Query q_open{"entries.open_change",
                   GISHE_CHANGE "WHERE municipality = $1 AND service_id = $2 AND state IN ('waiting', 'returned')"};
const Query q_fields{"entries.change_fields",
                     "SELECT field, before_words, after_words FROM entry_change_field WHERE municipality = $1"
                     " AND change_id = $2 ORDER BY place LIMIT 100"};
const Query q_store{"entries.store_change",
                    "INSERT INTO entry_change (municipality, id, service_id, kind, state, proposed_by, proposed_at,"
                    " note, decided_by, decided_at, decision_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
                    " $11)"};
const Query q_replace{"entries.replace_change",
                      "UPDATE entry_change SET state = $4, note = $5, decided_by = $6, decided_at = $7,"
                      " decision_words = $8, proposed_at = $9, version = version + 1 WHERE municipality = $1"
                      " AND id = $2 AND version = $3"};
const Query q_drop_fields{"entries.drop_change_fields",
                          "DELETE FROM entry_change_field WHERE municipality = $1 AND change_id = $2"};
const Query q_field{"entries.store_change_field",
                    "INSERT INTO entry_change_field (municipality, change_id, field, place, before_words,"
                    " after_words) VALUES ($1, $2, $3, $4, $5, $6)"};
const Query q_step{"entries.store_change_step",
                   "INSERT INTO entry_change_step (municipality, change_id, place, happened_at, account_id,"
                   " from_state, to_state, words) SELECT $1, $2, (SELECT count(*) FROM entry_change_step"
                   " WHERE municipality = $1 AND change_id = $2) + 1, $3, $4, $5, $6, $7"};
const Query q_steps{"entries.change_steps",
                    "SELECT happened_at, account_id, from_state, to_state, words FROM entry_change_step"
                    " WHERE municipality = $1 AND change_id = $2 ORDER BY place LIMIT 200"};
const Query q_waiting{"entries.waiting_changes",
                      "SELECT c.id, c.service_id, c.kind, s.name, o.name, c.proposed_by, c.proposed_at"
                      " FROM entry_change c JOIN service s ON s.id = c.service_id JOIN organisation o"
                      " ON o.id = s.organisation_id WHERE c.municipality = $1 AND c.state = 'waiting'"
                      " ORDER BY c.proposed_at, c.id LIMIT $2"};

EntryChange change_of(const db::Row& r) {
  EntryChange c;
  c.id = r.id<EntryChangeId>(0);
  c.municipality = r.municipality(1);
  c.service = r.id<ServiceId>(2);
  c.kind = r.string(3);
  c.state = r.string(4);
  c.proposed_by = r.id<AccountId>(5);
  c.proposed_at = r.instant(6);
  c.note = r.string(7);
  c.decided_by = r.maybe_id<AccountId>(8);
  c.decided_at = r.maybe_instant(9);
  c.decision_words = r.string(10);
  c.version = r.integer(11);
  return c;
}

std::optional<EntryChange> with_fields(db::Session& session, std::optional<EntryChange> change) {
  if (!change) return change;
  session.each(q_fields, {change->municipality, change->id},
               [&](const db::Row& r) { change->fields.push_back({r.string(0), r.string(1), r.string(2)}); });
  return change;
}

void store_fields(db::Tx& tx, const EntryChange& c) {
  tx.run(q_drop_fields, {c.municipality, c.id});
  int place = 0;
  for (const auto& f : c.fields) tx.run(q_field, {c.municipality, c.id, f.name, ++place, f.before, f.after});
}

}  // namespace

void store_change(db::Tx& tx, const EntryChange& c) {
  tx.run(q_store, {c.municipality, c.id, c.service, c.kind, c.state, c.proposed_by, c.proposed_at, c.note, c.decided_by,
                   c.decided_at, c.decision_words});
  store_fields(tx, c);
}

bool replace_change(db::Tx& tx, const EntryChange& c) {
  const auto rows = tx.run(q_replace, {c.municipality, c.id, c.version, c.state, c.note, c.decided_by, c.decided_at,
                                       c.decision_words, c.proposed_at});
  if (rows != 1) return false;
  store_fields(tx, c);
  return true;
}

void add_step(db::Tx& tx, const EntryChange& c, const ChangeStep& s) {
  tx.run(q_step, {c.municipality, c.id, s.at, s.account, s.from, s.to, s.words});
}

std::optional<EntryChange> find_change(db::Session& session, const MunicipalityCode& municipality,
                                       const EntryChangeId& id) {
  std::optional<EntryChange> found;
  session.one(q_find, {municipality, id}, [&](const db::Row& r) { found = change_of(r); });
  return with_fields(session, std::move(found));
}

std::optional<EntryChange> find_open_change(db::Session& session, const MunicipalityCode& municipality,
                                            const ServiceId& service) {
  std::optional<EntryChange> found;
  session.one(q_open, {municipality, service}, [&](const db::Row& r) { found = change_of(r); });
  return with_fields(session, std::move(found));
}

std::vector<WaitingChange> list_waiting_changes(db::Session& session, const MunicipalityCode& municipality, int limit) {
  std::vector<WaitingChange> list;
  session.each(q_waiting, {municipality, limit}, [&](const db::Row& r) {
    list.push_back({r.id<EntryChangeId>(0), r.id<ServiceId>(1), r.string(2), r.string(3), r.string(4),
                    r.id<AccountId>(5), r.instant(6)});
  });
  return list;
}

std::vector<ChangeStep> list_steps(db::Session& session, const EntryChange& c) {
  std::vector<ChangeStep> steps;
  session.each(q_steps, {c.municipality, c.id}, [&](const db::Row& r) {
    steps.push_back({r.instant(0), r.id<AccountId>(1), r.string(2), r.string(3), r.string(4)});
  });
  return steps;
}

}  // namespace gishe::entries
