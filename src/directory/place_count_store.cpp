#include "directory/directory.h"

namespace gishe::directory {
namespace {

using db::Query;

// A place that is not public has no settlement in `location` (the schema's CHECK), so it can never be counted here.
const Query q_count{"directory.count_by_settlement",
                    "SELECT l.settlement, count(*) FROM service s JOIN location l ON l.id = s.location_id"
                    " WHERE s.listed = 1 AND l.settlement IS NOT NULL AND ($1 = '' OR s.type = $1)"
                    " GROUP BY l.settlement LIMIT 6000",
                    "SELECT l.settlement, count(*) FROM service s JOIN location l ON l.id = s.location_id"
                    " WHERE s.listed = 1 AND l.settlement IS NOT NULL AND (CAST($1 AS text) = '' OR s.type = $1)"
                    " GROUP BY l.settlement LIMIT 6000"};
const Query q_list{
    "directory.list_in_settlement",
    "SELECT s.id, s.name, o.name, s.type FROM location l JOIN service s ON s.location_id = l.id"
    " JOIN organisation o ON o.id = s.organisation_id"
    " WHERE l.settlement = $1 AND s.listed = 1 AND ($2 = '' OR s.type = $2) ORDER BY s.sort_key LIMIT $3",
    "SELECT s.id, s.name, o.name, s.type FROM location l JOIN service s ON s.location_id = l.id"
    " JOIN organisation o ON o.id = s.organisation_id WHERE l.settlement = $1 AND s.listed = 1"
    " AND (CAST($2 AS text) = '' OR s.type = $2) ORDER BY s.sort_key LIMIT $3"};

}  // namespace

std::vector<PlaceCount> count_by_settlement(db::Session& session, std::string_view type) {
  std::vector<PlaceCount> counts;
  session.each(q_count, {type},
               [&](const db::Row& r) { counts.push_back({r.ekatte(0), static_cast<int>(r.integer(1))}); });
  return counts;
}

std::vector<Placed> list_in_settlement(db::Session& session, const Ekatte& settlement, std::string_view type,
                                       int limit) {
  std::vector<Placed> list;
  session.each(q_list, {settlement, type, limit},
               [&](const db::Row& r) { list.push_back({r.id<ServiceId>(0), r.string(1), r.string(2), r.string(3)}); });
  return list;
}

}  // namespace gishe::directory
