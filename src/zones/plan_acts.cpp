#include "zones/plan_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "territory/territory.h"
#include "zones/plan_store.h"
#include "zones/zones.h"
#include "zones/zones_access.h"

namespace gishe::zones {
namespace {

Result<std::string> open_in(db::Tx& tx, Office& office, const Actor& actor, const NewPlan& asked) {
  Plan p;
  p.id = ZonePlanId::make();
  p.municipality = actor.post.municipality;
  p.name = asked.name;
  p.first_year = asked.first_year;
  p.last_year = asked.last_year;
  p.frame = asked.frame;
  p.state = "scoping";
  p.opened_by = actor.account;
  p.opened_at = office.now();
  p.members = asked.members;
  const auto decision = access::decide(actor, access::Action::keep_zone_plan, facts_of(p, p.municipality));
  if (!decision.allowed) return *decision.no;
  Refusals no = why_not_open(asked, office.today());
  for (const auto& member : asked.members)
    if (!territory::find_municipality(tx, member)) no.emplace_back(not_in_list, "members");
  if (!no.empty()) return no;
  if (const auto other = store::plan_of_same_years(tx, p.municipality, p.first_year, p.last_year))
    return Refusal(same_years, "first_year", {{"name", *other}});
  store::insert_plan(tx, p);
  note_on_plan(office, tx, actor, access::Action::keep_zone_plan, p, "zone_plan.opened",
               {{"years", "", fmt::format("{}-{}", p.first_year, p.last_year)},
                {"members", "", std::to_string(p.members.size())}});
  return p.id.text();
}

}  // namespace

Result<ZonePlanId> open_plan(Office& office, const Actor& actor, const NewPlan& typed, std::string_view once_key) {
  NewPlan asked = typed;
  asked.name = text::tidy(asked.name);
  asked.members.push_back(actor.post.municipality);
  std::sort(asked.members.begin(), asked.members.end());
  asked.members.erase(std::unique(asked.members.begin(), asked.members.end()), asked.members.end());
  if (asked.members.size() > members_max) return Refusal(not_in_list, "members");
  std::string members;
  for (const auto& m : asked.members) members += m.text + ",";
  const auto content = content_digest(
      {"open", asked.name, fmt::format("{}-{}", asked.first_year, asked.last_year), asked.frame, members});
  const auto id = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "open_zone_plan", content,
                      [&] { return open_in(tx, office, actor, asked); });
  });
  if (!id) return id.refusals();
  return ZonePlanId::parse(*id).value_or(ZonePlanId{});
}

std::vector<Plan> list_plans(db::Session& session, const Actor& actor) {
  if (!access::function_may(actor, access::Action::see_zone_plan)) return {};
  auto plans = store::list_plans(session, actor.post.municipality);
  std::erase_if(plans, [&](const Plan& p) {
    return !access::decide(actor, access::Action::see_zone_plan, facts_of(p, actor.post.municipality)).allowed;
  });
  return plans;
}

Result<Plan> see_plan(db::Session& session, const Actor& actor, const ZonePlanId& id) {
  if (!access::function_may(actor, access::Action::see_zone_plan)) return not_your_function;
  auto plan = store::find_plan(session, actor.post.municipality, id);
  if (!plan) return not_found;
  const auto decision = access::decide(actor, access::Action::see_zone_plan, facts_of(*plan, actor.post.municipality));
  if (!decision.allowed) return not_found;
  return *plan;
}

bool may_keep(const Actor& actor, const Plan& plan) {
  return access::decide(actor, access::Action::keep_zone_plan, facts_of(plan, actor.post.municipality)).allowed;
}

Result<Plan> plan_to_keep(db::Session& session, const Actor& actor, const ZonePlanId& id) {
  auto plan = see_plan(session, actor, id);
  if (plan && !may_keep(actor, *plan)) return not_your_function;
  return plan;
}

void note_on_plan(Office& office, db::Tx& tx, const Actor& actor, access::Action verb, const Plan& plan,
                  std::string_view action, std::vector<ledger::Change> changes) {
  ledger::Line line;
  line.action = action;
  line.municipality = plan.municipality;
  line.kind = "zone_plan";
  line.subject = plan.id.value;
  line.rule = access::decide(actor, verb, facts_of(plan, actor.post.municipality)).rule;
  line.changes = std::move(changes);
  office.note(tx, actor, line);
}

}  // namespace gishe::zones
