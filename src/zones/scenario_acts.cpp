#include "zones/scenario_acts.h"

#include <algorithm>

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "zones/plan_acts.h"
#include "zones/supply_acts.h"
#include "zones/zones.h"
#include "zones/zones_access.h"

namespace gishe::zones {
namespace {

Refusals why_not_keep(const NewScenario& asked) {
  Refusals no;
  if (asked.name.empty()) no.emplace_back(required, "name");
  if (!text::is_plain(asked.name)) no.emplace_back(not_plain_text, "name");
  if (text::length(asked.name) > scenario_name_length_max)
    no.push_back(Refusal(too_long, "name", {{"max", std::to_string(scenario_name_length_max)}}));
  if (asked.more < 0 || asked.more > new_sites_max) no.emplace_back(not_in_list, "more");
  if (std::find(std::begin(minutes_offered), std::end(minutes_offered), asked.minutes) == std::end(minutes_offered))
    no.emplace_back(not_in_list, "minutes");
  return no;
}

Refusals why_not_places(const Supply& supply, const NewScenario& asked) {
  Refusals no;
  for (const auto& [code, places] : asked.places) {
    const bool known = std::any_of(supply.settlements.begin(), supply.settlements.end(),
                                   [&](const territory::Settlement& s) { return s.code == code; });
    if (!known) no.emplace_back(unknown_area, "places");
    if (places < 0 || places > places_max)
      no.push_back(Refusal(too_many_places, "places", {{"max", std::to_string(places_max)}}));
  }
  if (asked.price.cents < 0) no.emplace_back(not_a_number, "price");
  if (std::find(std::begin(share_keys), std::end(share_keys), asked.price.share_key) == std::end(share_keys))
    no.emplace_back(not_in_list, "share_key");
  return no;
}

Result<Done> reckon(Office& office, Scenario& s, const Supply& supply, const OfType& of, const NewScenario& asked) {
  if (auto no = why_not_places(supply, asked); !no.empty()) return no;
  s.places = asked.places;
  s.price = asked.price;
  const Comparison comparison = office.db.read(
      [&](db::Session& session) { return compare(session, supply, of, asked.places, asked.minutes, asked.price); });
  s.people = comparison.then.near.people;
  s.before = comparison.today.reached;
  s.reached = comparison.then.reached;
  return Done{};
}

Result<Done> ask_planner(Office& office, Scenario& s, const Supply& supply, const OfType& of) {
  const Ways ways = office.db.read([&](db::Session& session) {
    return ways_of(supply, of, minutes_between(session, supply, all_settlements(supply)));
  });
  if (ways.sites.size() == ways.people.size()) return no_proposal;
  const auto found = propose_while_waiting(ways, s.more, s.minutes);
  if (!found) return no_proposal;
  for (const int site : found->opened) s.opened.push_back(supply.settlements[static_cast<std::size_t>(site)].code);
  for (const auto people : ways.people) s.people += people;
  s.before = found->before;
  s.reached = found->reached;
  s.ceiling = found->ceiling;
  return Done{};
}

Result<Scenario> asked_again(Office& office, const Actor& actor, const Plan& plan, const NewScenario& asked) {
  Supply supply = gather_supply(office, actor, plan);
  const OfType* of = supply.find(asked.type);
  if (!of) return Refusal(not_in_list, "type");
  if (of->may_be_hidden()) return no_proposal;
  Scenario s;
  s.id = ZoneScenarioId::make();
  s.name = asked.name;
  s.type = asked.type;
  s.more = asked.more;
  s.minutes = asked.minutes;
  s.kept_by = actor.account;
  s.kept_at = office.now();
  const auto done = s.by_hand() ? reckon(office, s, supply, *of, asked) : ask_planner(office, s, supply, *of);
  if (!done) return done.refusals();
  return s;
}

}  // namespace

Result<ZoneScenarioId> keep_scenario(Office& office, const Actor& actor, const ZonePlanId& id, const NewScenario& typed,
                                     std::string_view once_key) {
  const auto plan = office.db.read([&](db::Session& session) { return plan_to_keep(session, actor, id); });
  if (!plan) return plan.refusals();
  NewScenario asked = typed;
  asked.name = text::tidy(asked.name);
  if (auto no = why_not_keep(asked); !no.empty()) return no;
  const auto scenario = asked_again(office, actor, *plan, asked);
  if (!scenario) return scenario.refusals();
  const auto content =
      content_digest({id.text(), asked.name, asked.type, std::to_string(asked.more), std::to_string(asked.minutes),
                      text_of(asked.places), std::to_string(asked.price.cents), asked.price.share_key});
  const auto kept = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "keep_zone_scenario", content, [&]() -> Result<std::string> {
      if (store::count_scenarios(tx, *plan) >= scenarios_max)
        return Refusal(too_many_scenarios, "name", {{"max", std::to_string(scenarios_max)}});
      store::insert_scenario(tx, *plan, *scenario);
      note_on_plan(office, tx, actor, access::Action::keep_zone_plan, *plan, "zone_plan.scenario_kept",
                   {{"scenario", "", scenario->id.text()}});
      return scenario->id.text();
    });
  });
  if (!kept) return kept.refusals();
  return ZoneScenarioId::parse(*kept).value_or(ZoneScenarioId{});
}

Result<Done> remove_scenario(Office& office, const Actor& actor, const ZonePlanId& id, const ZoneScenarioId& scenario,
                             std::string_view once_key) {
  const auto plan = office.db.read([&](db::Session& session) { return plan_to_keep(session, actor, id); });
  if (!plan) return plan.refusals();
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "remove_zone_scenario", {id.text(), scenario.text()},
                     [&]() -> Result<Done> {
                       if (!store::delete_scenario(tx, *plan, scenario)) return not_found;
                       note_on_plan(office, tx, actor, access::Action::keep_zone_plan, *plan,
                                    "zone_plan.scenario_removed", {{"scenario", scenario.text(), ""}});
                       return Done{};
                     });
  });
}

}  // namespace gishe::zones
