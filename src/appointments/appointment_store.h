#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "appointments/appointment.h"
#include "appointments/desk_hours.h"
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "platform/visitors/receipt.h"

/// Appointments as rows. Lists for staff take a Scope; what a person sees is found by number and secret.
namespace gishe::appointments {

struct Free {
  int minute = 0;
  int counters = 0;  // free at once
};
/// Free slots of a day that begin at `from` or later.
std::vector<Free> list_free(db::Session& session, const Plan& plan, Day day, Instant from);

bool number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// With the counter unsaid (1): holds refer to the row, so it is there first.
void insert_appointment(db::Tx& tx, const Appointment& a, std::string_view secret_hash);
void keep_counter(db::Tx& tx, const Appointment& a);
/// Takes the first free counter of a slot for this appointment; nullopt: none is free. The database's key decides, so
/// two at the same moment never get the same one.
std::optional<int> take_slot(db::Tx& tx, const Plan& plan, const AppointmentId& id, Day day, int minute);
void release_slot(db::Tx& tx, const MunicipalityCode& municipality, const AppointmentId& id);
/// State, time, arrival, counter; false when the version is stale. `a` then has the new version.
bool update_appointment(db::Tx& tx, Appointment& a);
void insert_event(db::Tx& tx, const Appointment& a, const Event& event);

/// The hash is empty once erased.
std::optional<visitors::Kept<Appointment>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                          std::string_view number);
std::optional<Appointment> find_appointment(db::Session& session, const access::Scope& scope, const AppointmentId& id);
/// By time; at most `limit`.
std::vector<Appointment> list_of_day(db::Session& session, const access::Scope& scope, Day day, int limit);
std::vector<Event> list_events(db::Session& session, const MunicipalityCode& municipality, const AppointmentId& id);
/// Open ones from this day on outside the hours: found by whoever changes them. At most `limit`.
std::vector<Appointment> list_open_from(db::Session& session, const access::Scope& scope, Day from, int limit);
/// Inside the folder, after the secret or the access has been asked.
std::optional<Appointment> find_in(db::Session& session, const MunicipalityCode& municipality, const AppointmentId& id);

/// Open appointments of one contact from this day on.
std::int64_t count_open_of(db::Session& session, const MunicipalityCode& municipality, std::string_view phone,
                           std::string_view email, Day from);
/// Open ones, of any day, of somebody reached so; an empty telephone or e-mail reaches nobody.
std::vector<Appointment> list_open_of_contact(db::Session& session, const MunicipalityCode& municipality,
                                              std::string_view phone, std::string_view email, int limit);
/// Takes name, phone, e-mail, secret and service from those before this day; at most 500 at a time, how many.
std::int64_t erase_contacts(db::Tx& tx, const MunicipalityCode& municipality, Day before, Instant at);

}  // namespace gishe::appointments
