#pragma once
#include "protection/crisis_store.h"
#include "protection/protection.h"

/// The verbs on crisis matters. Each: access → rule → store → ledger, in one transaction.
namespace gishe::protection {

struct NewContact {
  std::string given_name, family_name;  // either may be empty: she need not say who she is
  std::string sex = "f", born_on;       // as typed; may be empty
  std::string phone, contact_rule;      // how to reach her safely, in words; the rule is asked for
  std::string channel = "came", told;
};
/// Registers her as a shielded person (L4), known to the actor alone, and opens the matter.
Result<CrisisContactId> take_in(Office& office, const Actor& actor, const NewContact& contact,
                                std::string_view once_key);

struct Allowed {
  Crisis crisis;
  std::string rule;
};
/// The matter and the row of the access table; else not_found or not_your_function.
Result<Allowed> allowed_crisis(db::Session& session, const Office& office, const Actor& actor, access::Action action,
                               const CrisisContactId& id);
ledger::Line line_about(const Allowed& allowed, std::string_view action);
/// One transaction around a verb on one matter, once for each key of its form.
Result<Done> on_crisis(Office& office, const Actor& actor, const CrisisContactId& id, std::string_view act,
                       std::initializer_list<std::string_view> content, std::string_view once_key,
                       const std::function<Result<Done>(db::Tx&, const Allowed&)>& run);
/// One step by the table; `crisis` holds what else changes.
Result<Done> step_crisis(db::Tx& tx, Office& office, const Actor& actor, const Allowed& allowed, Crisis crisis,
                         CrisisVerb verb, std::string_view reason);

struct OpenedCrisis {
  Crisis crisis;
  std::string name, contact_rule, phone;
  std::vector<std::string> children;
  std::vector<CrisisTask> tasks;
  std::vector<CrisisEvent> events;
  std::vector<DangerAssessment> dangers;
  SafetyPlan plan;
  std::int64_t signals = 0;
};
/// Leaves a ledger line, on disk before the answer.
Result<OpenedCrisis> open_crisis(Office& office, const Actor& actor, const CrisisContactId& id);

struct NewChild {
  std::string given_name, family_name, sex = "unknown", born_on;
};
/// A shielded person too, named for the same accounts as the mother. A signal is due at once.
Result<Done> add_crisis_child(Office& office, const Actor& actor, const CrisisContactId& id, const NewChild& child,
                              std::string_view once_key);

struct NewAssessment {
  std::vector<DangerAnswer> answers;
  std::string own_judgement = "as_found";  // or higher: one band up
};
Result<Done> assess_danger(Office& office, const Actor& actor, const CrisisContactId& id, const NewAssessment& asked,
                           std::string_view once_key);

Result<Done> finish_crisis_task(Office& office, const Actor& actor, const CrisisContactId& id, const Uuid& task,
                                std::string_view once_key);
Result<Done> keep_safety_plan(Office& office, const Actor& actor, const CrisisContactId& id, SafetyPlan plan,
                              std::string_view once_key);
/// `verb`: refused, plan_exit, stay_on or close, which needs one of endings_of as its reason.
struct CrisisChange {
  CrisisContactId id;
  std::int64_t version = 0;
  CrisisVerb verb = CrisisVerb::close;
  std::string reason;
};
Result<Done> change_crisis(Office& office, const Actor& actor, const CrisisChange& change, std::string_view once_key);

}  // namespace gishe::protection
