#pragma once
#include "contracts/contracts.h"
#include "own_file/own_access.h"
#include "own_file/who_opened.h"

/// What somebody reads in her own file, or in that of whom she represents. Action: see_own_file.
namespace gishe::own_file {

/// One file this account may read now; without a name where it is the own one and shielded.
struct Mine {
  OwnAccess access;
  std::string name;
  bool in_person = false;  // shielded: nothing of it is shown here
};
/// Those whose mandate is over are ended on the way, for good: a clock that jumps back opens nothing again.
std::vector<Mine> list_mine(Office& office, const Actor& actor);

struct OwnFile {
  OwnAccess access;
  bool in_person = false;  // then everything below is empty
  people::Person person;
  std::vector<people::Applied> applied;
  std::vector<contracts::OwnContract> contracts;
  std::vector<Opening> opened;
};
/// With a ledger line before the answer. Not found: no such file, not hers, mandate over, barred, somebody else's
/// shielded file: one answer.
Result<OwnFile> open_own_file(Office& office, const Actor& actor, const words::Words& words, const PersonId& person);

}  // namespace gishe::own_file
