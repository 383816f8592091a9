#pragma once
#include <string>
#include <utility>
#include <vector>

#include "protection/centre_store.h"

/// What a centre does with a measure of the commission it carries out: reads it, reports on it. Each: access → rule →
/// store → ledger.
namespace gishe::protection {

/// Empty for whoever has none.
std::vector<CentreMeasure> list_measures_to_carry_out(db::Session& session, const Actor& actor);

struct OpenedMeasure {
  CentreMeasure measure;
  std::vector<std::pair<std::string, std::string>> child;  // what came with the referral: its name and day of birth
  std::vector<CaseReport> reports;                         // this centre's own
};
/// Leaves a ledger line, on disk before the answer.
Result<OpenedMeasure> open_measure(Office& office, const Actor& actor, const MeasureId& id);

struct MeasureChange {
  MeasureId id;
  std::int64_t version = 0;
};
/// The report lies in the commission's case at once and its secretaries are told. A breach leads to a review.
Result<Done> report_on_measure(Office& office, const Actor& actor, const MeasureChange& change, const NewReport& report,
                               std::string_view once_key);

}  // namespace gishe::protection
