#pragma once
#include "hospital/fhir_bundle.h"
#include "hospital/send.h"

/// What a machine of a house may do: verb exchange_fhir, both ends of an exchange are addressed to its house. A machine
/// of no house does nothing here, and a shielded person is not there for any.
namespace gishe::hospital::fhir {

/// One exchange as this machine may see it: what its house sent, or what was sent to its house.
struct Exchange {
  std::optional<Discharge> sent;
  std::string question;  // of the desk about what was sent
  std::optional<referrals::Referral> received;
  const char* rule = "";
};
Result<Exchange> find_exchange(db::Session& session, const Actor& actor, const Uuid& id);
/// With its ledger line.
Result<Exchange> open_exchange(Office& office, const Actor& actor, const Uuid& id);
/// Newest first, at most 50 of each kind.
Result<std::vector<Exchange>> list_exchanges(Office& office, const Actor& actor);
/// The package of what was sent to its house, as a link shows it: sent becomes delivered.
Result<referrals::ForLink> open_package(Office& office, const Actor& actor, const Uuid& id);

Result<Exchange> receive(Office& office, const Actor& actor, const Incoming& incoming, std::string_view once_key);
Result<Exchange> admit(Office& office, const Actor& actor, const Admission& admission, std::string_view once_key);
/// `version`: what If-Match says, or -1.
Result<Exchange> change_status(Office& office, const Actor& actor, const Uuid& id, const StatusChange& change,
                               std::int64_t version, std::string_view once_key);

}  // namespace gishe::hospital::fhir
