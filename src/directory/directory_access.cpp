#include "directory/directory.h"

namespace gishe::directory {

access::Facts facts_of(const Service& service) {
  access::Facts facts;
  facts.municipality = service.municipality;
  facts.organisation = service.organisation;
  return facts;
}

}  // namespace gishe::directory
