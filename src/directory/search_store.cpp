#include "directory/search_store.h"

#include "directory/code_list.h"
#include "platform/db/id_list.h"

namespace gishe::directory {
namespace {

using db::Query;

#define GISHE_DOCUMENT                                                                                         \
  "SELECT s.id, s.name, s.description, o.name, s.type, s.municipality, l.settlement, l.latitude, l.longitude," \
  " l.visibility, s.serves_everywhere, s.age_min, s.age_max, s.target_groups, s.needs, s.serves,"              \
  " CASE WHEN s.stopped_words <> '' THEN 'no_capacity' ELSE c.status END, c.updated_on, s.confirmed_on FROM "
#define GISHE_DOCUMENT_JOINS                                                                               \
  "service s JOIN organisation o ON o.id = s.organisation_id LEFT JOIN location l ON l.id = s.location_id" \
  " LEFT JOIN service_capacity c ON c.service_id = s.id WHERE s.listed = 1"
// The one statement that reads all services: at start, and when too many have changed.
const Query q_all{"directory.search_documents", GISHE_DOCUMENT GISHE_DOCUMENT_JOINS " ORDER BY s.id"};
// $1, $2: db::id_list.
const Query q_some{"directory.some_search_documents",
                   GISHE_DOCUMENT "json_each($2) j CROSS JOIN " GISHE_DOCUMENT_JOINS
                                  " AND s.id = substr($1, j.value, 16)",
                   GISHE_DOCUMENT GISHE_DOCUMENT_JOINS
                   " AND s.id IN (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)"
                   " FROM json_array_elements_text(CAST($2 AS json)) v)"};
const Query q_mark{"directory.search_mark", "SELECT CAST(coalesce(max(change), 0) AS TEXT) FROM service_change",
                   "SELECT CAST(pg_current_snapshot() AS text)"};
// A number from a server that this database was copied from may lie ahead of all of ours: not a change.
const Query q_changed{
    "directory.search_changed", "SELECT service_id FROM service_change WHERE change > CAST($1 AS INTEGER) LIMIT $2",
    "SELECT service_id FROM service_change WHERE change >= CAST(CAST(pg_snapshot_xmin(CAST($1 AS pg_snapshot)) AS text)"
    " AS bigint) AND change < CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"
    " AND NOT pg_visible_in_snapshot(CAST(CAST(change AS text) AS xid8), CAST($1 AS pg_snapshot)) LIMIT $2"};
const Query q_words{"directory.search_words",
                    "SELECT words, kind, meaning FROM search_word ORDER BY words, kind, meaning LIMIT 5000"};
const Query q_add{"directory.add_search_word",
                  "INSERT INTO search_word (words, kind, meaning) VALUES ($1, $2, $3)"
                  " ON CONFLICT (words, kind, meaning) DO NOTHING"};
const Query q_remove{"directory.remove_search_word",
                     "DELETE FROM search_word WHERE words = $1 AND kind = $2 AND meaning = $3"};

std::optional<int> maybe_age(const db::Row& r, int column) {
  const auto age = r.maybe_integer(column);
  return age ? std::optional(static_cast<int>(*age)) : std::nullopt;
}

SearchDocument document_of(const db::Row& r) {
  SearchDocument d;
  d.id = r.id<ServiceId>(0);
  d.name = r.string(1);
  d.description = r.string(2);
  d.organisation = r.string(3);
  d.type = r.string(4);
  d.restricted = !r.null(9) && r.text(9) != "public";
  // Of a restricted place only what it serves leads to it.
  if (!d.restricted) {
    d.municipality = r.municipality(5);
    d.settlement = r.ekatte(6);
    d.latitude = r.real(7);
    d.longitude = r.real(8);
  }
  d.serves_everywhere = r.truth(10);
  d.age_min = maybe_age(r, 11);
  d.age_max = maybe_age(r, 12);
  d.target_groups = split_codes(r.text(13));
  d.needs = split_codes(r.text(14));
  d.serves = split_codes(r.text(15));
  if (!r.null(16)) d.status = r.string(16);
  d.said_on = r.maybe_day(17);
  d.confirmed_on = r.maybe_day(18);
  return d;
}

}  // namespace

void each_search_document(db::Session& session, const std::function<void(const SearchDocument&)>& f) {
  session.each(q_all, {}, [&](const db::Row& r) { f(document_of(r)); });
}

std::vector<SearchDocument> list_search_documents(db::Session& session, const std::vector<ServiceId>& ids) {
  std::vector<SearchDocument> all;
  const auto list = db::id_list(ids);
  session.each(q_some, {db::Blob{list.bytes}, list.begins}, [&](const db::Row& r) { all.push_back(document_of(r)); });
  return all;
}

std::string search_mark(db::Session& session) {
  std::string mark;
  session.one(q_mark, {}, [&](const db::Row& r) { mark = r.string(0); });
  return mark;
}

std::vector<ServiceId> list_changed_since(db::Session& session, const std::string& mark, std::size_t limit) {
  std::vector<ServiceId> ids;
  session.each(q_changed, {mark, static_cast<std::int64_t>(limit)},
               [&](const db::Row& r) { ids.push_back(r.id<ServiceId>(0)); });
  return ids;
}

std::vector<SearchWord> list_search_words(db::Session& session) {
  std::vector<SearchWord> all;
  session.each(q_words, {}, [&](const db::Row& r) { all.push_back({r.string(0), r.string(1), r.string(2)}); });
  return all;
}

bool add_search_word(db::Tx& tx, const SearchWord& w) { return tx.run(q_add, {w.words, w.kind, w.meaning}) == 1; }

bool remove_search_word(db::Tx& tx, const SearchWord& w) { return tx.run(q_remove, {w.words, w.kind, w.meaning}) == 1; }

}  // namespace gishe::directory
