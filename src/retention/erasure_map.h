#pragma once
#include <span>
#include <string>
#include <vector>

#include "platform/files/files.h"
#include "platform/office/office.h"

/// What happens to every table that holds anything of a person when she is erased. erasure_map_test.cpp reads the
/// schema of both engines and fails when a table that leads to a person, an application or a case does not stand here.
namespace gishe::retention {

enum class Fate {
  erased,   // its rows go
  emptied,  // the row stays for somebody else or for the accounts; what leads to her goes out of it
};
using Statement = db::Query;
/// One statement; $1 municipality, $2 person. They run in this order: what points to a row goes before it.
struct Step {
  const char* table;
  Fate fate;
  Statement statement;
};
std::span<const Step> erasure_steps();

/// Tables that lead to people in words or by a hash only, and end by a clock of their own.
struct OwnClock {
  const char* table;
  const char* ends;
};
std::span<const OwnClock> ending_by_themselves();

/// What statistics keep, before the rows go: month, place where it is not small, kind. Nothing of a shielded file.
void count_in(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person);
std::vector<files::FileId> list_files(db::Session& session, const MunicipalityCode& municipality,
                                      const PersonId& person);

}  // namespace gishe::retention
