#include "zones/programme_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "territory/territory.h"
#include "zones/plan_acts.h"
#include "zones/programme_store.h"
#include "zones/step.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

using access::Action;

struct Opened {
  Plan plan;
  Programme programme;
};
/// The plan with what it says, where that may be changed now.
Result<Opened> open_to_change(db::Session& session, const Actor& actor, const ZonePlanId& id) {
  const auto plan = plan_to_keep(session, actor, id);
  if (!plan) return plan.refusals();
  Opened opened{*plan, store::read_programme(session, *plan)};
  if (!is_open_to_change(opened.plan, opened.programme)) return not_a_draft;
  return opened;
}

std::string said(const ByYear& by_year) {
  std::string all;
  for (const auto& [year, amount] : by_year) all += fmt::format("{}={};", year, amount);
  return all;
}

std::string content_of(const Measure& m) {
  std::string tables = "cost:" + said(m.cost);
  for (const auto& [payer, by_year] : m.money) tables += payer + ":" + said(by_year);
  for (const auto& [member, by_year] : m.places) tables += member.text + ":" + said(by_year);
  std::string indicators;
  for (const auto& i : m.indicators)
    indicators += content_digest(
        {i.name, i.source, std::to_string(i.baseline_thousandths), std::to_string(i.target_thousandths)});
  return content_digest({m.id.text(), m.objective.text(), m.name, m.service_type, m.target_group, m.owner, m.partners,
                         m.legal_basis, m.share_key, m.lead.text, tables, indicators, std::to_string(m.version)});
}

Measure tidied(Measure m) {
  for (std::string* text : {&m.name, &m.target_group, &m.owner, &m.partners, &m.legal_basis}) *text = text::tidy(*text);
  for (auto& i : m.indicators) {
    i.name = text::tidy(i.name);
    i.source = text::tidy(i.source);
  }
  return m;
}

Result<std::string> keep_measure(db::Tx& tx, Office& office, const Actor& actor, const ZonePlanId& id, Measure m) {
  const auto opened = open_to_change(tx, actor, id);
  if (!opened) return opened.refusals();
  const auto& [plan, programme] = *opened;
  Refusals no = why_not_measure(m, plan);
  if (m.objective != ZoneObjectiveId{} && std::none_of(programme.objectives.begin(), programme.objectives.end(),
                                                       [&](const Objective& o) { return o.id == m.objective; }))
    no.emplace_back(not_in_list, "objective");
  if (!no.empty()) return no;
  const bool is_new = m.version == 0;
  if (is_new) {
    if (programme.measures.size() >= measures_max)
      return Refusal(too_many_measures, "", {{"max", std::to_string(measures_max)}});
    m.id = ZoneMeasureId::make();
    store::insert_measure(tx, plan, m);
  } else if (!store::update_measure(tx, plan, m)) {
    return std::any_of(programme.measures.begin(), programme.measures.end(),
                       [&](const Measure& other) { return other.id == m.id; })
               ? changed_meanwhile
               : not_found;
  }
  note_on_plan(office, tx, actor, Action::keep_zone_plan, plan,
               is_new ? "zone_plan.measure_added" : "zone_plan.measure_changed",
               {{"measure", "", m.id.text()}, {"cost", "", std::to_string(total(m.cost))}});
  return m.id.text();
}

Result<std::string> keep_objective(db::Tx& tx, Office& office, const Actor& actor, const ZonePlanId& id, Objective o) {
  const auto opened = open_to_change(tx, actor, id);
  if (!opened) return opened.refusals();
  const auto& [plan, programme] = *opened;
  const bool is_new = o.version == 0;
  if (is_new) {
    if (programme.objectives.size() >= objectives_max)
      return Refusal(too_many_objectives, "", {{"max", std::to_string(objectives_max)}});
    o.id = ZoneObjectiveId::make();
    store::insert_objective(tx, plan, o);
  } else if (!store::update_objective(tx, plan, o)) {
    return std::any_of(programme.objectives.begin(), programme.objectives.end(),
                       [&](const Objective& other) { return other.id == o.id; })
               ? changed_meanwhile
               : not_found;
  }
  note_on_plan(office, tx, actor, Action::keep_zone_plan, plan,
               is_new ? "zone_plan.objective_added" : "zone_plan.objective_changed", {{"objective", "", o.id.text()}});
  return o.id.text();
}

}  // namespace

PeopleOf people_of(db::Session& session, const Plan& plan) {
  PeopleOf people;
  for (const auto& code : plan.members)
    if (const auto m = territory::find_municipality(session, code)) people[code] = m->population;
  return people;
}

