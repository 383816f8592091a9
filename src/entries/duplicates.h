#pragma once
#include <string>
#include <vector>

#include "directory/directory.h"

/// Which entries may be the same. Alike: the same telephone and kind, the same licence and kind, or names that sound
/// alike in one settlement; organisations: the same ЕИК, telephone, or name that sounds alike.
namespace gishe::entries {

struct Alike {
  Uuid one, other;  // one < other
  std::string why;  // phone, licence, name, eik; with a comma between; locale "entries.alike.…"
};
/// At most 200 pairs.
std::vector<Alike> alike(const std::vector<directory::Service>& services);
std::vector<Alike> alike(const std::vector<directory::Organisation>& organisations);

/// Looks through a municipality and remembers what is new; how many pairs that are. For a job and for a button.
int find_duplicates(Office& office, const MunicipalityCode& municipality);

}  // namespace gishe::entries
