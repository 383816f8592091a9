#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "hospital/discharge.h"
#include "platform/access/access.h"
#include "platform/db/db.h"

/// Every statement on discharge and discharge_event. Person and level are those of the application it became: a
/// discharge of a shielded person exists for nobody outside, and here only for who is named.
namespace gishe::hospital::store {

void insert(db::Tx& tx, const Discharge& discharge, std::string_view secret_hash, Instant now);
bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// State, outcome, case and version + 1; false when somebody was faster.
bool update(db::Tx& tx, const Discharge& after, Instant now);

/// For the hospital: by number (the secret is the key), or by id for its own machine up to a level.
std::optional<visitors::Kept<Discharge>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                        std::string_view number);
std::optional<Discharge> find_of_house(db::Session& session, const access::Scope& scope, const DischargeId& id);
/// Newest first.
std::vector<Discharge> list_of_house(db::Session& session, const access::Scope& scope, int limit);
/// For ports: whatever the level, inside an act or beside a page that asked access itself.
std::optional<Discharge> find_by_application(db::Session& session, const MunicipalityCode& municipality,
                                             const ApplicationId& id);
std::optional<Discharge> find_by_case(db::Session& session, const MunicipalityCode& municipality, const CaseId& id);

/// For the desk and the worker: those that were taken, with the person's name, within these eyes.
std::optional<Discharge> find(db::Session& session, const access::Scope& scope, const DischargeId& id);
/// Newest first, behind `before`.
std::vector<Discharge> list(db::Session& session, const access::Scope& scope, const std::optional<DischargeId>& before,
                            int limit);

/// Sent to the scope's desk and not taken yet: how many, and the first day an answer is due.
std::pair<std::int64_t, std::optional<Day>> count_waiting(db::Session& session, const access::Scope& scope);

struct Event {
  Instant at;
  std::string verb;
  std::optional<AccountId> by;  // nullopt: the hospital
  std::string from, to, reason, note;
  std::optional<Day> on;
};
/// seq is the version the step made. Throws db::Conflict when the same admission was told already.
void insert_event(db::Tx& tx, const Discharge& after, const Event& event);
std::vector<Event> list_events(db::Session& session, const Discharge& discharge);

}  // namespace gishe::hospital::store
