#pragma once
#include <vector>

#include "agreements/agreement_store.h"

/// The verbs of agreements: access → rule → store → ledger, in one transaction.
namespace gishe::agreements {

struct NewAgreement {
  MunicipalityCode to;
  std::string service_type;
  Terms terms;
};
/// Asks another municipality to agree. Refuses: with_oneself, nobody_to_ask, same_route, being_negotiated, words of the
/// fields to, service_type, places, cost, from, until, terms.
Result<AgreementRequestId> ask_to_agree(Office& office, const Actor& actor, const NewAgreement& asked,
                                        std::string_view once_key);
/// Counter-proposal, yes, no, withdrawal, notice: by the side whose step it is. A yes makes the quota in the same
/// transaction. Refuses: not_found, not_from_this_state, changed_meanwhile, same_route, words of the fields.
Result<State> take_step(Office& office, const Actor& actor, const Step& step, std::string_view once_key);

struct Seen {
  Record record;
  std::optional<Side> side;          // of who looks
  int used = 0;                      // referrals that hold a place under it now
  std::vector<store::Event> events;  // only of one that is opened
  std::vector<Verb> possible;
  Day first_end{};  // the earliest last day of a notice given today
  bool expiring = false;
};
std::vector<Seen> list_agreements(db::Session& session, const Actor& actor, Day today);
Result<Seen> open_agreement(db::Session& session, const Actor& actor, const AgreementRequestId& id, Day today);

}  // namespace gishe::agreements
