#include "zones/scenario_store.h"

#include "base/split.h"
#include "base/text.h"

namespace gishe::zones::store {
namespace {

const db::Query q_list{
    "zone_scenario.list",
    "SELECT id, name, service_type, more, minutes, opened, people, before_people, reached, ceiling, "
    "kept_by, kept_at, places, place_cents, share_key FROM zone_scenario WHERE municipality = $1 AND plan_id = $2 "
    "ORDER BY service_type, minutes, more, kept_at LIMIT 50"};
const db::Query q_count{"zone_scenario.count",
                        "SELECT count(*) FROM zone_scenario WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_insert{
    "zone_scenario.insert",
    "INSERT INTO zone_scenario (municipality, plan_id, id, name, service_type, more, minutes, "
    "opened, people, before_people, reached, ceiling, kept_by, kept_at, places, place_cents, "
    "share_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"};
const db::Query q_delete{"zone_scenario.delete",
                         "DELETE FROM zone_scenario WHERE municipality = $1 AND plan_id = $2 AND id = $3"};

Scenario read(const db::Row& row) {
  Scenario s;
  s.id = row.id<ZoneScenarioId>(0);
  s.name = row.string(1);
  s.type = row.string(2);
  s.more = static_cast<int>(row.integer(3));
  s.minutes = static_cast<int>(row.integer(4));
  for (const auto& code : text::split(row.string(5), ','))
    if (const auto ekatte = Ekatte::parse(code)) s.opened.push_back(*ekatte);
  s.people = row.integer(6);
  s.before = row.integer(7);
  s.reached = row.integer(8);
  s.ceiling = row.maybe_integer(9);
  s.kept_by = row.id<AccountId>(10);
  s.kept_at = row.instant(11);
  s.places = places_from(row.text(12));
  s.price = {row.integer(13), row.string(14)};
  return s;
}

}  // namespace

std::vector<Scenario> list_scenarios(db::Session& session, const Plan& plan) {
  std::vector<Scenario> all;
  session.each(q_list, {plan.municipality, plan.id}, [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

int count_scenarios(db::Session& session, const Plan& plan) {
  return static_cast<int>(session.count(q_count, {plan.municipality, plan.id}));
}

void insert_scenario(db::Tx& tx, const Plan& plan, const Scenario& s) {
  std::vector<std::string> opened;
  for (const auto& code : s.opened) opened.push_back(code.text);
  tx.run(q_insert,
         {plan.municipality, plan.id, s.id, s.name, s.type, s.more, s.minutes, text::join(opened, ","), s.people,
          s.before, s.reached, s.ceiling, s.kept_by, s.kept_at, text_of(s.places), s.price.cents, s.price.share_key});
}

bool delete_scenario(db::Tx& tx, const Plan& plan, const ZoneScenarioId& id) {
  return tx.run(q_delete, {plan.municipality, plan.id, id}) > 0;
}

}  // namespace gishe::zones::store
