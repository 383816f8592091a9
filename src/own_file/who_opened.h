#pragma once
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "platform/ledger/ledger.h"

/// Who opened my file: what the ledger says of a person, as she may read it. Pure.
namespace gishe::own_file {

struct Opening {
  Instant at;
  std::string function;         // "desk_officer": words under function.NAME
  std::string done;             // words under own.did.NAME
  OrganisationId organisation;  // of the post; nil: of the municipality
  bool of_town = false;         // the post lay in the file's municipality
};
enum class Reader { herself, representative };
/// Newest first; no account ever. Left out for everybody: how the file is guarded (levels, named accounts, conflicts,
/// alarms), crisis centres, and all that came before the last change of its level, for it may tell of a shelter. Left
/// out for a representative: those who protect somebody from her own family. The page says so to everybody alike
/// (docs/decisions/2026-11-22-who-opened-my-file.md).
std::vector<Opening> who_opened(const std::vector<ledger::Entry>& newest_first, Reader reader);

}  // namespace gishe::own_file
