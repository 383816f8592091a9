#include "open_data/term_store.h"

#include "base/text.h"
#include "open_data/bg_social.h"
#include "platform/db/id_list.h"

namespace gishe::open_data {
namespace {

using db::Query;

#define GISHE_OURS_SQLITE "(SELECT substr($1, j.value, 16) FROM json_each($2) j)"
#define GISHE_OURS_POSTGRESQL                                               \
  "(SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)" \
  " FROM json_array_elements_text(CAST($2 AS json)) v)"
#define GISHE_TERMS                                                                                           \
  "SELECT t.term_id, t.entries, m.scheme, m.code, m.waiting, (SELECT e.document_id FROM"                      \
  " hsds_document_term e WHERE e.term_id = t.term_id AND e.kind = 'services' ORDER BY e.document_id LIMIT 1)" \
  " FROM (SELECT term_id, count(*) AS entries FROM hsds_document_term WHERE kind = 'services'"                \
  " AND (taxonomy_id IS NULL OR taxonomy_id NOT IN "
#define GISHE_TERMS_ORDER                                                   \
  ") GROUP BY term_id) t LEFT JOIN term_meaning m ON m.term_id = t.term_id" \
  " WHERE $3 = 0 OR m.term_id IS NULL ORDER BY t.entries DESC, t.term_id LIMIT $4 OFFSET $5"
// $1, $2: our own taxonomies, as db::id_list.
const Query q_terms{"open_data.foreign_terms", GISHE_TERMS GISHE_OURS_SQLITE GISHE_TERMS_ORDER,
                    GISHE_TERMS GISHE_OURS_POSTGRESQL GISHE_TERMS_ORDER};
#define GISHE_IS_TERM                                                                             \
  "SELECT 1 FROM hsds_document_term WHERE term_id = $3 AND kind = 'services' AND (taxonomy_id IS" \
  " NULL OR taxonomy_id NOT IN "
const Query q_is_term{"open_data.is_foreign_term", GISHE_IS_TERM GISHE_OURS_SQLITE ") LIMIT 1",
                      GISHE_IS_TERM GISHE_OURS_POSTGRESQL ") LIMIT 1"};
const Query q_meanings{"open_data.meanings", "SELECT term_id, scheme, code FROM term_meaning LIMIT 100000"};
const Query q_meaning{"open_data.meaning", "SELECT scheme, code FROM term_meaning WHERE term_id = $1"};
const Query q_store_meaning{
    "open_data.store_meaning",
    "INSERT INTO term_meaning (term_id, scheme, code, kept_at, waiting, done_to) VALUES ($1, $2, $3, $4, 1, $5)"
    " ON CONFLICT (term_id) DO UPDATE SET scheme = excluded.scheme, code = excluded.code, kept_at = excluded.kept_at,"
    " waiting = 1, done_to = excluded.done_to"};
const Query q_wait_again{"open_data.wait_again",
                         "UPDATE term_meaning SET waiting = 1, done_to = $2 WHERE kept_at >= $1"};
const Query q_waiting{"open_data.waiting_term",
                      "SELECT term_id, done_to FROM term_meaning WHERE waiting = 1 ORDER BY term_id LIMIT 1"};
const Query q_entries_with{"open_data.entries_with_term",
                           "SELECT document_id FROM hsds_document_term WHERE term_id = $1 AND kind = 'services'"
                           " AND document_id > $2 ORDER BY document_id LIMIT $3"};
const Query q_store_waiting{"open_data.store_waiting",
                            "UPDATE term_meaning SET done_to = $2, waiting = $3 WHERE term_id = $1"};
const Query q_given{"open_data.given", "SELECT type, needs, target_groups FROM service_by_terms WHERE service_id = $1"};
const Query q_store_given{
    "open_data.store_given",
    "INSERT INTO service_by_terms (service_id, type, needs, target_groups) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (service_id) DO UPDATE SET type = excluded.type, needs = excluded.needs,"
    " target_groups = excluded.target_groups"};
const Query q_drop_given{"open_data.drop_given", "DELETE FROM service_by_terms WHERE service_id = $1"};

const db::IdList& our_taxonomies() {
  static const db::IdList list = [] {
    std::vector<Uuid> ids{bg_social::taxonomy_id(bg_social::need)};
    for (const auto& scheme : bg_social::schemes()) ids.push_back(bg_social::taxonomy_id(scheme.name));
    return db::id_list(ids);
  }();
  return list;
}

std::vector<std::string> codes(std::string_view joined) {
  std::vector<std::string> list;
  while (!joined.empty()) {
    const auto end = joined.find(',');
    list.emplace_back(joined.substr(0, end));
    joined = end == std::string_view::npos ? std::string_view() : joined.substr(end + 1);
  }
  return list;
}

}  // namespace

std::vector<ForeignTerm> list_foreign_terms(db::Session& session, bool only_without_meaning, int offset, int limit) {
  const auto& ours = our_taxonomies();
  std::vector<ForeignTerm> list;
  session.each(q_terms, {db::Blob{ours.bytes}, ours.begins, only_without_meaning ? 1 : 0, limit, offset},
               [&](const db::Row& r) {
                 ForeignTerm term{r.uuid(0), r.integer(1), std::nullopt, r.truth(4), r.uuid(5)};
                 if (!r.null(2)) term.meaning = {r.string(2), r.string(3)};
                 list.push_back(std::move(term));
               });
  return list;
}

bool is_foreign_term(db::Session& session, const Uuid& term) {
  const auto& ours = our_taxonomies();
  return session.exists(q_is_term, {db::Blob{ours.bytes}, ours.begins, term});
}

Meanings list_meanings(db::Session& session) {
  Meanings all;
  session.each(q_meanings, {}, [&](const db::Row& r) { all[r.uuid(0)] = {r.string(1), r.string(2)}; });
  return all;
}

std::optional<Meaning> find_meaning(db::Session& session, const Uuid& term) {
  std::optional<Meaning> meaning;
  session.one(q_meaning, {term}, [&](const db::Row& r) { meaning = {r.string(0), r.string(1)}; });
  return meaning;
}

void store_meaning(db::Tx& tx, const Uuid& term, const Meaning& meaning, Instant at) {
  tx.run(q_store_meaning, {term, meaning.scheme, meaning.code, at, Uuid{}});
}

void wait_again_since(db::Tx& tx, Instant since) { tx.run(q_wait_again, {since, Uuid{}}); }

std::optional<Waiting> find_waiting(db::Session& session) {
  std::optional<Waiting> waiting;
  session.one(q_waiting, {}, [&](const db::Row& r) { waiting = {r.uuid(0), r.uuid(1)}; });
  return waiting;
}

std::vector<Uuid> list_entries_with(db::Session& session, const Waiting& from, int limit) {
  std::vector<Uuid> ids;
  session.each(q_entries_with, {from.term, from.done_to, limit}, [&](const db::Row& r) { ids.push_back(r.uuid(0)); });
  return ids;
}

void store_waiting(db::Tx& tx, const Waiting& waiting, bool more) {
  tx.run(q_store_waiting, {waiting.term, waiting.done_to, more ? 1 : 0});
}

std::optional<Given> find_given(db::Session& session, const ServiceId& service) {
  std::optional<Given> given;
  session.one(q_given, {service}, [&](const db::Row& r) { given = {r.string(0), codes(r.text(1)), codes(r.text(2))}; });
  return given;
}

void store_given(db::Tx& tx, const ServiceId& service, const Given& given) {
  tx.run(q_store_given, {service, given.type, text::join(given.needs, ","), text::join(given.target_groups, ",")});
}

void drop_given(db::Tx& tx, const ServiceId& service) { tx.run(q_drop_given, {service}); }

}  // namespace gishe::open_data
