#pragma once
#include <memory>

#include "platform/db/db.h"

namespace gishe::db {

/// gishe.db in `folder`, made when missing. Refuses a folder on a network file system.
std::unique_ptr<Database> open_sqlite(const std::string& folder, const Database::Options& options);

}  // namespace gishe::db
