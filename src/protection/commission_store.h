#pragma once
#include <vector>

#include "platform/office/office.h"
#include "protection/commission.h"

/// Every statement on cases before the commission. What is sealed is read by nobody but who has just unsealed it.
namespace gishe::protection {

bool case_number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
void insert_case(db::Tx& tx, const Office& office, const CommissionCase& c);
/// Writes what changes (state, links, days, outcome) where the version still is c.version, and the event; false:
/// changed meanwhile. Nobody acts: `by` is nil.
bool update_case(db::Tx& tx, const CommissionCase& c, CaseState from, CaseVerb verb, const AccountId& by, Instant at,
                 std::string_view reason);
/// The links alone, without a step: ОЗД informed, referral sent.
bool link_case(db::Tx& tx, const CommissionCase& c);

std::optional<CommissionCase> find_case(db::Session& session, const Office& office, const access::Scope& scope,
                                        const CommissionCaseId& id);
/// For the act of a centre that has found its measure; a sealed one is not there.
std::optional<CommissionCase> case_of_measure(db::Session& session, const Office& office,
                                              const MunicipalityCode& municipality, const CommissionCaseId& id);
/// Not sealed ones; open ones first, newest first.
std::vector<CommissionCase> list_cases(db::Session& session, const Office& office, const access::Scope& scope,
                                       int limit);
struct CaseEvent {
  Instant at;
  AccountId by;  // nil: the clock
  std::string verb, reason;
};
std::vector<CaseEvent> list_case_events(db::Session& session, const CommissionCase& c);

void insert_hearing(db::Tx& tx, const CommissionCase& c, const Hearing& hearing);
/// The one that is still to come.
std::optional<Hearing> find_coming_hearing(db::Session& session, const Office& office, const CommissionCase& c);
void hold_hearing(db::Tx& tx, const Office& office, const CommissionCase& c, const Hearing& hearing);
std::vector<Hearing> list_hearings(db::Session& session, const Office& office, const CommissionCase& c);

std::vector<MeasureKind> list_measure_kinds(db::Session& session, const MunicipalityCode& municipality, Day on);
void insert_measure(db::Tx& tx, const Office& office, const CommissionCase& c, const Measure& measure);
/// Those that run end on a day.
void end_measures(db::Tx& tx, const CommissionCase& c, Day on);
std::vector<Measure> list_measures(db::Session& session, const Office& office, const CommissionCase& c);

void insert_report(db::Tx& tx, const Office& office, const CommissionCase& c, const CaseReport& report);
std::vector<CaseReport> list_reports(db::Session& session, const Office& office, const CommissionCase& c);

/// A sealed case by its number, for unsealing.
std::optional<CommissionCaseId> find_sealed_case(db::Session& session, const access::Scope& scope,
                                                 std::string_view number);
void insert_unsealing(db::Tx& tx, const Office& office, const access::Scope& scope, const CommissionCaseId& id,
                      Instant until, std::string_view reason_code, const std::string& reason);

/// For the clock, whatever municipality: whose day of sealing has come, not sealed yet; whose day of erasure has come.
std::vector<CommissionCase> list_cases_to_seal(db::Session& session, const Office& office, Day today, int limit);
std::vector<CommissionCase> list_cases_to_erase(db::Session& session, const Office& office, Day today, int limit);
/// The rows go, really; the ledger's lines stay and name nobody.
void erase_case(db::Tx& tx, const CommissionCase& c);

}  // namespace gishe::protection
