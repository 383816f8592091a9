#pragma once
#include <optional>

#include "people/people.h"

/// What keeps a file from being used: it has gone into another one (src/merging), or its use is restricted (GDPR 18).
namespace gishe::people {

inline constexpr RefusalCode merged_file{"people.merged_file", 409};          // with {id}: the old id, which leads on
inline constexpr RefusalCode restricted_file{"people.restricted_file", 409};  // kept, read, not changed or passed on

namespace store {
/// The file that answers for this one, whatever lay between; nullopt: it answers for itself.
std::optional<PersonId> find_merged_into(db::Session& session, const MunicipalityCode& municipality,
                                         const PersonId& id);
struct Restriction {
  std::string ground;
  Instant since;
};
std::optional<Restriction> find_restriction(db::Session& session, const MunicipalityCode& municipality,
                                            const PersonId& id);
}  // namespace store

/// For an actor who was allowed the old file: the kept one, where it is hers to know; else nullopt.
std::optional<PersonId> leads_to(db::Session& session, const Actor& actor, access::Action action, const PersonId& id);

}  // namespace gishe::people
