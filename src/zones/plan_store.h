#pragma once
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "zones/plan.h"

/// Every statement on plans and their members. No personal data: level L1 (working).
namespace gishe::zones::store {

/// Only a plan that the scope's municipality is a member of.
std::optional<Plan> find_plan(db::Session& session, const MunicipalityCode& reader, const ZonePlanId& id);
/// Newest years first; at most 100.
std::vector<Plan> list_plans(db::Session& session, const MunicipalityCode& reader);
/// A plan that one of these is a member of already, for one of these years.
std::optional<std::string> plan_of_same_years(db::Session& session, const MunicipalityCode& municipality,
                                              int first_year, int last_year);
/// Plans that anybody may comment on that day, in any municipality; the last day soonest first; at most 100.
std::vector<Plan> list_open_to_comments(db::Session& session, Day today);
/// A plan whose draft was published: open to comments, or any later state. nullopt for every other.
std::optional<Plan> find_published(db::Session& session, const ZonePlanId& id);
void insert_plan(db::Tx& tx, const Plan& plan);

}  // namespace gishe::zones::store
