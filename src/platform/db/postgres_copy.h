#pragma once
#include <functional>
#include <string>

#include "platform/db/postgres_connection.h"

namespace gishe::db {

/// Writes every table of the schema, as of one snapshot, to `file` in psql's own format. To restore: let the same
/// version of Gishe make an empty database, then `psql --single-transaction -f FILE` as its superuser.
void copy_all(PostgresConnection& connection, const std::string& file, const std::function<void(int)>& progress);

}  // namespace gishe::db
