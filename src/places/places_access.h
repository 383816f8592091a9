#pragma once
#include "places/stay_store.h"
#include "places/waiting.h"

/// The facts platform/access decides on, for places, stays and who waits.
namespace gishe::places {

/// Of a service's places: nobody's level but the provider's own.
access::Facts facts_of(const MunicipalityCode& municipality, const OrganisationId& organisation);
/// Of a stay: named by the person's own file or, where that is not shielded, by the stay's list; barred by the file.
access::Facts facts_of(db::Session& session, const Actor& actor, const Stay& stay);

/// Of somebody who waits: addressed to the house, of the municipality that sent; ties by the person's own file.
access::Facts facts_of(db::Session& session, const Actor& actor, const WaitingEntry& entry);

}  // namespace gishe::places
