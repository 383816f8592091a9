#include "complaints/employees.h"

#include <algorithm>

#include "staff/staff.h"

namespace gishe::complaints {

std::vector<people::Colleague> list_employees(db::Session& session, const MunicipalityCode& municipality, Day on) {
  using enum Function;
  std::vector<people::Colleague> list;
  for (const Function f :
       {desk_officer, social_worker, provider_head, supervisor, mayor, administrator, directory_editor, centre_manager,
        provider_specialist, crisis_worker, commission_secretary, child_protection, data_protection, zone_planner}) {
    for (const auto& a : staff::list_holders(session, f, municipality, {}, on)) {
      const bool there = std::any_of(list.begin(), list.end(), [&](const auto& c) { return c.account == a.id; });
      if (!there) list.push_back({a.id, a.name, a.email});
    }
  }
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return list;
}

}  // namespace gishe::complaints
