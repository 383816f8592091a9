#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "guard/guard.h"

/// "Is there a file of this person somewhere?" By a whole ЕГН or ЛНЧ only, answered with whom to ask: no name, no
/// level.
namespace gishe::guard {

struct WhomToAsk {
  MunicipalityCode municipality;
  std::string unit, phone;  // the town hall's own organisation, where the directory has one
};
/// Empty where there is none, where it is shielded and where the account is barred from it, by the same statements.
/// Counted: too_many_look_ups after the limit of an hour. A file that was told of has it in its ledger.
Result<std::vector<WhomToAsk>> look_up_stub(Office& office, const Actor& actor, std::string_view number);

}  // namespace gishe::guard
