#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "platform/db/db.h"

namespace gishe::jobs {

/// A deadline or limit that comes from law or habit: dated rows, never constants (facts.md §4.3).
struct Rule {
  std::string code;   // "application.decision", "referral.answer", "papers.missing"
  int days = 0;       // civil days
  std::string basis;  // legal basis in words
  std::string mark;   // V read in the source, S secondary, K not verified, D our decision
};
/// The rule in force on a day: the municipality's own row if it has one, else the general one.
std::optional<Rule> find_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality,
                              Day on);

}  // namespace gishe::jobs
