#include "agreements/agreements.h"
#include "answers/answers.h"
#include "app/wiring/wiring.h"
#include "cases/cases.h"
#include "contracts/contracts.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "open_data/open_data.h"
#include "people/people.h"
#include "places/places.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

namespace gishe::app::wiring {

static std::optional<people::Correspondent> correspondent(db::Session& session, const AccountId& id) {
  const auto account = staff::find_account(session, id);
  if (!account) return std::nullopt;
  const auto actor = account->disabled ? std::nullopt : staff::actor_for(session, account->email);
  const bool opens_files = actor && access::function_may(*actor, access::Action::open_person);
  return people::Correspondent{account->name, account->email, account->language, opens_files};
}

/// The desk's line, the case's action and the contract are told of the same answer.
static void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome) {
  desk::referral_changed(tx, office, outcome);
  cases::referral_changed(tx, office, outcome);
  contracts::referral_changed(tx, office, outcome);
}

void join_capabilities() {
  referrals::show_beside_with({&answers::beside_referral, &contracts::beside_referral, &agreements::beside_referral});
  referrals::ask_contract_with(&contracts::why_not_begin);
  referrals::set_listener(&referral_changed);
  referrals::set_places({&places::referral_step, &places::standing_of});
  people::find_correspondents_with(&correspondent);
  people::list_applied_with(&desk::list_applied);
  people::follow_sensitivity_with({&desk::person_level_changed, &referrals::person_level_changed});
  join_colleagues();
  join_inquiries();
  join_day();
  join_hand_over();
  join_leaving();
  join_hospital();
  join_paper();
  directory::set_entry_listener(&open_data::entry_changed);
  staff::list_organisations_with(&directory::list_organisations);
  staff::ask_second_factor_with(&people::is_named_for_somebody);
}

}  // namespace gishe::app::wiring
