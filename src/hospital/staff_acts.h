#pragma once
#include "hospital/discharge_store.h"
#include "hospital/hospital.h"

/// What the desk and the worker do with a discharge that was taken. Each: access → rule → store → ledger.
namespace gishe::hospital {

struct AllowedDischarge {
  Discharge discharge;
  const char* rule = "";
};
/// Facts are the person's own; else not_found or not_your_function.
Result<AllowedDischarge> allowed_discharge(db::Session& session, const Actor& actor, access::Action action,
                                           const DischargeId& id);
/// For reading: the ledger line "discharge.opened" is on disk before the answer.
Result<AllowedDischarge> open_discharge(Office& office, const Actor& actor, const DischargeId& id);

/// Who may start a case in this municipality.
std::vector<people::Colleague> list_workers(db::Session& session, const MunicipalityCode& municipality, Day on);
/// The desk gives it to a social worker of its municipality: she is on the person's team from today, and is told.
Result<Done> give_to_worker(Office& office, const Actor& actor, const DischargeId& id, const AccountId& worker,
                            std::string_view once_key);
/// A case of this type, led by who starts it. Refuses what cases::start_case_in refuses, not_from_this_state,
/// changed_meanwhile.
Result<CaseId> start_case_of(Office& office, const Actor& actor, const DischargeId& id, std::string_view type,
                             std::string_view reason, std::string_view once_key);
/// The loop ends: `verb` complete with an outcome, or not_started with a reason code (decline_reasons).
struct Ending {
  DischargeId id;
  std::int64_t version = 0;
  std::string verb, reason;
};
Result<Done> end_discharge(Office& office, const Actor& actor, const Ending& ending, std::string_view once_key);

}  // namespace gishe::hospital
