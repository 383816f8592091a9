#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "open_data/document.h"
#include "open_data/open_data.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::open_data {

/// A database with the demo's places and, when asked, its entries; whoever changes one is heard.
class World {
 public:
  enum class Filled { places, entries };
  World(db::Engine engine, Filled filled) : m_db(db::testing::fresh_database(engine)) {
    directory::set_entry_listener(&entry_changed);
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    if (filled == Filled::entries) directory::load_demo(office);
    make_missing_documents(office);
  }
  Imported take(const std::string& path, bool strict = false, const std::string& report = {}) {
    return import_hsds(office, {path, {"PAZ19"}, strict, report}, {});
  }
  std::optional<directory::Service> find(const char* id) {
    return m_db->read([&](db::Session& s) { return directory::find_service(s, *ServiceId::parse(id)); });
  }
  json::object document(std::string_view kind, const char* id) {
    const auto body = m_db->read([&](db::Session& s) { return find_body(s, kind, *Uuid::parse(id)); });
    return body ? parse_object(*body).value_or(json::object{}) : json::object{};
  }
  std::int64_t count_documents() {
    std::int64_t n = 0;
    m_db->read([&](db::Session& s) {
      for (const auto& kind : list_kinds(s))
        n += static_cast<std::int64_t>(list_bodies(s, kind, Uuid{}, 10'000).size());
    });
    return n;
  }

 private:
  std::unique_ptr<db::Database> m_db;
  const secrets::Vault m_vault = secrets::Vault::for_tests();

 public:
  SetClock clock{{1'795'300'000'000'000}};
  Office office{*m_db, m_vault, clock};
  db::Database& database() { return *m_db; }
};

/// The published examples; empty where the folder is not on this machine.
inline std::string published(const std::string& rest) {
  const char* shared = std::getenv("GISHE_SHARED");
  const auto path = std::string(shared ? shared : "../shared") + "/data/hsds/" + rest;
  return std::filesystem::exists(path) ? path : std::string();
}

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace gishe::open_data
