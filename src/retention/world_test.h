#pragma once
#include <gtest/gtest.h>

#include "people/people.h"
#include "platform/db/testing.h"
#include "platform/files/files.h"
#include "retention/retention_acts.h"
#include "staff/staff.h"

/// PAZ14 on 22 November 2026: an officer, a worker, a supervisor, a data protection officer; people registered long
/// ago.
namespace gishe::retention {

inline Actor actor_with(Function function, std::string municipality = "PAZ14") {
  Actor a;
  a.account = AccountId::make();
  a.post = {PostId::make(), function, {std::move(municipality)}, {}};
  return a;
}

inline constexpr Instant today_at{1795305600000000};

struct World {
  explicit World(db::Engine engine) : database(db::testing::fresh_database(engine)) {}

  std::unique_ptr<db::Database> database;
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{today_at};
  Office office{*database, vault, clock};
  const Actor officer = actor_with(Function::desk_officer), worker = actor_with(Function::social_worker),
              supervisor = actor_with(Function::supervisor), dpo = actor_with(Function::data_protection),
              stranger = actor_with(Function::data_protection, "PAZ21");

  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  PersonId registered(const char* given = "Ралица", const char* family = "Иглова", const char* number = "",
                      const char* born = "03.06.1950") {
    people::NewPerson n;
    n.given_name = given;
    n.family_name = family;
    n.sex = "f";
    n.born_on = born;
    n.identifier_kind = *number ? "egn" : "none";
    n.identifier = number;
    n.identifier_reason = "така е в личната карта";
    n.address = std::string("ул. ") + family + " 1";
    n.phone = "0888 765 432";
    n.email = "ralitsa.iglova@example.org";
    n.duplicates_seen = true;
    const auto id = people::register_person(office, officer, n, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : PersonId{};
  }
  /// Registered so many years before today, and untouched since.
  PersonId registered_years_ago(int years) {
    clock.move_to(today_at.plus_seconds(-std::int64_t{years} * 366 * 86'400));
    const auto id = registered();
    clock.move_to(today_at);
    return id;
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.run", sql};
    database->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return database->read([&](db::Session& s) { return s.count(q, {}); });
  }
  /// An application with a line, a paper with a file, on the way or closed.
  ApplicationId applied(const PersonId& person, const char* state) {
    const auto id = ApplicationId::make();
    run("INSERT INTO application (municipality, id, number, person_id, own_words, urgency, received_at, received_on, "
        "due_on, state, secret_hash, sensitivity, opened_by) VALUES ('PAZ14', $1, $2, $3, 'иглата в думите ѝ', "
        "'normal', "
        "1400000000000000, '2014-05-13', '2014-06-13', $4, $5, 2, $1)",
        {id, id.text(), person, state, db::Blob{std::string_view("12345678901234567890123456789012")}});
    run("INSERT INTO application_line (municipality, id, application_id, position, need_code, route, state, outcome, "
        "due_on) VALUES ('PAZ14', $1, $1, 1, 'care_home', '', 'closed', '', '2014-06-13')",
        {id});
    const auto file = database->write([&](db::Tx& tx) {
      return files::store(tx, vault, {{"PAZ14"}, "%PDF-1.4 игла в документ", "application/pdf", "iglova.pdf", true},
                          clock.now());
    });
    run("INSERT INTO application_file (municipality, id, application_id, code, size_bytes, added_at) VALUES ('PAZ14', "
        "$1, $2, 'identity', 10, 1)",
        {file, id});
    return id;
  }
  std::vector<Item> items(const Actor& who) {
    return database->read(
        [&](db::Session& s) { return store::list_items(s, access::scope(who, access::Action::keep_retention), 100); });
  }
  std::int64_t ledger_lines(const std::string& words) {
    static const db::Query q{"t.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return database->read([&](db::Session& s) { return s.count(q, {"%" + words + "%"}); });
  }
};

}  // namespace gishe::retention
