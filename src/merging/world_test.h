#pragma once
#include <gtest/gtest.h>

#include "merging/merge_acts.h"
#include "platform/db/testing.h"

/// PAZ14 on 22 November 2026: two officers, a worker; Ралица twice, with and without her number.
namespace gishe::merging {

inline Actor actor_with(Function function, std::string municipality = "PAZ14") {
  Actor a;
  a.account = AccountId::make();
  a.post = {PostId::make(), function, {std::move(municipality)}, {}};
  return a;
}

struct World {
  explicit World(db::Engine engine) : database(db::testing::fresh_database(engine)) {}

  std::unique_ptr<db::Database> database;
  secrets::Vault vault = secrets::Vault::for_tests();
  SetClock clock{{Instant{1795305600000000}}};
  Office office{*database, vault, clock};
  const Actor officer = actor_with(Function::desk_officer), colleague = actor_with(Function::desk_officer),
              worker = actor_with(Function::social_worker), neighbour = actor_with(Function::desk_officer, "PAZ21");

  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  PersonId registered(const char* given, const char* family, const char* number = "", const char* phone = "",
                      const Actor* by = nullptr) {
    people::NewPerson n;
    n.given_name = given;
    n.family_name = family;
    n.sex = "f";
    n.born_on = *number ? "" : "12.01.1948";
    n.identifier_kind = *number ? "egn" : "none";
    n.identifier = number;
    n.identifier_reason = "така е в личната карта";
    n.phone = phone;
    n.duplicates_seen = true;
    const auto id = people::register_person(office, by ? *by : officer, n, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : PersonId{};
  }
  void run(const char* sql, db::Args values) {
    const db::Query q{"t.run", sql};
    database->write([&](db::Tx& tx) { tx.run(q, values); });
  }
  std::int64_t count(const char* sql, db::Args values = {}) {
    const db::Query q{"t.count", sql};
    return database->read([&](db::Session& s) { return s.count(q, values); });
  }
  void applied(const PersonId& person) {
    const auto id = ApplicationId::make();
    run("INSERT INTO application (municipality, id, number, person_id, own_words, urgency, received_at, received_on, "
        "due_on, state, secret_hash, sensitivity, opened_by) VALUES ('PAZ14', $1, $2, $3, '', 'normal', 1, "
        "'2026-05-13', "
        "'2026-06-13', 'under_way', $4, 2, $1)",
        {id, id.text(), person, db::Blob{std::string_view("12345678901234567890123456789012")}});
  }
  std::optional<people::Person> seen(const Actor& who, const PersonId& id) {
    return database->read(
        [&](db::Session& s) { return people::find_person(s, access::scope(who, access::Action::open_person), id); });
  }
  Wish wish(const PersonId& kept, const PersonId& gone, std::map<std::string, std::string> take = {}) {
    const auto a = seen(officer, kept), b = seen(officer, gone);
    return {kept, gone, std::move(take), "същата лична карта", a ? a->version : 0, b ? b->version : 0};
  }
  /// Every table whole, as text, without the clock's marks: what undoing must give back.
  std::string all_of(const PersonId& one, const PersonId& other) {
    std::string text;
    static const db::Query q_person{"t.person",
                                    "SELECT given_name, family_name, phone, state, sensitivity, target_groups FROM "
                                    "person WHERE id IN ($1, $2) ORDER BY id"};
    static const db::Query q_applied{"t.applied",
                                     "SELECT count(*), 0, 0, 0, 0, 0 FROM application WHERE person_id = $1 UNION ALL "
                                     "SELECT count(*), 0, 0, 0, 0, 0 FROM application WHERE person_id = $2"};
    static const db::Query q_keys{"t.keys",
                                  "SELECT token, person_id = $1, person_id = $2, 0, 0, 0 FROM person_name_key WHERE "
                                  "person_id IN ($1, $2) ORDER BY person_id, token"};
    static const db::Query q_team{
        "t.team",
        "SELECT count(*), 0, 0, 0, 0, 0 FROM person_team WHERE person_id = $1 UNION ALL SELECT "
        "count(*), 0, 0, 0, 0, 0 FROM person_team WHERE person_id = $2"};
    database->read([&](db::Session& s) {
      for (const auto* q : {&q_person, &q_applied, &q_keys, &q_team}) {
        s.each(*q, {one, other}, [&](const db::Row& row) {
          for (int i = 0; i < 6; ++i) text += row.string(i) + "|";
          text += "\n";
        });
      }
    });
    return text;
  }
};

}  // namespace gishe::merging
