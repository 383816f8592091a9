#pragma once
#include "hospital/discharge.h"
#include "hospital/hospital.h"
#include "hospital/link.h"

/// The hospital's verbs: send, and with number and secret see, answer, withdraw, tell of an admission.
namespace gishe::hospital {

inline constexpr int sent_per_day_max = 100;  // to one municipality

struct Arrival {
  MunicipalityCode municipality;
  OrganisationId house;
  std::optional<Uuid> link;
};
/// Inside a transaction: the record, the desk's inbox, the ledger line. `rule` is what allowed it. Refuses what
/// why_not_told says, not_in_list (needs, settlement), too_many_today. Given::also: the day of the answer.
Result<visitors::Given> send_in(db::Tx& tx, Office& office, const Actor& actor, const Arrival& arrival,
                                const Told& told, const char* rule);
/// By the link, which it uses up; a double click gives the same number and secret again.
Result<visitors::Given> send_by_link(Office& office, std::string_view token, const Told& told,
                                     std::string_view once_key, std::string_view remote);

/// What the hospital sees: state and outcome, the desk's question, what it told itself. Nothing of the file.
struct Seen {
  Discharge discharge;
  std::string question;  // as question_of
  std::vector<Day> admissions;
  bool may_answer = false, may_withdraw = false, may_tell_admission = false;
};
/// The desk's words, while it asks or when it declined.
std::string question_of(db::Session& session, const Discharge& discharge);
/// Refuses wrong_number_or_secret (a person shielded since, too), wait_first.
Result<Seen> follow(Office& office, const visitors::Typed& key);

struct HouseStep {
  std::string verb;  // answer, withdraw, readmit
  std::string words, day;
};
/// Inside a transaction, for link and FHIR alike. Refuses not_from_this_state, no_case_open, already_told,
/// changed_meanwhile and the words of its fields.
Result<Discharge> house_step_in(db::Tx& tx, Office& office, const Discharge& discharge, const HouseStep& step);
Result<Done> house_step(Office& office, const visitors::Typed& key, const HouseStep& step, std::string_view once_key);

/// One step of the table: the row, its event, the message to the hospital where the other side moved. Refuses
/// not_from_this_state, changed_meanwhile.
struct Moved {
  std::string_view verb;
  Side side;
  std::string reason = {}, note = {};
  std::optional<Day> on = {};
  std::optional<CaseId> of_case = {};
};
Result<Discharge> move_in(db::Tx& tx, Office& office, const std::optional<AccountId>& by, const Discharge& before,
                          const Moved& moved);

}  // namespace gishe::hospital
