#include "protection/crew.h"

#include "staff/staff.h"

namespace gishe::protection {
namespace {

std::vector<AccountId> list_surely_known(db::Session& session, Function function, const MunicipalityCode& municipality,
                                         const OrganisationId& organisation, Day on) {
  std::vector<AccountId> list;
  const bool always = access::needs_second_factor(function);  // opens nothing before it is set up
  for (const auto& account : staff::list_holders(session, function, municipality, organisation, on)) {
    if (!account.disabled && (always || staff::has_second_factor(session, account.id))) list.push_back(account.id);
  }
  return list;
}

}  // namespace

std::vector<AccountId> list_duty(db::Session& session, const MunicipalityCode& municipality,
                                 const OrganisationId& organisation, Day on) {
  return list_surely_known(session, Function::crisis_worker, municipality, organisation, on);
}

std::vector<AccountId> list_heads(db::Session& session, const MunicipalityCode& municipality,
                                  const OrganisationId& organisation, Day on) {
  return list_surely_known(session, Function::provider_head, municipality, organisation, on);
}

std::vector<AccountId> list_child_officers(db::Session& session, const MunicipalityCode& municipality,
                                           const OrganisationId& organisation, Day on) {
  return list_surely_known(session, Function::child_protection, municipality, organisation, on);
}

}  // namespace gishe::protection
