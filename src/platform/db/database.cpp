#include "platform/db/db.h"
#include "platform/db/postgres_database.h"
#include "platform/db/sqlite_database.h"

namespace gishe::db {

std::unique_ptr<Database> Database::open(const std::string& where, const Options& options) {
  if (where.starts_with("postgresql://") || where.starts_with("postgres://")) return open_postgres(where, options);
  return open_sqlite(where, options);
}

}  // namespace gishe::db
