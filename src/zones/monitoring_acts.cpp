#include "zones/monitoring_acts.h"

#include <algorithm>

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "zones/monitoring_store.h"
#include "zones/plan_acts.h"
#include "zones/programme_store.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

const MeasureIndicator* find_indicator(const Programme& programme, const Actual& actual) {
  for (const auto& m : programme.measures)
    if (m.id == actual.measure && actual.place >= 1 && static_cast<std::size_t>(actual.place) <= m.indicators.size())
      return &m.indicators[static_cast<std::size_t>(actual.place - 1)];
  return nullptr;
}

Refusals why_not(const Plan& plan, const Programme& programme, const std::vector<Actual>& actuals) {
  Refusals no;
  for (const auto& actual : actuals) {
    const auto* indicator = find_indicator(programme, actual);
    if (!indicator) return {Refusal(not_in_list)};
    for (auto& refusal : why_not_actual(actual, course_of(plan, *indicator, actual.half, actual.thousandths))) {
      refusal.field += "_" + actual.measure.text() + "_" + std::to_string(actual.place);
      no.push_back(std::move(refusal));
    }
  }
  return no;
}

Result<Done> enter_in(db::Tx& tx, Office& office, const Actor& actor, const ZonePlanId& id, Half half,
                      const std::vector<Actual>& actuals) {
  const auto plan = plan_to_keep(tx, actor, id);
  if (!plan) return plan.refusals();
  if (!is_watched(*plan)) return not_in_force;
  const auto halves = halves_begun(*plan, office.today());
  if (std::find(halves.begin(), halves.end(), half) == halves.end()) return Refusal(not_in_list);
  if (auto no = why_not(*plan, store::read_programme(tx, *plan), actuals); !no.empty()) return no;
  for (const auto& actual : actuals) store::put_actual(tx, *plan, actual, actor.account, office.now());
  note_on_plan(office, tx, actor, access::Action::keep_zone_plan, *plan, "zone_plan.actuals_entered",
               {{"half", "", half_text(half)}, {"indicators", "", std::to_string(actuals.size())}});
  return Done{};
}

}  // namespace

bool is_watched(const Plan& plan) { return plan.state == "in_force" || plan.state == "mid_term_review"; }

std::vector<Actual> list_actuals(db::Session& session, const Plan& plan) { return store::list_actuals(session, plan); }

Result<Done> enter_actuals(Office& office, const Actor& actor, const ZonePlanId& id, Half half,
                           const std::vector<Actual>& typed, std::string_view once_key) {
  std::vector<Actual> actuals = typed;
  std::string content;
  for (auto& a : actuals) {
    a.half = half;
    a.comment = text::tidy(a.comment, text::Lines::many);
    a.action = text::tidy(a.action, text::Lines::many);
    content +=
        content_digest({a.measure.text(), std::to_string(a.place), std::to_string(a.thousandths), a.comment, a.action});
  }
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "enter_zone_actuals", {id.text(), half_text(half), content},
                     [&] { return enter_in(tx, office, actor, id, half, actuals); });
  });
}

}  // namespace gishe::zones
