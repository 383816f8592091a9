#pragma once
#include "protection/commission_store.h"
#include "protection/protection.h"

/// The verbs on cases before the commission. Each: access → rule → store → ledger, in one transaction.
namespace gishe::protection {

Result<CommissionCaseId> open_commission_case(Office& office, const Actor& actor, const NewCase& typed,
                                              std::string_view once_key);

struct OpenedCase {
  CommissionCase matter;
  std::vector<Hearing> hearings;
  std::vector<Measure> measures;
  std::vector<CaseReport> reports;
  std::vector<CaseEvent> events;
  std::optional<Day> report_due_on;  // the next short report, while a measure runs
};
/// Leaves a ledger line, on disk before the answer. A sealed case opens for who has just unsealed it.
Result<OpenedCase> open_case(Office& office, const Actor& actor, const CommissionCaseId& id);

struct CaseChange {
  CommissionCaseId id;
  std::int64_t version = 0;
};
/// ОЗД is told in the same way as by a signal, with its times; once.
Result<Done> inform_child_protection(Office& office, const Actor& actor, const CaseChange& change,
                                     std::string_view once_key);
/// A first hearing, or one after a breach.
Result<Done> set_hearing(Office& office, const Actor& actor, const CaseChange& change, const std::string& on,
                         std::string_view once_key);

struct Decision {
  std::string decision, held_on;         // one of decisions; as typed
  std::string participants, words;       // who took part; what was decided and why
  std::string measure, until, educator;  // for a measure
  std::string next_on;                   // for postponed
};
/// Refuses inform_first: nothing is decided about a child before ОЗД has been told.
Result<Done> decide_hearing(Office& office, const Actor& actor, const CaseChange& change, const Decision& decision,
                            std::string_view once_key);

/// A breach leads to a review.
Result<Done> add_case_report(Office& office, const Actor& actor, const CaseChange& change, const NewReport& report,
                             std::string_view once_key);
Result<Done> keep_measure(Office& office, const Actor& actor, const CaseChange& change, std::string_view once_key);
/// `outcome`: one of case_outcomes. The clock of sealing starts.
Result<Done> close_case(Office& office, const Actor& actor, const CaseChange& change, const std::string& outcome,
                        std::string_view once_key);

struct CaseReferral {
  ServiceId service;
  std::string words;
};
/// Registers the child (L3, the secretary alone on its team) and sends the referral.
Result<Done> refer_child(Office& office, const Actor& actor, const CaseChange& change, const CaseReferral& referral,
                         std::string_view once_key);

struct Unsealing {
  std::string number, reason_code, reason;
};
/// Opens a sealed case for this account alone, for minutes by rule, with its reason in the ledger.
Result<CommissionCaseId> unseal_case(Office& office, const Actor& actor, const Unsealing& unsealing,
                                     std::string_view once_key);

}  // namespace gishe::protection
