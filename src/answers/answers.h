#pragma once
#include <optional>
#include <string>

#include "platform/office/office.h"
#include "platform/web/web.h"
#include "referrals/referrals.h"

/// A receiver without an account (hospital, GP) answers a referral by a link that works once. README.md of this folder.
namespace gishe::answers {

inline constexpr RefusalCode link_gone{"answers.link_gone", 404};  // used, over, withdrawn, wrong: not said which
inline constexpr RefusalCode wait_first{"answers.wait_first", 429};
inline constexpr RefusalCode not_for_shielded{"answers.not_for_shielded", 409};

/// What the sender sees of links on the page of a referral (wired to referrals::show_beside_with).
std::vector<referrals::Beside> beside_referral(db::Session& session, const words::Words& words,
                                               const referrals::Referral& referral, bool as_receiver);

web::Routes routes();  // /answer/{token}, /referrals/{id}/answer-link

}  // namespace gishe::answers
