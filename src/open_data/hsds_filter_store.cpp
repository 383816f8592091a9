#include "open_data/hsds_filter_store.h"

#include <algorithm>
#include <cmath>

#include "platform/db/id_list.h"

namespace gishe::open_data {
namespace {

using db::Query;

constexpr std::size_t words_max = 10;

#define GISHE_LISTED "SELECT d.id FROM hsds_document d WHERE d.kind = $1 AND d.listed = 1"
#define GISHE_PAIRS                                                                                      \
  "SELECT d.id FROM hsds_document d JOIN hsds_document s ON s.kind = 'services' AND s.id = d.service_id" \
  " WHERE d.kind = 'service_at_location' AND d.listed = 1"
#define GISHE_END " ORDER BY d.id LIMIT 1000000"

const Query q_count{"open_data.count", "SELECT count(*) FROM hsds_document WHERE kind = $1 AND listed = 1"};
const Query q_page{"open_data.page", GISHE_LISTED " ORDER BY d.id LIMIT $2 OFFSET $3"};
const Query q_changed{"open_data.changed", GISHE_LISTED " AND d.modified_at >= $2" GISHE_END};
const Query q_changed_pairs{"open_data.changed_pairs",
                            GISHE_PAIRS " AND (d.modified_at >= $1 OR s.modified_at >= $1)" GISHE_END};
const Query q_owned{"open_data.owned", GISHE_LISTED " AND d.organisation_id = $2" GISHE_END};
// A place is given out while a listed service stands there: no draft's, no place left.
#define GISHE_STANDS                                                                                  \
  " AND EXISTS (SELECT 1 FROM hsds_document p JOIN hsds_document s ON s.kind = 'services' AND s.id =" \
  " p.service_id AND s.listed = 1 WHERE p.location_id = d.id AND p.kind = 'service_at_location')"
const Query q_places{"open_data.places_of", GISHE_LISTED " AND d.organisation_id = $2" GISHE_STANDS GISHE_END};
const Query q_owned_pairs{"open_data.owned_pairs", GISHE_PAIRS " AND s.organisation_id = $1" GISHE_END};
const Query q_marked{"open_data.marked",
                     "SELECT DISTINCT d.id FROM hsds_document_term t JOIN hsds_document d ON d.kind = t.kind"
                     " AND d.id = t.document_id AND d.listed = 1 WHERE t.term_id = $2 AND t.kind = $1" GISHE_END};
const Query q_marked_in{
    "open_data.marked_in",
    "SELECT DISTINCT d.id FROM hsds_document_term t JOIN hsds_document d ON d.kind = t.kind"
    " AND d.id = t.document_id AND d.listed = 1 WHERE t.taxonomy_id = $2 AND t.kind = $1" GISHE_END};
const Query q_owners{"open_data.owners",
                     "SELECT DISTINCT s.organisation_id FROM hsds_document_term t JOIN hsds_document s"
                     " ON s.kind = 'services' AND s.id = t.document_id WHERE t.term_id = $1 AND t.kind = 'services'"
                     " AND s.listed = 1 AND s.organisation_id IS NOT NULL LIMIT 1000000"};
const Query q_owners_in{"open_data.owners_in",
                        "SELECT DISTINCT s.organisation_id FROM hsds_document_term t JOIN hsds_document s"
                        " ON s.kind = 'services' AND s.id = t.document_id WHERE t.taxonomy_id = $1"
                        " AND t.kind = 'services' AND s.listed = 1 AND s.organisation_id IS NOT NULL LIMIT 1000000"};
const Query q_pairs_of_marked{"open_data.pairs_of_marked",
                              "SELECT DISTINCT d.id FROM hsds_document_term t JOIN hsds_document d"
                              " ON d.service_id = t.document_id AND d.kind = 'service_at_location' AND d.listed = 1"
                              " WHERE t.term_id = $1 AND t.kind = 'services' LIMIT 1000000"};
const Query q_pairs_of_marked_in{"open_data.pairs_of_marked_in",
                                 "SELECT DISTINCT d.id FROM hsds_document_term t JOIN hsds_document d"
                                 " ON d.service_id = t.document_id AND d.kind = 'service_at_location'"
                                 " AND d.listed = 1 WHERE t.taxonomy_id = $1 AND t.kind = 'services' LIMIT 1000000"};
const Query q_words{"open_data.words", GISHE_LISTED " AND d.words LIKE $2 ESCAPE '\\'" GISHE_END};
const Query q_words_pairs{"open_data.words_pairs", GISHE_PAIRS " AND s.words LIKE $1 ESCAPE '\\'" GISHE_END};
const Query q_terms_of{"open_data.terms_of", GISHE_LISTED " AND d.taxonomy_id = $2" GISHE_END};
const Query q_terms_under{"open_data.terms_under", GISHE_LISTED " AND d.parent_id = $2" GISHE_END};
const Query q_top{"open_data.top_terms", GISHE_LISTED " AND d.parent_id IS NULL" GISHE_END};
const Query q_pairs{"open_data.pairs",
                    "SELECT d.service_id, d.body FROM json_each($2) j CROSS JOIN hsds_document d"
                    " WHERE d.kind = 'service_at_location' AND d.service_id = substr($1, j.value, 16) ORDER BY d.id",
                    "SELECT d.service_id, d.body FROM hsds_document d WHERE d.kind = 'service_at_location'"
                    " AND d.service_id IN (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)"
                    " FROM json_array_elements_text(CAST($2 AS json)) v) ORDER BY d.id"};
const Query q_middle{"open_data.middle",
                     "SELECT count(*), avg(d.latitude), avg(d.longitude) FROM hsds_document d"
                     " WHERE d.postcode = $1 AND d.latitude IS NOT NULL" GISHE_STANDS};
const Query q_near{"open_data.near",
                   "SELECT d.id, l.latitude, l.longitude FROM hsds_document l JOIN hsds_document d"
                   " ON d.location_id = l.id AND d.kind = 'service_at_location' AND d.listed = 1"
                   " WHERE l.latitude BETWEEN $1 AND $2 AND l.longitude BETWEEN $3 AND $4 AND l.kind = 'locations'"
                   " ORDER BY d.id LIMIT 1000000"};
const Query q_pair_ids{"open_data.pair_ids",
                       "SELECT d.id FROM json_each($2) j CROSS JOIN hsds_document d"
                       " WHERE d.kind = 'service_at_location' AND d.listed = 1"
                       " AND d.service_id = substr($1, j.value, 16) ORDER BY d.id",
                       "SELECT d.id FROM hsds_document d WHERE d.kind = 'service_at_location' AND d.listed = 1"
                       " AND d.service_id IN (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)"
                       " FROM json_array_elements_text(CAST($2 AS json)) v) ORDER BY d.id"};
const Query q_find{"open_data.find_listed",
                   "SELECT body, modified_at FROM hsds_document WHERE kind = $1 AND id = $2 AND listed = 1"};
const Query q_stamps{"open_data.stamps",
                     "SELECT d.id, d.modified_at FROM json_each($3) j CROSS JOIN hsds_document d"
                     " WHERE d.kind = $1 AND d.listed = 1 AND d.id = substr($2, j.value, 16)",
                     "SELECT d.id, d.modified_at FROM hsds_document d WHERE d.kind = $1 AND d.listed = 1 AND d.id IN"
                     " (SELECT CAST(encode(substr($2, CAST(v AS integer), 16), 'hex') AS uuid)"
                     " FROM json_array_elements_text(CAST($3 AS json)) v)"};

Ids ids_of(db::Session& session, const Query& query, db::Args args) {
  Ids ids;
  session.each(query, args, [&](const db::Row& r) { ids.push_back(r.uuid(0)); });
  return ids;
}

Ids sorted(Ids ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

Ids either(const Ids& a, const Ids& b) {
  Ids met;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(met));
  return met;
}

std::string like(std::string_view word) {
  std::string pattern = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

bool is_pair(std::string_view kind) { return kind == "service_at_location"; }
bool is_owner(std::string_view kind) { return kind == "organizations"; }

}  // namespace

std::int64_t count_listed(db::Session& session, std::string_view kind) { return session.count(q_count, {kind}); }

Ids list_page(db::Session& session, std::string_view kind, int limit, std::int64_t offset) {
  return ids_of(session, q_page, {kind, limit, offset});
}

Ids list_changed(db::Session& session, std::string_view kind, Instant since) {
  if (is_pair(kind)) return ids_of(session, q_changed_pairs, {since});
  return ids_of(session, q_changed, {kind, since});
}

Ids list_of_organisation(db::Session& session, std::string_view kind, const Uuid& organisation) {
  if (is_pair(kind)) return ids_of(session, q_owned_pairs, {organisation});
  return ids_of(session, kind == "locations" ? q_places : q_owned, {kind, organisation});
}

Ids list_marked(db::Session& session, std::string_view kind, const Uuid& term) {
  auto ids = sorted(ids_of(session, q_marked, {kind, term}));
  if (is_pair(kind)) return either(ids, sorted(ids_of(session, q_pairs_of_marked, {term})));
  if (is_owner(kind)) return either(ids, sorted(ids_of(session, q_owners, {term})));
  return ids;
}

Ids list_marked_in(db::Session& session, std::string_view kind, const Uuid& taxonomy) {
  auto ids = sorted(ids_of(session, q_marked_in, {kind, taxonomy}));
  if (is_pair(kind)) return either(ids, sorted(ids_of(session, q_pairs_of_marked_in, {taxonomy})));
  if (is_owner(kind)) return either(ids, sorted(ids_of(session, q_owners_in, {taxonomy})));
  return ids;
}

Ids list_with_words(db::Session& session, std::string_view kind, const std::vector<std::string>& words) {
  std::optional<Ids> met;
  for (std::size_t i = 0; i < std::min(words.size(), words_max); ++i) {
    const auto pattern = like(words[i]);
    auto ids = is_pair(kind) ? ids_of(session, q_words_pairs, {pattern}) : ids_of(session, q_words, {kind, pattern});
    if (met) {
      Ids common;
      std::set_intersection(met->begin(), met->end(), ids.begin(), ids.end(), std::back_inserter(common));
      ids = std::move(common);
    }
    met = std::move(ids);
  }
  return met.value_or(Ids{});
}

Ids list_terms_of(db::Session& session, const Uuid& taxonomy) {
  return ids_of(session, q_terms_of, {"taxonomy_terms", taxonomy});
}
Ids list_terms_under(db::Session& session, const Uuid& parent) {
  return ids_of(session, q_terms_under, {"taxonomy_terms", parent});
}
Ids list_top_terms(db::Session& session) { return ids_of(session, q_top, {"taxonomy_terms"}); }

std::optional<std::pair<double, double>> middle_of(db::Session& session, std::string_view postcode) {
  std::optional<std::pair<double, double>> middle;
  session.one(q_middle, {postcode}, [&](const db::Row& r) {
    if (r.integer(0) > 0) middle.emplace(r.real(1), r.real(2));
  });
  return middle;
}

Ids list_pairs_near(db::Session& session, double latitude, double longitude, double metres) {
  constexpr double metres_a_degree = 111'195, earth_metres = 6'371'009, to_radians = 0.017453292519943295;
  const double up = metres / metres_a_degree;
  const double aside = up / std::max(0.01, std::cos(latitude * to_radians));
  const auto far = [&](double to_latitude, double to_longitude) {
    const double a = std::sin((to_latitude - latitude) * to_radians / 2);
    const double b = std::sin((to_longitude - longitude) * to_radians / 2);
    const double h = a * a + std::cos(latitude * to_radians) * std::cos(to_latitude * to_radians) * b * b;
    return 2 * earth_metres * std::asin(std::min(1.0, std::sqrt(h)));
  };
  std::vector<std::pair<double, Uuid>> near;
  session.each(q_near, {latitude - up, latitude + up, longitude - aside, longitude + aside}, [&](const db::Row& r) {
    const double away = far(r.real(1), r.real(2));
    if (away <= metres) near.emplace_back(away, r.uuid(0));
  });
  std::sort(near.begin(), near.end());
  Ids ids;
  for (const auto& [away, id] : near) ids.push_back(id);
  return ids;
}

Ids list_pairs_of(db::Session& session, const Ids& services) {
  const auto list = db::id_list(services);
  return ids_of(session, q_pair_ids, {db::Blob{list.bytes}, list.begins});
}

void each_pair(db::Session& session, const Ids& services,
               const std::function<void(const Uuid&, std::string_view)>& take) {
  const auto list = db::id_list(services);
  session.each(q_pairs, {db::Blob{list.bytes}, list.begins}, [&](const db::Row& r) { take(r.uuid(0), r.text(1)); });
}

std::optional<Stamp> find_listed(db::Session& session, std::string_view kind, const Uuid& id) {
  std::optional<Stamp> found;
  session.one(q_find, {kind, id}, [&](const db::Row& r) { found = Stamp{r.string(0), r.instant(1)}; });
  return found;
}

std::vector<Changed> list_stamps(db::Session& session, std::string_view kind, const Ids& ids) {
  const auto asked = db::id_list(ids);
  std::vector<Changed> list;
  session.each(q_stamps, {kind, db::Blob{asked.bytes}, asked.begins},
               [&](const db::Row& r) { list.push_back({r.uuid(0), r.instant(1)}); });
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return list;
}

}  // namespace gishe::open_data
