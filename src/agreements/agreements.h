#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"
#include "referrals/referrals.h"

/// What a municipality buys of another: who has the service we lack, what was agreed, and the bill of a month.
/// README.md of this folder.
namespace gishe::agreements {

inline constexpr RefusalCode same_route{"agreements.same_route", 409};  // with {number}
inline constexpr RefusalCode being_negotiated{"agreements.being_negotiated", 409};
inline constexpr RefusalCode with_oneself{"agreements.with_oneself", 422};
inline constexpr RefusalCode places_wrong{"agreements.places_wrong", 422};  // with {max}
inline constexpr RefusalCode cost_wrong{"agreements.cost_wrong", 422};
inline constexpr RefusalCode dates_wrong{"agreements.dates_wrong", 422};
inline constexpr RefusalCode too_early{"agreements.too_early", 422};          // with {day}
inline constexpr RefusalCode nobody_to_ask{"agreements.nobody_to_ask", 409};  // no account there may answer

/// What was agreed before this house kept agreements, and the demo: recorded as signed, together with its quota.
struct Signed {
  MunicipalityCode from, to;
  std::string service_type, number;
  int places = 0;
  std::int64_t unit_cost_cents_per_day = 0;
  Day valid_from, valid_until;
};
AgreementRequestId record_signed(db::Tx& tx, const Signed& agreed, Instant at);

/// Agreements that rest on a zone one of the two has left end on its last day there; open referrals finish. How many.
int end_with_zone(Office& office);

/// The monthly reports of a referral, for its page (wired to referrals::show_beside_with).
std::vector<referrals::Beside> beside_referral(db::Session& session, const words::Words& words,
                                               const referrals::Referral& referral, bool as_receiver);

/// The demo: a request that waits for Стрелча; last month's reports of a provider, and their bill, sent.
void load_demo(Office& office, const Actor& asker, const Actor& provider);

web::Routes routes();  // /gaps, /agreements …

}  // namespace gishe::agreements
