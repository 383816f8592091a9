#pragma once
#include "platform/access/access.h"
#include "zones/plan.h"

/// What access has to know of a plan.
namespace gishe::zones {

/// To a member the plan is addressed; the office that keeps it is one of them.
access::Facts facts_of(const Plan& plan, const MunicipalityCode& reader);

}  // namespace gishe::zones
