#pragma once
#include "platform/office/office.h"

namespace gishe::agreements {

/// Is there an account that may answer for this municipality?
bool anybody_answers(db::Session& session, const MunicipalityCode& municipality, Day today);
/// A message to them: that something waits, by number and link, never what.
void tell(db::Tx& tx, Office& office, const MunicipalityCode& whom, const std::string& number, const std::string& path,
          const char* kind);

}  // namespace gishe::agreements
