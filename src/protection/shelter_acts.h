#pragma once
#include "protection/crisis_acts.h"

/// From the question "is there a room" to the place: asked before anybody is named, referred in emergency, admitted.
namespace gishe::protection {

/// What a shelter answers: never where it is, never about whom it was asked.
struct ShelterAnswer {
  ServiceId service;
  std::string name, phone;
  std::string answer;  // room, full, by_phone; locale "protection.room.NAME"
  int rooms = 0;       // for answer room
};
/// Shelters whose place is hidden, which serve the actor's municipality; of its own district and zone first. Leaves a
/// ledger line that says nobody's name.
Result<std::vector<ShelterAnswer>> ask_shelters(Office& office, const Actor& actor);

struct ShelterReferral {
  CrisisContactId id;
  std::int64_t version = 0;
  ServiceId service;
  std::string words;      // what the centre must know at the door
  std::string transport;  // how she gets to the meeting point
};
/// Names the centre's accounts for her and her children, sends the emergency referral, adds the task of the transport.
Result<Done> refer_to_shelter(Office& office, const Actor& actor, const ShelterReferral& referral,
                              std::string_view once_key);

}  // namespace gishe::protection
