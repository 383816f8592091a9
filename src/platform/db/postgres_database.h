#pragma once
#include <memory>

#include "platform/db/db.h"

namespace gishe::db {

/// A pool of connections to a PostgreSQL 15 server; the database must exist.
std::unique_ptr<Database> open_postgres(const std::string& url, const Database::Options& options);

}  // namespace gishe::db
