#pragma once
#include "people/people.h"
#include "retention/retention_store.h"

/// GDPR 18, by who answers requests (answer_request): a file is kept and read, not changed or passed on, until it is
/// lifted. people::why_closed and people::allowed_person hold it everywhere.
namespace gishe::retention {

struct Restriction {
  std::string ground, reason;
  AccountId by;
  Instant since;
  std::optional<Instant> lifted_at;
  std::string lifting_reason;
};
struct RestrictionView {
  PersonId person;
  std::string name;
  std::vector<Restriction> all;  // newest first
  bool runs = false;
};
/// accuracy, unlawful, claims, objection; words under restriction.ground.CODE.
const std::vector<std::string>& restriction_grounds();
/// Through a request of the person to restrict; leaves a ledger line.
Result<RestrictionView> open_restriction(Office& office, const Actor& actor, const SubjectRequestId& request);
/// `ground` empty: lifts the one that runs. Refuses not_from_this_state where it is so already.
Result<Done> set_restriction(Office& office, const Actor& actor, const SubjectRequestId& request,
                             std::string_view ground, std::string_view reason, std::string_view once_key);

namespace store {
std::optional<PersonId> find_restriction_request(db::Session& session, const access::Scope& scope,
                                                 const SubjectRequestId& id);
std::vector<Restriction> list_restrictions(db::Session& session, const MunicipalityCode& municipality,
                                           const PersonId& person);
bool restrict_file(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const Restriction& row);
bool lift_restriction(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& by,
                      Instant at, std::string_view reason);
}  // namespace store
}  // namespace gishe::retention
