#pragma once
#include "agreements/agreement.h"

/// What access must know of this folder's records.
namespace gishe::agreements {

access::Facts facts_of(const Record& record);
/// Which of the two this actor speaks for; nullopt: neither.
std::optional<Side> side_of(const Actor& actor, const Record& record);
/// The verb of the house that a side needs for a step.
access::Action action_of(Side side);

}  // namespace gishe::agreements
