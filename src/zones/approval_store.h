#pragma once
#include "platform/db/db.h"
#include "zones/step.h"

/// Every statement on a plan's way from state to state and on its councils' decisions. Of a plan that was opened to the
/// reader before; no personal data: level L1 (working).
namespace gishe::zones::store {

/// False where the plan is in another version by now.
bool move_plan(db::Tx& tx, const Plan& plan, std::string_view state, std::optional<Day> comments_from,
               std::optional<Day> comments_until);
void insert_step(db::Tx& tx, const Plan& plan, const PastStep& step);
/// Oldest first.
std::vector<PastStep> list_steps(db::Session& session, const Plan& plan);

/// In place of an earlier one of the same council.
void put_decision(db::Tx& tx, const Plan& plan, const CouncilDecision& decision, const AccountId& by, Instant at);
/// When a plan goes back to be changed, councils decide anew.
void delete_decisions(db::Tx& tx, const Plan& plan);

}  // namespace gishe::zones::store
