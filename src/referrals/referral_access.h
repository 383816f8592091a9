#pragma once
#include "referrals/referral.h"

/// The facts platform/access decides on, for referrals.
namespace gishe::referrals {

/// Sender and receiver follow from the actor's post, package_open from the state, named and on_team from the person.
/// The level is the higher of the referral's and the person's own: who becomes shielded takes the referral along.
access::Facts facts_of(db::Session& session, const Actor& actor, const Record& record);

/// For lists, where no single action is asked: false when the row must not exist for this actor.
bool exists_for(db::Session& session, const Actor& actor, const Record& record);

}  // namespace gishe::referrals
