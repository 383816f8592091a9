#include "places/places_access.h"

#include <algorithm>

#include "people/people.h"

namespace gishe::places {

access::Facts facts_of(const MunicipalityCode& municipality, const OrganisationId& organisation) {
  access::Facts facts;
  facts.municipality = facts.to_municipality = municipality;
  facts.organisation = facts.to_organisation = organisation;
  facts.sensitivity = Sensitivity::working;
  return facts;
}

access::Facts facts_of(db::Session& session, const Actor& actor, const Stay& stay) {
  access::Facts facts = facts_of(stay.municipality, stay.organisation);
  facts.sensitivity = stay.sensitivity;
  bool file_is_shielded = false;
  if (stay.person) {
    if (const auto file = people::facts_of(session, actor, stay.person_municipality, *stay.person)) {
      facts.sensitivity = std::max(facts.sensitivity, file->sensitivity);
      facts.relations |= file->relations & (access::named | access::barred);
      file_is_shielded = file->sensitivity == Sensitivity::shielded;
    }
  }
  if (!file_is_shielded && store::is_named(session, stay, actor.account)) facts.relations |= access::named;
  return facts;
}

access::Facts facts_of(db::Session& session, const Actor& actor, const WaitingEntry& entry) {
  access::Facts facts;
  facts.municipality = entry.from_municipality;
  facts.to_municipality = entry.municipality;
  facts.to_organisation = entry.organisation;
  facts.sensitivity = entry.sensitivity;
  if (const auto file = people::facts_of(session, actor, entry.from_municipality, entry.person)) {
    facts.sensitivity = std::max(facts.sensitivity, file->sensitivity);
    facts.relations |= file->relations & (access::named | access::barred | access::on_team);
  }
  return facts;
}

}  // namespace gishe::places
