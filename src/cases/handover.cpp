#include "cases/case_acts.h"
#include "cases/plan_acts.h"
#include "cases/plan_store.h"
#include "people/people.h"

// What follows by itself when a colleague leaves or a referral has its answer.
namespace gishe::cases {
namespace {

constexpr int at_once_max = 1000;

bool is_named(db::Session& session, const MunicipalityCode& home, const AccountId& account, const PersonId& person) {
  Actor colleague;
  colleague.account = account;
  const auto facts = people::facts_of(session, colleague, home, person);
  return facts && (facts->relations & access::named) && !(facts->relations & access::barred);
}

bool is_barred(db::Session& session, const MunicipalityCode& home, const AccountId& account, const PersonId& person) {
  Actor colleague;
  colleague.account = account;
  const auto facts = people::facts_of(session, colleague, home, person);
  return !facts || (facts->relations & access::barred);
}

}  // namespace

std::int64_t count_led_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account) {
  std::int64_t n = 0;
  for (const CaseFile& c : store::list_unseen_led(session, municipality, account, at_once_max)) {
    n += c.sensitivity != Sensitivity::shielded;
  }
  return n;
}

HandedOver hand_over_in(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from, const AccountId& to) {
  HandedOver moved;
  const MunicipalityCode& home = actor.post.municipality;
  for (const CaseFile& file : store::list_unseen_led(tx, home, from, at_once_max)) {
    const bool shielded = file.sensitivity == Sensitivity::shielded;
    if (shielded ? !is_named(tx, home, to, file.person) : is_barred(tx, home, to, file.person)) {
      ++moved.left;
      continue;
    }
    CaseFile after = file;
    after.lead = to;
    people::join_team_in(tx, home, file.person, to, office.today());
    moved.tasks += store::move_tasks(tx, file, from, to);
    // Read in this transaction, so nobody can have changed it meanwhile.
    if (!keep_case(tx, office, actor.account, file, after, "handed_over", "", "")) {
      throw db::Fault(db::Fault::Kind::busy, "case changed inside its own transaction");
    }
    office.note(tx, actor, line_about(file, "case.handed_over", "hand_over"));
    ++moved.cases;
  }
  return moved;
}

void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome) {
  using R = referrals::State;
  if (outcome.from == outcome.to) return;
  const bool began = outcome.to == R::in_service;
  if (!began && referrals::is_open(outcome.to)) return;
  const auto& referral = outcome.referral;
  const auto place = store::find_by_referral(tx, referral.municipality, referral.id);
  if (!place) return;
  const auto file = store::find_unseen(tx, referral.municipality, place->of);
  auto plan = file ? store::find_plan(tx, *file, place->plan) : std::nullopt;
  if (!plan || !is_running(plan->state)) return;
  for (PlanAction& action : store::list_actions(tx, *file, plan->id)) {
    if (action.id != place->action || !is_unfinished(action)) continue;
    action.state = began ? "running" : outcome.to == R::completed ? "done" : action.state;
    store::update_action(tx, *file, plan->id, action);
  }
  if (!keep_plan(tx, office, outcome.by, *file, plan->state, *plan, "referral_moved",
                 std::string(referrals::state_name(outcome.to)))) {
    throw db::Fault(db::Fault::Kind::busy, "plan changed inside its own transaction");
  }
  if (began) return;
  tell_lead(tx, office, *file, "referral_outcome", "cases.referral_outcome", referral.id);
}

}  // namespace gishe::cases
