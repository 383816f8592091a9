#pragma once
#include <gtest/gtest.h>

#include "people/person_acts.h"
#include "platform/db/testing.h"

/// A house of one municipality, PAZ14, on 22 November 2026, for the tests of this folder.
namespace gishe::people {

inline Actor actor_with(Function function, std::string name = {}, std::string municipality = "PAZ14") {
  Actor a;
  a.account = AccountId::make();
  a.name = std::move(name);
  a.post = {PostId::make(), function, {std::move(municipality)}, {}};
  return a;
}

struct World {
  explicit World(db::Engine engine) : database(db::testing::fresh_database(engine)) {}

  std::unique_ptr<db::Database> database;
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{{Instant{1795305600000000}}};
  Office office{*database, vault, clock};

  /// Georgi Valyov with this number, whoever is like him.
  PersonId registered(const Actor& officer, const char* number, std::string_view key) {
    NewPerson n;
    n.given_name = "Георги";
    n.family_name = "Въльов";
    n.sex = "m";
    n.identifier_kind = "egn";
    n.identifier = number;
    n.identifier_reason = "така е в личната карта";
    n.duplicates_seen = true;
    const auto id = register_person(office, officer, n, key);
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : PersonId{};
  }
  /// The refusal's name, or "".
  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  std::int64_t ledger_lines(const std::string& words) {
    static const db::Query q{"t.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return database->read([&](db::Session& s) { return s.count(q, {"%" + words + "%"}); });
  }
};

}  // namespace gishe::people
