#pragma once
#include <map>

#include "zones/programme.h"
#include "zones/supply.h"

/// Places of one kind of service as somebody would have them, and what that comes to. Pure.
namespace gishe::zones {

/// By settlement of a Ways; nobody has said how many places is 0, a settlement that is absent has none of it.
using PlacesAt = std::map<int, std::int64_t>;
PlacesAt places_of(const Ways& ways);
/// The same people and ways with these places.
Ways with_places(Ways ways, const PlacesAt& places);

/// What a place costs in a year, and how the members divide it.
struct Price {
  std::int64_t cents = 0;         // 0: nobody has said
  std::string share_key = "use";  // of share_keys; use: by the places on a member's own land
};

struct OfMember {
  std::int64_t people = 0, reached = 0;  // of its settlements
  std::int64_t places = 0, cents = 0;    // on its land; what it pays in a year
};
struct Outcome {
  Nearness near;
  int sites = 0;
  std::int64_t places = 0, cents = 0;        // together; in a year
  std::int64_t reached = 0;                  // people within the minutes
  std::optional<std::int64_t> mean_minutes;  // of those who have a way, in thousandths; nothing where nobody has one
  std::optional<int> farthest;               // the settlement with the longest way to its nearest
  std::map<MunicipalityCode, OfMember> members;
};
/// `member_of`: by settlement.
Outcome outcome_of(const Ways& ways, const std::vector<MunicipalityCode>& member_of, int minutes, const Price& price);

/// Whether a settlement is near, beside today.
enum class Change : std::uint8_t { near, newly_near, no_longer_near, far };
std::string_view name_of(Change change);
std::vector<Change> changes(const Nearness& today, const Nearness& then, int minutes);

}  // namespace gishe::zones
