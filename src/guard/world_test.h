#pragma once
#include <gtest/gtest.h>

#include "guard/emergency_acts.h"
#include "people/people.h"
#include "platform/db/testing.h"

/// A house of one municipality, PAZ14, on Sunday 22 November 2026, with one officer, a worker who is not on the team, a
/// supervisor and a data protection officer.
namespace gishe::guard {

inline Actor actor_with(Function function, std::string municipality = "PAZ14") {
  Actor a;
  a.account = AccountId::make();
  a.post = {PostId::make(), function, {std::move(municipality)}, {}};
  return a;
}

inline constexpr const char* her_number = "4801120127";

struct World {
  explicit World(db::Engine engine) : database(db::testing::fresh_database(engine)) {}

  std::unique_ptr<db::Database> database;
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{{Instant{1795305600000000}}};
  Office office{*database, vault, clock};
  const Actor officer = actor_with(Function::desk_officer), worker = actor_with(Function::social_worker),
              supervisor = actor_with(Function::supervisor), dpo = actor_with(Function::data_protection),
              neighbour = actor_with(Function::desk_officer, "PAZ21");

  PersonId registered(const char* number = her_number, Sensitivity level = Sensitivity::personal) {
    people::NewPerson n;
    n.given_name = "Георгина";
    n.family_name = "Въльова";
    n.sex = "f";
    n.identifier_kind = "egn";
    n.identifier = number;
    n.identifier_reason = "така е в личната карта";
    n.duplicates_seen = true;
    n.sensitivity = level;
    const auto id = people::register_person(office, officer, n, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : PersonId{};
  }
  /// As change_sensitivity would leave it; a store of another folder is not called from here.
  void set_level(const PersonId& person, int level) {
    static const db::Query q{"t.level", "UPDATE person SET sensitivity = $1 WHERE id = $2"};
    database->write([&](db::Tx& tx) { tx.run(q, {level, person}); });
  }
  void bar(const PersonId& person, const Actor& who) {
    static const db::Query q{"t.bar", "INSERT INTO person_barred VALUES ('PAZ14', $1, $2, 'роднина', 1)"};
    database->write([&](db::Tx& tx) { tx.run(q, {person, who.account}); });
  }
  void has_account(const Actor& who) {
    static const db::Query q{
        "t.with_account", "INSERT INTO account (id, email, email_key, name, added_at) VALUES ($1, $2, $2, 'име', 1)"};
    database->write([&](db::Tx& tx) { tx.run(q, {who.account, who.account.text() + "@lesichovo.example"}); });
  }
  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return database->read([&](db::Session& s) { return s.count(q, {}); });
  }
  std::int64_t ledger_lines(const std::string& words) {
    static const db::Query q{"t.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return database->read([&](db::Session& s) { return s.count(q, {"%" + words + "%"}); });
  }
  void pass(std::int64_t seconds) { clock.move_to(clock.now().plus_seconds(seconds)); }
};

}  // namespace gishe::guard
