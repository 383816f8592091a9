#pragma once
#include "departures/transfer_store.h"

/// The verbs of both sides of a transfer.
namespace gishe::departures {

struct OpenedMove {
  people::Person person;
  std::optional<Transfer> latest;
  std::vector<store::Item> items;  // what runs now, or what ran when it went over
};
/// The page of the side that offers; leaves a ledger line. Access: move_person.
Result<OpenedMove> open_move(Office& office, const Actor& actor, const PersonId& id);
/// Refuses offered_already, people::file_closed, no_desk_there, no_such_receiver and the fields.
Result<Done> offer_transfer(Office& office, const Actor& actor, const PersonId& id, const NewTransfer& typed,
                            std::string_view once_key);
Result<Done> withdraw_transfer(Office& office, const Actor& actor, const PersonId& id, std::string_view once_key);

struct OpenedTransfer {
  Transfer transfer;
  std::optional<people::Person> person;  // as it is offered: without address
  std::vector<store::Item> items;
};
/// The page of the other side; leaves a ledger line in the file. Access: receive_person, there.
Result<OpenedTransfer> open_transfer(Office& office, const Actor& actor, const TransferId& id);
/// In one transaction: the file here (or the one that has the number already), the end of all that ran there, the
/// closed file there. Gives back the file here.
Result<PersonId> receive_person(Office& office, const Actor& actor, const TransferId& id, std::int64_t version,
                                std::string_view once_key);
Result<Done> decline_transfer(Office& office, const Actor& actor, const TransferId& id, std::int64_t version,
                              std::string_view reason, std::string_view once_key);

}  // namespace gishe::departures
