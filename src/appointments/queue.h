#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "appointments/ticket.h"
#include "platform/office/office.h"

/// What happens in the queue.
namespace gishe::appointments {

inline constexpr int waiting_at_most = 200;  // more people than any waiting room holds
inline constexpr int called_before_max = 60;

/// The tablet in the hall shows a key that the desk has made; without it a number is not to be had from outside.
struct Kiosk {
  MunicipalityCode desk;
  std::string key;
};
bool is_kiosk(db::Session& session, const Office& office, const Kiosk& kiosk);

/// A number for a subject, at the tablet. Refuses not_a_kiosk, queue_full.
Result<Ticket> take_ticket(Office& office, const Kiosk& kiosk, std::string_view subject, std::string_view once_key);
/// "I have an appointment": the number of an appointment of today gives a ticket that is called at its time. The same
/// appointment gets the same ticket again.
Result<Ticket> check_in(Office& office, const Kiosk& kiosk, std::string_view appointment_number,
                        std::string_view once_key);

// The desk. Access: keep_queue.
Result<Ticket> take_ticket_by_desk(Office& office, const Actor& actor, std::string_view subject,
                                   std::string_view once_key);
Result<Ticket> check_in_by_desk(Office& office, const Actor& actor, const AppointmentId& id, std::string_view once_key);
/// Ends what this counter had (done), then calls who is next by next_in_line; nullopt: nobody waits.
struct Called {
  std::optional<Ticket> next;
};
Result<Called> call_next(Office& office, const Actor& actor, int counter, std::string_view once_key);
enum class TicketStep { recall, done, noshow, put_back };
std::optional<TicketStep> ticket_step_from(std::string_view name);
Result<Done> step_ticket(Office& office, const Actor& actor, const TicketId& id, std::int64_t version, TicketStep step);
/// A new key for the tablet; the one before no longer opens. Shown once.
Result<std::string> make_kiosk_key(Office& office, const Actor& actor);

struct QueueNow {
  std::vector<Ticket> waiting, called;  // called: the latest first, ended ones too
  int counters = 1;
  std::optional<int> usual_wait_minutes;
};
/// The state of a desk's queue: numbers only, open to everybody who looks at the wall.
QueueNow queue_now(db::Session& session, const Office& office, const MunicipalityCode& desk);

}  // namespace gishe::appointments
