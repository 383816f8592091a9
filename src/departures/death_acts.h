#pragma once
#include "departures/death_store.h"

/// The verbs on a death: recorded, told to the household by a human, undone.
namespace gishe::departures {

struct OpenedDeath {
  people::Person person;
  std::optional<Death> death;
  std::vector<store::Item> items;  // what would end; once recorded: what has ended
  std::string recorded_by, told_by;
  bool may_undo = false;
};
/// Opening the page leaves a ledger line. Access: record_death.
Result<OpenedDeath> open_death(Office& office, const Actor& actor, const PersonId& id);

/// In one transaction: the record, the end of everything that ran, the closed file; nothing is sent to the person or
/// the household. Refuses recorded_already, people::file_closed and the fields.
Result<Done> record_death(Office& office, const Actor& actor, const PersonId& id, const NewDeath& typed,
                          std::string_view once_key);
/// A human has spoken to the household; how, of told_ways.
Result<Done> household_told(Office& office, const Actor& actor, const PersonId& id, std::string_view how,
                            std::string_view once_key);
/// It was a mistake: within the rule death.undo, by somebody who leads (hand_over) and did not record it. The file and
/// its cases open again; what was withdrawn elsewhere stays withdrawn and is listed.
Result<Done> undo_death(Office& office, const Actor& actor, const PersonId& id, std::string_view reason,
                        std::string_view once_key);

}  // namespace gishe::departures
