#pragma once
#include "places/stay_store.h"

/// The facts platform/access decides on, for places, stays and who waits.
namespace gishe::places {

/// Of a service's places: nobody's level but the provider's own.
access::Facts facts_of(const MunicipalityCode& municipality, const OrganisationId& organisation);
/// Of a stay: named by the person's own file or, where that is not shielded, by the stay's list; barred by the file.
access::Facts facts_of(db::Session& session, const Actor& actor, const Stay& stay);

}  // namespace gishe::places
