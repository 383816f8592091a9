#pragma once
#include "platform/db/db.h"
#include "platform/words/words.h"
#include "zones/monitoring.h"

/// A programme's figures as people read them: the same on pages and in the paper.
namespace gishe::zones {

/// "2027" … and, where there are several, "together".
std::vector<std::string> year_heads(const words::Words& w, const Plan& plan);

struct LineOfYears {
  std::string label;
  std::vector<std::string> cells;  // one for each of year_heads; "" is nothing
};
LineOfYears euros(const words::Words& w, const Plan& plan, std::string label, const ByYear& by_year);
/// Places do not add up over the years: the last column is the last year's.
LineOfYears places(const words::Words& w, const Plan& plan, std::string label, const ByYear& by_year);

using NameOf = std::map<MunicipalityCode, std::string>;
NameOf names_of(db::Session& session, const words::Words& w, const Plan& plan);
/// Places by municipality, the cost and who pays: lines that say nothing are left out.
std::vector<LineOfYears> lines_of(const words::Words& w, const Plan& plan, const Measure& measure, const NameOf& names);
/// Who pays in all measures, and all together.
std::vector<LineOfYears> lines_by_payer(const words::Words& w, const Plan& plan, const Sums& sums);
/// What each municipality gives, and all together.
std::vector<LineOfYears> lines_by_member(const words::Words& w, const Plan& plan, const Sums& sums,
                                         const NameOf& names);

/// "first half of 2027"
std::string half_words(const words::Words& w, Half half);
std::string years_of(const Plan& plan);
std::string gap_words(const words::Words& w, const Gap& gap, const NameOf& names);

}  // namespace gishe::zones
