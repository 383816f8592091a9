#include "zones/zones_access.h"

#include <algorithm>

namespace gishe::zones {

access::Facts facts_of(const Plan& plan, const MunicipalityCode& reader) {
  access::Facts facts;
  facts.municipality = plan.municipality;
  if (std::find(plan.members.begin(), plan.members.end(), reader) != plan.members.end()) facts.to_municipality = reader;
  facts.sensitivity = Sensitivity::working;
  return facts;
}

}  // namespace gishe::zones