std::string digest_of_text(const Programme& programme) {
  std::string all;
  for (const auto& [point, body] : programme.text) all += content_digest({point, body});
  return text::hex(content_digest({all}));
}

Result<Done> save_text(Office& office, const Actor& actor, const ZonePlanId& id,
                       const std::map<std::string, std::string, std::less<>>& typed, std::string_view began_with,
                       std::string_view once_key) {
  Programme next;
  Refusals no;
  for (const auto& [point, body] : typed) {
    if (!text::one_of(points, point)) return not_found;
    const std::string tidy = text::tidy(body, text::Lines::many);
    if (!text::is_plain(tidy, text::Lines::many)) no.emplace_back(not_plain_text, point);
    if (text::length(tidy) > long_text_max)
      no.push_back(Refusal(too_long, point, {{"max", std::to_string(long_text_max)}}));
    if (!tidy.empty()) next.text[point] = tidy;
  }
  if (!no.empty()) return no;
  const std::string digest = digest_of_text(next);
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "save_zone_plan_text", {id.text(), digest, began_with},
                     [&]() -> Result<Done> {
                       const auto opened = open_to_change(tx, actor, id);
                       if (!opened) return opened.refusals();
                       if (digest_of_text(opened->programme) != began_with) return changed_meanwhile;
                       store::replace_text(tx, opened->plan, next);
                       note_on_plan(office, tx, actor, Action::keep_zone_plan, opened->plan, "zone_plan.text_changed",
                                    {{"text", std::string(began_with), digest}});
                       return Done{};
                     });
  });
}

Result<ZoneObjectiveId> save_objective(Office& office, const Actor& actor, const ZonePlanId& id, const Objective& typed,
                                       std::string_view once_key) {
  Objective o = typed;
  o.name = text::tidy(o.name);
  o.need = text::tidy(o.need, text::Lines::many);
  o.need_of_community = text::tidy(o.need_of_community, text::Lines::many);
  if (auto no = why_not_objective(o); !no.empty()) return no;
  const auto content =
      content_digest({id.text(), o.id.text(), o.name, o.need, o.need_of_community, std::to_string(o.version)});
  const auto kept = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "save_zone_objective", content,
                      [&] { return keep_objective(tx, office, actor, id, o); });
  });
  if (!kept) return kept.refusals();
  return ZoneObjectiveId::parse(*kept).value_or(ZoneObjectiveId{});
}

Result<Done> remove_objective(Office& office, const Actor& actor, const ZonePlanId& id,
                              const ZoneObjectiveId& objective, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(
        tx, office, actor, once_key, "remove_zone_objective", {id.text(), objective.text()}, [&]() -> Result<Done> {
          const auto opened = open_to_change(tx, actor, id);
          if (!opened) return opened.refusals();
          const auto& measures = opened->programme.measures;
          if (std::any_of(measures.begin(), measures.end(), [&](const Measure& m) { return m.objective == objective; }))
            return objective_has_measures;
          if (!store::delete_objective(tx, opened->plan, objective)) return not_found;
          note_on_plan(office, tx, actor, Action::keep_zone_plan, opened->plan, "zone_plan.objective_removed",
                       {{"objective", objective.text(), ""}});
          return Done{};
        });
  });
}

Result<ZoneMeasureId> save_measure(Office& office, const Actor& actor, const ZonePlanId& id, const Measure& typed,
                                   std::string_view once_key) {
  const Measure measure = tidied(typed);
  const auto kept = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "save_zone_measure",
                      content_digest({id.text(), content_of(measure)}),
                      [&] { return keep_measure(tx, office, actor, id, measure); });
  });
  if (!kept) return kept.refusals();
  return ZoneMeasureId::parse(*kept).value_or(ZoneMeasureId{});
}

Result<Done> remove_measure(Office& office, const Actor& actor, const ZonePlanId& id, const ZoneMeasureId& measure,
                            std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "remove_zone_measure", {id.text(), measure.text()},
                     [&]() -> Result<Done> {
                       const auto opened = open_to_change(tx, actor, id);
                       if (!opened) return opened.refusals();
                       if (!store::delete_measure(tx, opened->plan, measure)) return not_found;
                       note_on_plan(office, tx, actor, Action::keep_zone_plan, opened->plan,
                                    "zone_plan.measure_removed", {{"measure", measure.text(), ""}});
                       return Done{};
                     });
  });
}

}  // namespace gishe::zones
