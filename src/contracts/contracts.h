#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"
#include "referrals/referrals.h"

/// The contract between a provider and the person it serves. README.md draws its life.
namespace gishe::contracts {

/// referrals::ask_contract_with: nullopt when the service may begin, else contract_needed on the field "reason".
std::optional<Refusal> why_not_begin(db::Session& session, const referrals::Referral& referral, Day today);

/// The contract of a referral, for its page (wired to referrals::show_beside_with).
std::vector<referrals::Beside> beside_referral(db::Session& session, const words::Words& words,
                                               const referrals::Referral& referral, bool as_receiver);

/// Told by referrals: the contract of one that is over is over too (wired in app/wiring).
void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome);

/// What the person reads of her own: own_file has asked see_own_file. Never a shielded one, never a hidden place.
struct OwnContract {
  std::string number, service, organisation, state, fee, period;  // in words
};
std::vector<OwnContract> list_for_own_eyes(db::Session& session, const access::Scope& scope, const words::Words& words,
                                           const MunicipalityCode& municipality, const PersonId& person);

/// The demo: contracts of a house's latest referrals: one signed and amended, one offered, one begun.
void load_demo(Office& office, const Actor& head);

web::Routes routes();  // /contracts, /referrals/{id}/contract …

}  // namespace gishe::contracts
