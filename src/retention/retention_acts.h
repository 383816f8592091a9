#pragma once
#include "people/people.h"
#include "retention/retention.h"
#include "retention/retention_store.h"

/// The verbs of keep_retention. Every opening and every decision leaves its line on the person.
namespace gishe::retention {

struct Opened {
  Item item;
  std::string person;  // name
  Due due;             // as it stands now
  std::vector<std::string> open;
  std::vector<store::Event> events;
};
Result<Opened> open_item(Office& office, const Actor& actor, const ItemId& id);

/// The item of an open request to be erased, made where there is none.
Result<ItemId> item_for_request(Office& office, const Actor& actor, const SubjectRequestId& request,
                                std::string_view once_key);

struct Decision {
  ItemId id;
  std::int64_t version = 0;
  std::string reason;  // hold: one of hold_reasons()
  std::string words;
  bool looked_at = false;  // erasing: who decides has read what will be gone
};
/// hold, release. Refuses not_from_this_state, changed_meanwhile.
Result<Done> take_step(Office& office, const Actor& actor, std::string_view step, const Decision& decision,
                       std::string_view once_key);
/// Erases, for good. Refuses is_held, still_open, not_looked_at; before its time only with a reason. Rows gone.
Result<std::int64_t> approve(Office& office, const Actor& actor, const Decision& decision, std::string_view once_key);

}  // namespace gishe::retention
