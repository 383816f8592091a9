#include "zones/programme_store.h"

#include <algorithm>

namespace gishe::zones::store {
namespace {

const db::Query q_text{"zone_plan_text.list",
                       "SELECT point, body FROM zone_plan_text WHERE municipality = $1 AND plan_id = $2 ORDER BY point "
                       "LIMIT 7"};
const db::Query q_objectives{
    "zone_objective.list",
    "SELECT id, name, need, need_of_community, version FROM zone_objective WHERE municipality = $1 AND plan_id = $2 "
    "ORDER BY place, id LIMIT 30"};
const db::Query q_measures{
    "zone_measure.list",
    "SELECT id, objective_id, name, service_type, target_group, lead, owner, partners, legal_basis, share_key, version "
    "FROM zone_measure WHERE municipality = $1 AND plan_id = $2 ORDER BY place, id LIMIT 100"};
const db::Query q_places{
    "zone_measure_places.list",
    "SELECT measure_id, member, year, places FROM zone_measure_places WHERE municipality = $1 AND plan_id = $2 "
    "ORDER BY measure_id, member, year LIMIT 28000"};
const db::Query q_money{
    "zone_measure_money.list",
    "SELECT measure_id, line, year, cents FROM zone_measure_money WHERE municipality = $1 AND plan_id = $2 "
    "ORDER BY measure_id, line, year LIMIT 4200"};
const db::Query q_indicators{
    "zone_measure_indicator.list",
    "SELECT measure_id, name, source, baseline_thousandths, target_thousandths FROM zone_measure_indicator "
    "WHERE municipality = $1 AND plan_id = $2 ORDER BY measure_id, place LIMIT 500"};
const db::Query q_decisions{
    "zone_council_decision.list",
    "SELECT member, joins, number, decided_on FROM zone_council_decision WHERE municipality = $1 AND plan_id = $2 "
    "ORDER BY member LIMIT 40"};
const db::Query q_gives{
    "zone_council_money.list",
    "SELECT member, year, cents FROM zone_council_money WHERE municipality = $1 AND plan_id = $2 ORDER BY member, year "
    "LIMIT 280"};

const db::Query q_delete_text{"zone_plan_text.delete",
                              "DELETE FROM zone_plan_text WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_insert_text{
    "zone_plan_text.insert", "INSERT INTO zone_plan_text (municipality, plan_id, point, body) VALUES ($1, $2, $3, $4)"};

const db::Query q_insert_objective{
    "zone_objective.insert",
    "INSERT INTO zone_objective (municipality, plan_id, id, name, need, need_of_community, version, place) "
    "VALUES ($1, $2, $3, $4, $5, $6, 1, (SELECT COALESCE(MAX(place), 0) + 1 FROM zone_objective "
    "WHERE municipality = $1 AND plan_id = $2))"};
const db::Query q_update_objective{
    "zone_objective.update",
    "UPDATE zone_objective SET name = $4, need = $5, need_of_community = $6, version = version + 1 "
    "WHERE municipality = $1 AND plan_id = $2 AND id = $3 AND version = $7"};
const db::Query q_delete_objective{"zone_objective.delete",
                                   "DELETE FROM zone_objective WHERE municipality = $1 AND plan_id = $2 AND id = $3"};

const db::Query q_insert_measure{
    "zone_measure.insert",
    "INSERT INTO zone_measure (municipality, plan_id, id, objective_id, name, service_type, target_group, lead, owner, "
    "partners, legal_basis, share_key, version, place) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, "
    "(SELECT COALESCE(MAX(place), 0) + 1 FROM zone_measure WHERE municipality = $1 AND plan_id = $2))"};
const db::Query q_update_measure{
    "zone_measure.update",
    "UPDATE zone_measure SET objective_id = $4, name = $5, service_type = $6, target_group = $7, lead = $8, "
    "owner = $9, partners = $10, legal_basis = $11, share_key = $12, version = version + 1 "
    "WHERE municipality = $1 AND plan_id = $2 AND id = $3 AND version = $13"};
const db::Query q_delete_measure{"zone_measure.delete",
                                 "DELETE FROM zone_measure WHERE municipality = $1 AND plan_id = $2 AND id = $3"};
const db::Query q_delete_places{
    "zone_measure_places.delete",
    "DELETE FROM zone_measure_places WHERE municipality = $1 AND plan_id = $2 AND measure_id = $3"};
const db::Query q_delete_money{
    "zone_measure_money.delete",
    "DELETE FROM zone_measure_money WHERE municipality = $1 AND plan_id = $2 AND measure_id = $3"};
const db::Query q_delete_indicators{
    "zone_measure_indicator.delete",
    "DELETE FROM zone_measure_indicator WHERE municipality = $1 AND plan_id = $2 AND measure_id = $3"};
const db::Query q_insert_places{
    "zone_measure_places.insert",
    "INSERT INTO zone_measure_places (municipality, plan_id, measure_id, member, year, places) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
const db::Query q_insert_money{"zone_measure_money.insert",
                               "INSERT INTO zone_measure_money (municipality, plan_id, measure_id, line, year, cents) "
                               "VALUES ($1, $2, $3, $4, $5, $6)"};
const db::Query q_insert_indicator{
    "zone_measure_indicator.insert",
    "INSERT INTO zone_measure_indicator (municipality, plan_id, measure_id, place, name, source, "
    "baseline_thousandths, target_thousandths) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

Measure read_measure(const db::Row& row) {
  Measure m;
  m.id = row.id<ZoneMeasureId>(0);
  m.objective = row.id<ZoneObjectiveId>(1);
  m.name = row.string(2);
  m.service_type = row.string(3);
  m.target_group = row.string(4);
  m.lead = row.municipality(5);
  m.owner = row.string(6);
  m.partners = row.string(7);
  m.legal_basis = row.string(8);
  m.share_key = row.string(9);
  m.version = row.integer(10);
  return m;
}

void read_parts(db::Session& session, const Plan& plan, std::vector<Measure>& measures) {
  std::map<ZoneMeasureId, Measure*> by_id;
  for (Measure& m : measures) by_id[m.id] = &m;
  const auto each = [&](const db::Query& query, auto&& put) {
    session.each(query, {plan.municipality, plan.id}, [&](const db::Row& row) {
      if (const auto found = by_id.find(row.id<ZoneMeasureId>(0)); found != by_id.end()) put(*found->second, row);
    });
  };
  each(q_places, [](Measure& m, const db::Row& row) {
    m.places[row.municipality(1)][static_cast<int>(row.integer(2))] = row.integer(3);
  });
  each(q_money, [](Measure& m, const db::Row& row) {
    const std::string line = row.string(1);
    (line == "cost" ? m.cost : m.money[line])[static_cast<int>(row.integer(2))] = row.integer(3);
  });
  each(q_indicators, [](Measure& m, const db::Row& row) {
    m.indicators.push_back({row.string(1), row.string(2), row.integer(3), row.integer(4)});
  });
}

std::vector<CouncilDecision> read_decisions(db::Session& session, const Plan& plan) {
  std::vector<CouncilDecision> all;
  session.each(q_decisions, {plan.municipality, plan.id}, [&](const db::Row& row) {
    all.push_back({row.municipality(0), row.integer(1) == 1, row.string(2), row.day(3), {}});
  });
  session.each(q_gives, {plan.municipality, plan.id}, [&](const db::Row& row) {
    const auto member = row.municipality(0);
    const auto of = std::find_if(all.begin(), all.end(), [&](const CouncilDecision& d) { return d.member == member; });
    if (of != all.end()) of->gives[static_cast<int>(row.integer(1))] = row.integer(2);
  });
  return all;
}

void insert_parts(db::Tx& tx, const Plan& plan, const Measure& m) {
  for (const auto& [member, by_year] : m.places)
    for (const auto& [year, places] : by_year)
      if (places > 0) tx.run(q_insert_places, {plan.municipality, plan.id, m.id, member, year, places});
  const auto put = [&](const std::string& line, const ByYear& by_year) {
    for (const auto& [year, cents] : by_year)
      if (cents > 0) tx.run(q_insert_money, {plan.municipality, plan.id, m.id, line, year, cents});
  };
  put("cost", m.cost);
  for (const auto& [payer, by_year] : m.money) put(payer, by_year);
  std::int64_t place = 0;
  for (const auto& i : m.indicators)
    tx.run(q_insert_indicator,
           {plan.municipality, plan.id, m.id, ++place, i.name, i.source, i.baseline_thousandths, i.target_thousandths});
}

void delete_parts(db::Tx& tx, const Plan& plan, const ZoneMeasureId& id) {
  for (const auto* query : {&q_delete_places, &q_delete_money, &q_delete_indicators})
    tx.run(*query, {plan.municipality, plan.id, id});
}

}  // namespace

Programme read_programme(db::Session& session, const Plan& plan) {
  Programme p;
  session.each(q_text, {plan.municipality, plan.id},
               [&](const db::Row& row) { p.text[row.string(0)] = row.string(1); });
  session.each(q_objectives, {plan.municipality, plan.id}, [&](const db::Row& row) {
    p.objectives.push_back({row.id<ZoneObjectiveId>(0), row.string(1), row.string(2), row.string(3), row.integer(4)});
  });
  session.each(q_measures, {plan.municipality, plan.id},
               [&](const db::Row& row) { p.measures.push_back(read_measure(row)); });
  read_parts(session, plan, p.measures);
  p.decisions = read_decisions(session, plan);
  return p;
}

void replace_text(db::Tx& tx, const Plan& plan, const Programme& programme) {
  tx.run(q_delete_text, {plan.municipality, plan.id});
  for (const auto& [point, body] : programme.text)
    if (!body.empty()) tx.run(q_insert_text, {plan.municipality, plan.id, point, body});
}

void insert_objective(db::Tx& tx, const Plan& plan, const Objective& o) {
  tx.run(q_insert_objective, {plan.municipality, plan.id, o.id, o.name, o.need, o.need_of_community});
}

bool update_objective(db::Tx& tx, const Plan& plan, const Objective& o) {
  return tx.run(q_update_objective,
                {plan.municipality, plan.id, o.id, o.name, o.need, o.need_of_community, o.version}) > 0;
}

bool delete_objective(db::Tx& tx, const Plan& plan, const ZoneObjectiveId& id) {
  return tx.run(q_delete_objective, {plan.municipality, plan.id, id}) > 0;
}

void insert_measure(db::Tx& tx, const Plan& plan, const Measure& m) {
  tx.run(q_insert_measure, {plan.municipality, plan.id, m.id, m.objective, m.name, m.service_type, m.target_group,
                            m.lead, m.owner, m.partners, m.legal_basis, m.share_key});
  insert_parts(tx, plan, m);
}

bool update_measure(db::Tx& tx, const Plan& plan, const Measure& m) {
  if (tx.run(q_update_measure, {plan.municipality, plan.id, m.id, m.objective, m.name, m.service_type, m.target_group,
                                m.lead, m.owner, m.partners, m.legal_basis, m.share_key, m.version}) == 0)
    return false;
  delete_parts(tx, plan, m.id);
  insert_parts(tx, plan, m);
  return true;
}

bool delete_measure(db::Tx& tx, const Plan& plan, const ZoneMeasureId& id) {
  delete_parts(tx, plan, id);
  return tx.run(q_delete_measure, {plan.municipality, plan.id, id}) > 0;
}

}  // namespace gishe::zones::store
