#pragma once
#include <vector>

#include "people/people.h"

namespace gishe::complaints {

/// Everybody who works in this municipality, for finding the one a complaint is about; those it serves are not in it.
std::vector<people::Colleague> list_employees(db::Session& session, const MunicipalityCode& municipality, Day on);

}  // namespace gishe::complaints
