#pragma once
#include <vector>

#include "platform/office/office.h"

/// Who of a house may be named for somebody shielded: those who hold a post there today and show a second factor.
namespace gishe::protection {

/// Everybody on duty at a shelter.
std::vector<AccountId> list_duty(db::Session& session, const MunicipalityCode& municipality,
                                 const OrganisationId& organisation, Day on);
/// The heads of a house, those who have set a second factor up.
std::vector<AccountId> list_heads(db::Session& session, const MunicipalityCode& municipality,
                                  const OrganisationId& organisation, Day on);
/// The officers of a child protection department.
std::vector<AccountId> list_child_officers(db::Session& session, const MunicipalityCode& municipality,
                                           const OrganisationId& organisation, Day on);

}  // namespace gishe::protection
