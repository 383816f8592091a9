#pragma once
#include "places/stay.h"

/// Every statement on places; none holds anything about a person.
namespace gishe::places::store {

/// In order; at most 500. Of every service of an organisation: at most 2000.
std::vector<Place> list_places(db::Session& session, const ServiceId& service);
std::vector<Place> list_places_of(db::Session& session, const OrganisationId& organisation);
std::optional<Place> find_place(db::Session& session, const MunicipalityCode& municipality, const PlaceId& id);
bool keeps_places(db::Session& session, const ServiceId& service);

/// Whoever changes who has a place of this service waits here for the one before; until the transaction ends.
void lock_service(db::Tx& tx, const ServiceId& service);
void insert_place(db::Tx& tx, const Place& place, const AccountId& by, Instant at);
/// From the day after `last` nobody is taken in there.
void close_place(db::Tx& tx, const Place& place, Day last, std::string_view decision);

/// In use on that day; those of them that nobody holds. What was made beyond the capacity counts only while it is held.
Free count_free(db::Session& session, const ServiceId& service, Day today);

const db::Query* find_place_query(std::string_view name);

}  // namespace gishe::places::store
