#pragma once
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/uuid.h"
#include "platform/db/db.h"

/// For tests only: fresh databases on each engine.
///   INSTANTIATE_TEST_SUITE_P(Engines, MyTest, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);
namespace gishe::db::testing {

/// SQLite always; PostgreSQL when GISHE_TEST_PG holds the URL of a server where databases may be made
/// (tests/with_postgresql sets it).
inline std::vector<Engine> engines() {
  std::vector<Engine> all{Engine::sqlite};
  if (const char* url = std::getenv("GISHE_TEST_PG"); url && *url) all.push_back(Engine::postgresql);
  return all;
}

/// "sqlite" or "postgresql", for the names of parametrised tests.
struct EngineName {
  template <class Info>
  std::string operator()(const Info& info) const {
    return info.param == Engine::sqlite ? "sqlite" : "postgresql";
  }
};
inline constexpr EngineName engine_name{};

/// A migrated, empty database that removes itself.
std::unique_ptr<Database> fresh_database(Engine engine);
/// The same with options of one's own (reserve_bytes is 0 unless told).
std::unique_ptr<Database> fresh_database(Engine engine, const Database::Options& options);
/// What was given to Database::open for a fresh one: a folder or a URL. For tests that open it twice.
std::string where(const Database& fresh);

/// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() : m_path(std::filesystem::temp_directory_path() / ("gishe-test-" + Uuid::make().text())) {
    std::filesystem::create_directories(m_path);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

}  // namespace gishe::db::testing
