#include "zones/plan_store.h"

namespace gishe::zones::store {
namespace {

#define ZONE_PLAN                                                                                                \
  "SELECT p.municipality, p.id, p.name, p.first_year, p.last_year, p.frame, p.state, p.opened_by, p.opened_at, " \
  "p.version, p.comments_from, p.comments_until "
#define ZONE_PLAN_OF_MEMBER \
  ZONE_PLAN "FROM zone_plan_member m JOIN zone_plan p ON p.municipality = m.municipality AND p.id = m.plan_id "

const db::Query q_find{"zone_plan.find", ZONE_PLAN_OF_MEMBER "WHERE m.member = $1 AND m.plan_id = $2"};
const db::Query q_list{"zone_plan.list",
                       ZONE_PLAN_OF_MEMBER "WHERE m.member = $1 ORDER BY p.first_year DESC, p.id LIMIT 100"};
const db::Query q_open{
    "zone_plan.open_to_comments", ZONE_PLAN
    "FROM zone_plan p WHERE p.state = 'consultation' AND p.comments_until >= $1 ORDER BY p.comments_until, p.id "
    "LIMIT 100"};
const db::Query q_published{"zone_plan.published", ZONE_PLAN
                            "FROM zone_plan p WHERE p.id = $1 AND p.state NOT IN ('scoping', 'profile', 'drafting')"};
const db::Query q_same{
    "zone_plan.same_years",
    "SELECT name FROM zone_plan WHERE municipality = $1 AND first_year <= $3 AND last_year >= $2 AND "
    "state <> 'archived' LIMIT 1"};
const db::Query q_members{
    "zone_plan.members",
    "SELECT member FROM zone_plan_member WHERE municipality = $1 AND plan_id = $2 ORDER BY member "
    "LIMIT 100"};
const db::Query q_insert{
    "zone_plan.insert",
    "INSERT INTO zone_plan (municipality, id, name, first_year, last_year, frame, state, opened_by, "
    "opened_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_insert_member{"zone_plan.insert_member",
                                "INSERT INTO zone_plan_member (municipality, plan_id, member) VALUES ($1, $2, $3)"};

Plan read(const db::Row& row) {
  Plan p;
  p.municipality = row.municipality(0);
  p.id = row.id<ZonePlanId>(1);
  p.name = row.string(2);
  p.first_year = static_cast<int>(row.integer(3));
  p.last_year = static_cast<int>(row.integer(4));
  p.frame = row.string(5);
  p.state = row.string(6);
  p.opened_by = row.id<AccountId>(7);
  p.opened_at = row.instant(8);
  p.version = row.integer(9);
  p.comments_from = row.maybe_day(10);
  p.comments_until = row.maybe_day(11);
  return p;
}

void put_members(db::Session& session, Plan& plan) {
  session.each(q_members, {plan.municipality, plan.id},
               [&](const db::Row& row) { plan.members.push_back(row.municipality(0)); });
}

std::vector<Plan> read_plans(db::Session& session, const db::Query& query, std::initializer_list<db::Arg> args) {
  std::vector<Plan> all;
  session.each(query, args, [&](const db::Row& row) { all.push_back(read(row)); });
  for (Plan& p : all) put_members(session, p);
  return all;
}

std::optional<Plan> only(std::vector<Plan> found) {
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace

std::optional<Plan> find_plan(db::Session& session, const MunicipalityCode& reader, const ZonePlanId& id) {
  return only(read_plans(session, q_find, {reader, id}));
}

std::vector<Plan> list_plans(db::Session& session, const MunicipalityCode& reader) {
  return read_plans(session, q_list, {reader});
}

std::vector<Plan> list_open_to_comments(db::Session& session, Day today) {
  return read_plans(session, q_open, {today});
}

std::optional<Plan> find_published(db::Session& session, const ZonePlanId& id) {
  return only(read_plans(session, q_published, {id}));
}

std::optional<std::string> plan_of_same_years(db::Session& session, const MunicipalityCode& municipality,
                                              int first_year, int last_year) {
  std::optional<std::string> name;
  session.one(q_same, {municipality, first_year, last_year}, [&](const db::Row& row) { name = row.string(0); });
  return name;
}

void insert_plan(db::Tx& tx, const Plan& p) {
  tx.run(q_insert, {p.municipality, p.id, p.name, p.first_year, p.last_year, p.frame, p.state, p.opened_by, p.opened_at,
                    p.version});
  for (const auto& member : p.members) tx.run(q_insert_member, {p.municipality, p.id, member});
}

}  // namespace gishe::zones::store
