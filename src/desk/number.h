#pragma once
#include <string>

#include "base/ids.h"
#include "platform/office/office.h"

namespace gishe::desk {

struct NumberAndSecret {
  std::string number;       // PAZ14-26-483920
  std::string secret;       // for the person, shown once
  std::string secret_hash;  // what is kept of it
};
/// Random, so that a number tells nothing about how many there are; never used twice in a municipality and year.
NumberAndSecret draw_number(db::Tx& tx, const Office& office, const MunicipalityCode& municipality);

}  // namespace gishe::desk
