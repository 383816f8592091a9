#pragma once
#include <string>

namespace gishe::db {

/// Writes gishe.db of `folder` anew (VACUUM) and empties its log, so that no page keeps bytes of rows that were deleted
/// or moved. Beside a running server: nobody writes meanwhile. Throws Fault.
void rewrite_sqlite(const std::string& folder);

}  // namespace gishe::db
