#pragma once
#include <string>

#include "retention/retention.h"

/// One person is erased, in one transaction, from every table. No question is asked here: retention_acts has asked.
namespace gishe::retention {

struct Erasure {
  MunicipalityCode municipality;
  PersonId person;
  std::string cause;           // clock, request, restored
  std::string request_number;  // of the request, where there was one
  std::string record_class;
  const char* rule = "system";  // of the access table
};
/// How many rows went or were emptied; 0 and nothing done where there is no such person.
std::int64_t erase_in(db::Tx& tx, const Office& office, const Actor& actor, const Erasure& erasure);

}  // namespace gishe::retention
