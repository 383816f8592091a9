#pragma once
#include "directory/directory.h"

namespace gishe::entries {

/// The entry that the address names; nullopt: absent, or somebody else's (change_service).
std::optional<directory::Service> find_own(const web::Context& context);

}  // namespace gishe::entries
