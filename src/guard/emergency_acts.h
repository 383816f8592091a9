#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guard/emergency.h"
#include "guard/emergency_store.h"
#include "people/people.h"

/// The verbs of an emergency. Each: access → rule → store → ledger, in one transaction.
namespace gishe::guard {

struct EmergencyRequest {
  std::optional<PersonId> person;  // found by search; else by the whole number
  std::string number;
  std::string reason_code, reason;
};
/// Opens one file of the own municipality for a while and tells its keepers and the data protection officer. A shielded
/// file, one the account is barred from and none at all are the same no_such_file.
Result<EmergencyOpeningId> break_glass(Office& office, const Actor& actor, const EmergencyRequest& request,
                                       std::string_view once_key);

struct InEmergency {
  Opening opening;
  people::Person person;
  std::vector<people::Representative> representatives;
};
/// Each read has its ledger line. not_found for another's opening; time_is_over after it.
Result<InEmergency> open_in_emergency(Office& office, const Actor& actor, const EmergencyOpeningId& id);
/// Gives it back before its time.
Result<Done> end_emergency(Office& office, const Actor& actor, const EmergencyOpeningId& id);

struct Review {
  std::vector<store::Reviewed> openings;
  std::vector<std::string> openers;  // names, one for each
};
Result<Review> open_review(Office& office, const Actor& actor);
/// By somebody else than who opened (own_opening). A verdict of not_justified says why.
Result<Done> review_emergency(Office& office, const Actor& actor, const EmergencyOpeningId& id,
                              std::string_view verdict, std::string_view note, std::string_view once_key);

}  // namespace gishe::guard
