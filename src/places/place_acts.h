#pragma once
#include "places/stay_acts.h"

/// Which places a service has. Access: keep_placements; beyond the capacity: update_capacity (the head's).
namespace gishe::places {

inline constexpr int places_at_once_max = 200;

struct NewPlaces {
  ServiceId service;
  std::string count;  // as typed, 1 to 200
  std::string kind = "seat", room, for_sex, age_min, age_max;
};
/// Numbers them on from the last one: "1", "2" …
Result<Done> make_places(Office& office, const Actor& actor, const NewPlaces& places, std::string_view once_key);
/// One more than the capacity for the next guest; goes when that guest goes.
Result<Done> make_extra(Office& office, const Actor& actor, const ServiceId& service, const std::string& decision,
                        std::string_view once_key);
/// Nobody is taken in there from today on. Refuses: place_in_use.
Result<Done> close_place(Office& office, const Actor& actor, const ServiceId& service, const PlaceId& place,
                         std::string_view once_key);

/// In somebody else's transaction, access asked; the place beyond the capacity like the last of these.
Result<Place> make_extra_place(db::Tx& tx, Office& office, const Actor& actor, const std::vector<Place>& places,
                               const std::string& decision);

}  // namespace gishe::places
