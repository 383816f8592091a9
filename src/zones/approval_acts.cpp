#include "zones/approval_acts.h"

#include <fmt/format.h>

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "zones/approval_store.h"
#include "zones/comment_store.h"
#include "zones/plan_acts.h"
#include "zones/programme_acts.h"
#include "zones/programme_store.h"
#include "zones/zones.h"
#include "zones/zones_access.h"

namespace gishe::zones {
namespace {

using access::Action;

Result<Done> step_in(db::Tx& tx, Office& office, const Actor& actor, const ZonePlanId& id, const Step& step) {
  const auto plan = plan_to_keep(tx, actor, id);
  if (!plan) return plan.refusals();
  const Day today = office.today();
  const PlanNow now = gather_plan(tx, *plan, today);
  if (auto no = why_not_step(*plan, now.programme, step, now.standing); !no.empty()) return no;
  const bool opens = step.to == "consultation";
  if (!store::move_plan(tx, *plan, step.to, opens ? std::optional(today) : plan->comments_from,
                        opens ? step.day : plan->comments_until))
    return changed_meanwhile;
  if (step.to == "revised") store::delete_decisions(tx, *plan);
  store::insert_step(tx, *plan, {step.to, step.number, step.day.value_or(today), actor.account, office.now()});
  note_on_plan(office, tx, actor, Action::keep_zone_plan, *plan, "zone_plan.moved", {{"state", plan->state, step.to}});
  return Done{};
}

Refusals why_not_decision(const CouncilDecision& d, const Plan& plan, Day today) {
  Refusals no;
  if (d.number.empty()) no.emplace_back(required, "number");
  if (!text::is_plain(d.number)) no.emplace_back(not_plain_text, "number");
  if (text::length(d.number) > number_length_max)
    no.push_back(Refusal(too_long, "number", {{"max", std::to_string(number_length_max)}}));
  if (d.decided_on > today) no.emplace_back(day_to_come, "decided_on");
  for (const auto& [year, cents] : d.gives)
    if (year < plan.first_year || year > plan.last_year || cents < 0)
      no.emplace_back(not_a_number, fmt::format("gives_{}", year));
  return no;
}

Result<Done> decide_in(db::Tx& tx, Office& office, const Actor& actor, const ZonePlanId& id, const CouncilDecision& d) {
  const auto plan = see_plan(tx, actor, id);
  if (!plan) return plan.refusals();
  if (!access::decide(actor, Action::answer_zone_plan, facts_of(*plan, d.member)).allowed) return not_your_function;
  if (!is_before_councils(*plan)) return not_before_councils;
  if (auto no = why_not_decision(d, *plan, office.today()); !no.empty()) return no;
  store::put_decision(tx, *plan, d, actor.account, office.now());
  note_on_plan(office, tx, actor, Action::answer_zone_plan, *plan, "zone_plan.council_decided",
               {{"member", "", d.member.text}, {"joins", "", d.joins ? "1" : "0"}, {"number", "", d.number}});
  return Done{};
}

}  // namespace

PlanNow gather_plan(db::Session& session, const Plan& plan, Day today) {
  PlanNow now{plan, store::read_programme(session, plan), people_of(session, plan), {}};
  now.standing.gaps = gaps_of(plan, now.programme, now.people);
  now.standing.comments_without_answer = store::count_without_answer(session, plan);
  now.standing.today = today;
  now.standing.comments_until_min = due_by_rule(session, "zone_plan.comments", plan.municipality, today);
  return now;
}

Result<Done> take_step(Office& office, const Actor& actor, const ZonePlanId& id, const Step& typed,
                       std::string_view once_key) {
  Step step = typed;
  step.number = text::tidy(step.number);
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "take_zone_plan_step",
                     {id.text(), step.to, step.number, step.day ? step.day->iso() : ""},
                     [&] { return step_in(tx, office, actor, id, step); });
  });
}

bool may_enter_decision(const Actor& actor, const Plan& plan) {
  return is_before_councils(plan) &&
         access::decide(actor, Action::answer_zone_plan, facts_of(plan, actor.post.municipality)).allowed;
}

Result<Done> enter_decision(Office& office, const Actor& actor, const ZonePlanId& id, const CouncilDecision& typed,
                            std::string_view once_key) {
  CouncilDecision d = typed;
  d.member = actor.post.municipality;
  d.number = text::tidy(d.number);
  if (!d.joins) d.gives.clear();
  std::string gives;
  for (const auto& [year, cents] : d.gives) gives += fmt::format("{}={};", year, cents);
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "enter_council_decision",
                     {id.text(), d.joins ? "1" : "0", d.number, d.decided_on.iso(), gives},
                     [&] { return decide_in(tx, office, actor, id, d); });
  });
}

}  // namespace gishe::zones
