#include <map>

#include "desk/need_counts.h"
#include "territory/territory.h"

namespace gishe::desk {
namespace {

// met: granted or partly. unmet: refused, papers not in time, or nobody found after a no. waiting: everything else
// open.
#define COUNTS                                                                                                 \
  "SELECT l.municipality, l.need_code, count(*),"                                                              \
  " CAST(sum(CASE WHEN l.outcome IN ('granted', 'partly') THEN 1 ELSE 0 END) AS BIGINT),"                      \
  " CAST(sum(CASE WHEN l.outcome = '' AND (l.state IN ('completeness_check', 'awaiting_papers', 'routed',"     \
  " 'in_assessment') OR (l.state = 'received' AND l.times_declined = 0)) THEN 1 ELSE 0 END) AS BIGINT),"       \
  " CAST(sum(CASE WHEN l.outcome = 'refused' OR l.state = 'expired'"                                           \
  " OR (l.state = 'received' AND l.times_declined > 0) THEN 1 ELSE 0 END) AS BIGINT)"                          \
  " FROM application_line l JOIN application a ON a.municipality = l.municipality AND a.id = l.application_id" \
  " WHERE a.received_on >= $2 AND a.received_on < $3 AND "
#define GROUPED " GROUP BY l.municipality, l.need_code ORDER BY l.municipality, l.need_code LIMIT 5000"

const db::Query q_ordinary{
    "needs.count", COUNTS "l.municipality IN (SELECT value FROM json_each($1)) AND a.sensitivity < 4" GROUPED,
    COUNTS
    "l.municipality IN (SELECT value FROM json_array_elements_text(CAST($1 AS json))) AND a.sensitivity < 4" GROUPED};
const db::Query q_shielded{
    "needs.count_shielded", COUNTS "l.municipality IN (SELECT value FROM json_each($1)) AND a.sensitivity = 4" GROUPED,
    COUNTS
    "l.municipality IN (SELECT value FROM json_array_elements_text(CAST($1 AS json))) AND a.sensitivity = 4" GROUPED};

/// Codes are three capitals and two digits, so they need no escaping.
std::string as_json(const std::vector<MunicipalityCode>& codes) {
  std::string json = "[";
  for (const auto& code : codes) json += (json.size() > 1 ? ",\"" : "\"") + code.text + '"';
  return json + ']';
}

TrueCount count_from(const db::Row& row) {
  return {row.string(0), row.string(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5)};
}

}  // namespace

std::vector<TrueCount> count_lines(db::Session& session, const std::vector<MunicipalityCode>& municipalities, Day from,
                                   Day until) {
  std::vector<TrueCount> counts;
  const std::string codes = as_json(municipalities);
  session.each(q_ordinary, {codes, from, until}, [&](const db::Row& row) { counts.push_back(count_from(row)); });

  std::map<std::string, std::string> district_of;
  for (const auto& m : territory::list_municipalities(session)) district_of[m.code.text] = m.district;
  std::map<std::pair<std::string, std::string>, TrueCount> by_district;
  session.each(q_shielded, {codes, from, until}, [&](const db::Row& row) {
    const TrueCount c = count_from(row);
    TrueCount& sum = by_district[{district_of[c.place], c.need}];
    sum.place = district_of[c.place];
    sum.need = c.need;
    sum.asked += c.asked;
    sum.met += c.met;
    sum.waiting += c.waiting;
    sum.unmet += c.unmet;
  });
  for (auto& [key, count] : by_district) counts.push_back(std::move(count));
  return counts;
}

}  // namespace gishe::desk
