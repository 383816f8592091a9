#include <algorithm>

#include "retention/retention_store.h"

// What the clocks are read from: rules, and the last events of everything a file holds.
namespace gishe::retention::store {
namespace {

// $1 municipality, $2 person. How many, how many of them still open, last event as a day and as a moment.
#define NO_DAY "CAST(NULL AS TEXT)"
#define NO_MOMENT "CAST(NULL AS BIGINT)"
struct HeldQuery {
  const char* record_class;
  const db::Query* query;
};
const db::Query q_file{"retention.held_file", "SELECT count(*), 0, " NO_DAY
                                              ", max(changed_at) FROM person WHERE municipality = $1 AND id = $2"};
const db::Query q_application{
    "retention.held_applications",
    "SELECT count(*), count(CASE WHEN state <> 'closed' THEN 1 END), max(received_on), (SELECT max(e.at) FROM "
    "application_line_event e JOIN application a ON a.municipality = e.municipality AND a.id = e.application_id WHERE "
    "a.municipality = $1 AND a.person_id = $2) FROM application WHERE municipality = $1 AND person_id = $2"};
const db::Query q_referral{
    "retention.held_referrals",
    "SELECT count(*), count(CASE WHEN stage <> 'closed' AND state <> 'draft' THEN 1 END), " NO_DAY
    ", max(changed_at) FROM referral WHERE municipality = $1 AND person_id = $2"};
const db::Query q_place{
    "retention.held_places",
    "SELECT (SELECT count(*) FROM stay WHERE person_municipality = $1 AND person_id = $2) + (SELECT count(*) FROM "
    "waiting_entry WHERE from_municipality = $1 AND person_id = $2), (SELECT count(*) FROM stay WHERE "
    "person_municipality = $1 AND person_id = $2 AND ended_at IS NULL) + (SELECT count(*) FROM waiting_entry WHERE "
    "from_municipality = $1 AND person_id = $2 AND closed_at IS NULL), " NO_DAY
    ", (SELECT max(t.at) FROM (SELECT max(ended_at) AS at FROM stay WHERE person_municipality = $1 AND person_id = $2 "
    "UNION ALL SELECT max(closed_at) AS at FROM waiting_entry WHERE from_municipality = $1 AND person_id = $2) t)"};
const db::Query q_case{"retention.held_cases",
                       "SELECT count(*), count(CASE WHEN state <> 'closed' THEN 1 END), max(closed_on), " NO_MOMENT
                       " FROM case_file WHERE municipality = $1 AND person_id = $2"};
const db::Query q_crisis{
    "retention.held_crises",
    "SELECT count(*), count(CASE WHEN state <> 'closed' THEN 1 END), " NO_DAY
    ", max((SELECT max(e.at) FROM crisis_event e WHERE e.municipality = c.municipality AND e.crisis_id = c.id)) FROM "
    "crisis c WHERE municipality = $1 AND person_id = $2"};
const db::Query q_request{
    "retention.held_requests",
    "SELECT count(*), count(CASE WHEN answered_at IS NULL AND kind <> 'erasure' THEN 1 END), " NO_DAY
    ", max(COALESCE(answered_at, asked_at)) FROM subject_request WHERE municipality = $1 AND person_id = $2"};
const db::Query q_emergency{"retention.held_emergencies",
                            "SELECT count(*), count(CASE WHEN verdict IS NULL THEN 1 END), " NO_DAY
                            ", max(opened_at) FROM emergency_opening WHERE municipality = $1 AND person_id = $2"};
const HeldQuery held_queries[] = {{"file", &q_file},       {"application", &q_application}, {"referral", &q_referral},
                                  {"place", &q_place},     {"case_file", &q_case},          {"crisis", &q_crisis},
                                  {"request", &q_request}, {"emergency", &q_emergency}};

Held read_held(db::Session& session, const HeldQuery& what, const MunicipalityCode& municipality,
               const PersonId& person) {
  Held held{what.record_class, 0, 0, std::nullopt};
  session.one(*what.query, {municipality, person}, [&](const db::Row& row) {
    held.count = row.integer(0);
    held.open = row.integer(1);
    held.last_on = row.maybe_day(2);
    if (const auto at = row.maybe_instant(3))
      held.last_on = std::max(held.last_on.value_or(Day{}), local_time(*at).day);
  });
  return held;
}

}  // namespace

std::vector<Rule> list_rules(db::Session& session, const MunicipalityCode& municipality, Day on) {
  static const db::Query q{"retention.rules",
                           "SELECT class, years, event, basis, mark FROM retention_rule WHERE municipality IN ('', $1) "
                           "AND from_on <= $2 AND (until_on IS NULL OR until_on >= $2) ORDER BY class, municipality "
                           "DESC, from_on DESC"};
  std::vector<Rule> rules;
  session.each(q, {municipality, on}, [&](const db::Row& row) {
    if (!rules.empty() && rules.back().record_class == row.text(0)) return;
    rules.push_back({row.string(0), static_cast<int>(row.integer(1)), row.string(2), row.string(3), row.string(4)});
  });
  return rules;
}

int shortest_years(db::Session& session, Day on) {
  static const db::Query q{"retention.shortest",
                           "SELECT min(years) FROM retention_rule WHERE class = 'file' AND from_on <= $1 AND (until_on "
                           "IS NULL OR until_on >= $1)"};
  return static_cast<int>(session.count(q, {on}));
}

std::vector<Held> list_held(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  static const db::Query q_child{"retention.childhood",
                                 "SELECT born_on, registered_at FROM person WHERE municipality = $1 AND id = $2"};
  std::vector<Held> list;
  for (const auto& what : held_queries) list.push_back(read_held(session, what, municipality, person));
  session.one(q_child, {municipality, person}, [&](const db::Row& row) {
    const auto majority = majority_of(row.maybe_day(0), local_time(row.instant(1)).day);
    if (majority) list.push_back({"childhood", 1, 0, majority});
  });
  return list;
}

std::vector<std::string> list_open(const std::vector<Held>& held, db::Session& session,
                                   const MunicipalityCode& municipality, const PersonId& person, Day today) {
  // The commission's clock is its own: sealed or not, what it holds of a child it erases itself.
  static const db::Query q_commission{
      "retention.commission", "SELECT count(*) FROM commission_case WHERE municipality = $1 AND person_id = $2"};
  static const db::Query q_speaks{
      "retention.speaks_for",
      "SELECT count(*) FROM representative r WHERE r.municipality = $1 AND r.representative_id = $2 AND ((r.ended_on "
      "IS "
      "NULL AND (r.valid_until IS NULL OR r.valid_until >= $3)) OR EXISTS (SELECT 1 FROM support_plan s WHERE "
      "s.municipality = r.municipality AND s.mandate_id = r.id) OR EXISTS (SELECT 1 FROM service_contract_terms t "
      "WHERE "
      "t.municipality = r.municipality AND t.representative_id = r.id))"};
  std::vector<std::string> open;
  for (const Held& h : held) {
    if (h.open > 0) open.push_back(h.record_class);
  }
  if (session.count(q_commission, {municipality, person}) > 0) open.push_back("elsewhere");
  if (session.count(q_speaks, {municipality, person, today}) > 0) open.push_back("speaks_for");
  return open;
}

std::vector<Candidate> list_candidates(db::Session& session, Instant before, const Candidate& after, int limit) {
  static const db::Query q{
      "retention.candidates",
      "SELECT p.municipality, p.id FROM person p WHERE (p.municipality > $1 OR (p.municipality = $1 AND p.id > $2)) "
      "AND "
      "p.changed_at < $3 AND p.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM retention_item i WHERE i.municipality "
      "= p.municipality AND "
      "i.person_id = p.id) AND NOT EXISTS (SELECT 1 FROM application a WHERE a.municipality = p.municipality AND "
      "a.person_id = p.id AND a.state <> 'closed') AND NOT EXISTS (SELECT 1 FROM case_file c WHERE c.municipality = "
      "p.municipality AND c.person_id = p.id AND c.state <> 'closed') ORDER BY p.municipality, p.id LIMIT $4"};
  std::vector<Candidate> list;
  session.each(q, {after.municipality, after.person, before, limit},
               [&](const db::Row& row) { list.push_back({row.municipality(0), row.id<PersonId>(1)}); });
  return list;
}

}  // namespace gishe::retention::store
