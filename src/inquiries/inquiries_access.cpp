#include "inquiries/inquiries_access.h"

namespace gishe::inquiries {

access::Facts contact_facts(const MunicipalityCode& municipality) {
  access::Facts facts;
  facts.municipality = municipality;
  facts.sensitivity = Sensitivity::working;
  return facts;
}

access::Facts inquiry_facts(const MunicipalityCode& municipality) {
  access::Facts facts;
  facts.municipality = municipality;
  facts.sensitivity = Sensitivity::personal;
  return facts;
}

}  // namespace gishe::inquiries
