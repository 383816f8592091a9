#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "appointments/ticket.h"
#include "platform/db/db.h"

/// The queue of one desk and day. A ticket is a number: it holds nothing personal.
namespace gishe::appointments {

/// The next number of the day. On PostgreSQL the day's row stays locked until the transaction ends.
std::int64_t take_number(db::Tx& tx, const MunicipalityCode& municipality, Day day);
void insert_ticket(db::Tx& tx, const Ticket& ticket);
/// State, counter, calls; false when somebody else changed it meanwhile. `ticket` then has the new version.
bool update_ticket(db::Tx& tx, Ticket& ticket, const AccountId& by, Instant now);

std::optional<Ticket> find_ticket(db::Session& session, const MunicipalityCode& municipality, const TicketId& id);
std::optional<Ticket> find_ticket_of(db::Session& session, const MunicipalityCode& municipality,
                                     const AppointmentId& appointment);
/// By number; at most 300.
std::vector<Ticket> list_waiting(db::Session& session, const MunicipalityCode& municipality, Day day);
/// Those called today, the latest call first; at most `limit`.
std::vector<Ticket> list_called(db::Session& session, const MunicipalityCode& municipality, Day day, int limit);
std::int64_t count_waiting(db::Session& session, const MunicipalityCode& municipality, Day day);

/// Ends what is still open of days before this one; how many.
std::int64_t close_tickets_before(db::Tx& tx, Day day, Instant now);

}  // namespace gishe::appointments
