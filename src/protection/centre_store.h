#pragma once
#include <vector>

#include "platform/office/office.h"
#include "protection/commission.h"

/// Every statement by which a centre reads a measure it carries out: through the referral it has accepted, and not
/// longer than measure and referral run. Nothing of the case is in it.
namespace gishe::protection {

struct CentreMeasure {
  MeasureId id;
  MunicipalityCode municipality;  // the commission's
  CommissionCaseId matter;        // for the act that reports, never shown
  CaseState state = CaseState::measure;
  std::string kind;
  Day from_on;
  std::optional<Day> until_on;
  std::int64_t version = 1;
  ReferralId referral;
  std::string number;              // of the referral
  std::optional<Day> reported_on;  // the last report of this centre
  Day due_on;                      // its next one

  bool waits(Day today) const { return state == CaseState::measure && (!reported_on || due_on <= today); }
};

std::optional<CentreMeasure> find_centre_measure(db::Session& session, const access::Scope& scope, const MeasureId& id);
/// Longest without a report first.
std::vector<CentreMeasure> list_centre_measures(db::Session& session, const access::Scope& scope, int limit);
/// What the scope's centre has written on this measure's case, newest first; of others nothing.
std::vector<CaseReport> list_centre_reports(db::Session& session, const Office& office, const access::Scope& scope,
                                            const CentreMeasure& measure);
/// The next version; false: changed meanwhile.
bool step_measure(db::Tx& tx, const CentreMeasure& measure);

}  // namespace gishe::protection
