#pragma once
#include <gtest/gtest.h>

#include "own_file/own_access_acts.h"
#include "own_file/own_view.h"
#include "platform/db/town_test.h"
#include "staff/staff.h"

/// A municipality, PAZ14, on 22 November 2026: an officer, a mother, her child, a stranger.
namespace gishe::own_file {

using db::testing::why;

inline Actor actor_with(Function function, std::string municipality = "PAZ14") {
  return db::testing::actor(function, {std::move(municipality)});
}

struct World {
  explicit World(db::Engine engine) : database(db::testing::fresh_database(engine)) {
    mother = registered("Деница", "Пробова", "f", "03.06.1990");
    child = registered("Явор", "Пробов", "m", "12.05.2018");
    stranger = registered("Стамен", "Чуждев", "m", "01.02.1960");
  }

  std::unique_ptr<db::Database> database;
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{{Instant{1795305600000000}}};
  Office office{*database, vault, clock};
  Actor officer = actor_with(Function::desk_officer), worker = actor_with(Function::social_worker);
  PersonId mother, child, stranger;

  PersonId registered(const char* given, const char* family, const char* sex, const char* born) {
    people::NewPerson n;
    n.given_name = given;
    n.family_name = family;
    n.sex = sex;
    n.born_on = born;
    n.identifier_kind = "none";
    n.address = std::string("ул. ") + given + " 1";
    n.contact_rule = std::string("само след шест: ") + given;
    n.duplicates_seen = true;
    const auto id = people::register_person(office, officer, n, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : PersonId{};
  }
  RepresentativeId mandate(const char* until = "") {
    people::NewRepresentative r{child, mother, "parent", "", "акт за раждане", until};
    const auto made = people::add_representative(office, officer, r, "");
    EXPECT_EQ(why(made), "");
    return made.ok() ? *made : RepresentativeId{};
  }
  Result<Opened> open_for(const PersonId& person, const std::string& holder, const std::string& email,
                          std::string_view key = "") {
    return open_access(office, officer, {person, holder, email, "identity_card"}, key);
  }
  /// The account behind an address, as it acts after its second factor.
  Actor holder(const char* email) {
    const auto actor = database->read([&](db::Session& s) { return staff::actor_for(s, email); });
    EXPECT_TRUE(actor.has_value());
    return actor.value_or(Actor{});
  }
  Result<OwnFile> read(const Actor& who, const PersonId& person) {
    return open_own_file(office, who, words::Words(words::Language::bg), person);
  }
  std::int64_t ledger_lines(const std::string& words) {
    static const db::Query q{"t.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return database->read([&](db::Session& s) { return s.count(q, {"%" + words + "%"}); });
  }
  void run(const db::Query& q, db::Args values) {
    database->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  void set_level(const PersonId& person, int level) {
    static const db::Query q{"t.level", "UPDATE person SET sensitivity = $2 WHERE id = $1"};
    run(q, {person, level});
  }
};

}  // namespace gishe::own_file
