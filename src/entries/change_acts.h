#pragma once
#include "entries/entry_change.h"

/// From a proposal to a published entry: one person proposes, another publishes.
namespace gishe::entries {

/// Proposes other words for an entry, or again after it was returned to the same person. Access: change_service.
/// Refuses an entry that is archived, a value that cannot be, and one on which somebody else's change is open.
struct Proposal {
  ServiceId service;
  std::int64_t version = 0;  // of the entry the form was made from
  Wanted wanted;
  std::string note;  // for who decides; never shown to the public
};
Result<EntryChangeId> propose_change(Office& office, const Actor& actor, const Proposal& proposal,
                                     std::string_view once_key);

/// A service that is not in the directory yet: it is listed when a second person publishes it. Access: change_service
/// on the organisation; it lies in the organisation's municipality.
struct NewEntry {
  OrganisationId organisation;
  Wanted wanted;
  std::string note;
};
Result<EntryChangeId> propose_entry(Office& office, const Actor& actor, const NewEntry& entry,
                                    std::string_view once_key);

/// By the one who proposed it, while it is open.
Result<Done> withdraw_change(Office& office, const Actor& actor, const ServiceId& service, std::int64_t version,
                             std::string_view once_key);

/// Access: review_entry, and never the one who proposed it. Publishing confirms the entry as of today; returning and
/// rejecting need words.
enum class Verdict { publish, give_back, reject };
struct Decision {
  EntryChangeId change;
  std::int64_t version = 0;
  Verdict verdict = Verdict::publish;
  std::string words;
};
Result<Done> decide_change(Office& office, const Actor& actor, const Decision& decision, std::string_view once_key);

/// "Everything is right", in one tap: the entry is confirmed as of today. Access: change_service.
Result<Done> confirm_entry(Office& office, const Actor& actor, const ServiceId& service, std::string_view once_key);

}  // namespace gishe::entries
