#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hospital/discharge.h"
#include "hospital/hospital.h"

/// The invitation: the desk makes it for a house of the directory; whoever holds it sends one person, once.
namespace gishe::hospital {

struct HospitalLink {
  Uuid id;
  MunicipalityCode municipality;
  OrganisationId house;
  std::string house_name;
  std::string state = "open";  // open, used, withdrawn
  Day expires_on;
  std::string sent_to;  // e-mail; empty: handed over
  AccountId made_by;
  Instant made_at;
};
inline constexpr int open_links_max = 50;  // of one municipality

namespace store {
std::optional<HospitalLink> find_by_hash(db::Session& session, const MunicipalityCode& municipality,
                                         std::string_view token_hash);
std::optional<HospitalLink> find_link(db::Session& session, const access::Scope& scope, const Uuid& id);
/// Of the scope's municipality, newest first, at most 50.
std::vector<HospitalLink> list_links(db::Session& session, const access::Scope& scope);
std::int64_t count_open_links(db::Session& session, const MunicipalityCode& municipality, Day today);
void insert_link(db::Tx& tx, const HospitalLink& link, std::string_view token_hash);
/// False when it was closed meanwhile: of twenty at once one closes it.
bool close_link(db::Tx& tx, const HospitalLink& link, std::string_view state, Instant at);
}  // namespace store

/// Makes one; the address is given back once and kept as a keyed hash. With an e-mail it is sent there too. Refuses
/// not_your_function, not_in_list (house, email), too_many_links. A double click makes a second one.
struct MadeLink {
  HospitalLink link;
  std::string address;
};
Result<MadeLink> make_link(Office& office, const Actor& actor, const OrganisationId& house, std::string_view email);
Result<Done> withdraw_link(Office& office, const Actor& actor, const Uuid& id, std::string_view once_key);
/// A link that works now; used, over, withdrawn or wrong: link_gone. One that never was counts against the network it
/// comes from, and after a few wait_first comes even for a good one.
Result<HospitalLink> look_at_link(Office& office, std::string_view token, std::string_view remote);
std::optional<HospitalLink> find_working(db::Session& session, const Office& office, std::string_view token);

}  // namespace gishe::hospital
