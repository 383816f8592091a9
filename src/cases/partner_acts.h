#pragma once
#include "cases/cases_access.h"
#include "cases/partner_store.h"

/// Who works on a case beside the team, and what a partner does there.
namespace gishe::cases {

inline constexpr RefusalCode no_such_partner{"cases.no_such_partner", 422};
inline constexpr RefusalCode partner_not_named{"cases.partner_not_named", 409};

struct Invitation {
  std::string email, role, section_title;
};
/// The account of a provider (keep_case). A shielded person's partner must be named for her first.
Result<Done> invite_partner(Office& office, const Actor& actor, const CaseId& id, const Invitation& invitation,
                            std::string_view once_key);
/// From this moment the case does not exist for the partner.
Result<Done> end_partner(Office& office, const Actor& actor, const CaseId& id, const AccountId& account,
                         std::string_view once_key);
Result<Done> add_member(Office& office, const Actor& actor, const CaseId& id, std::string_view name,
                        std::string_view role, std::string_view once_key);
Result<Done> end_member(Office& office, const Actor& actor, const CaseId& id, const Uuid& member,
                        std::string_view once_key);
/// The own section, by the partner herself (write_section); the lead worker finds a task.
Result<Done> write_section(Office& office, const Actor& actor, const CaseId& id, std::int64_t version,
                           std::string_view words, std::string_view once_key);

}  // namespace gishe::cases
