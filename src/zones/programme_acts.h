#pragma once
#include "platform/office/office.h"
#include "zones/programme.h"

/// What a plan says, changed by the office that keeps it while the plan is open to change.
namespace gishe::zones {

/// People of each member, as the settlements have them.
PeopleOf people_of(db::Session& session, const Plan& plan);

/// Says which text a form began with, so that nobody's words are overwritten unseen.
std::string digest_of_text(const Programme& programme);
/// Refuses: too_long and not_plain_text with a point as field, changed_meanwhile, not_a_draft.
Result<Done> save_text(Office& office, const Actor& actor, const ZonePlanId& plan,
                       const std::map<std::string, std::string, std::less<>>& text, std::string_view began_with,
                       std::string_view once_key);

/// A new one where its version is 0. Refuses: why_not_objective, changed_meanwhile, too_many_objectives, not_a_draft.
Result<ZoneObjectiveId> save_objective(Office& office, const Actor& actor, const ZonePlanId& plan,
                                       const Objective& objective, std::string_view once_key);
/// Refuses objective_has_measures.
Result<Done> remove_objective(Office& office, const Actor& actor, const ZonePlanId& plan, const ZoneObjectiveId& id,
                              std::string_view once_key);

/// A new one where its version is 0. Refuses: why_not_measure, not_in_list (objective), changed_meanwhile,
/// too_many_measures, not_a_draft.
Result<ZoneMeasureId> save_measure(Office& office, const Actor& actor, const ZonePlanId& plan, const Measure& measure,
                                   std::string_view once_key);
Result<Done> remove_measure(Office& office, const Actor& actor, const ZonePlanId& plan, const ZoneMeasureId& id,
                            std::string_view once_key);

}  // namespace gishe::zones
