#pragma once
#include <gtest/gtest.h>

#include "cases/case_acts.h"
#include "platform/db/town_test.h"

/// A small world for the tests of this folder: one municipality, its workers, a nurse of a provider, a person, a
/// shielded person known to the worker alone.
namespace gishe::cases {

using db::testing::why;

struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{db::testing::noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};

  MunicipalityCode lesichovo{"PAZ14"};
  OrganisationId provider = OrganisationId::make();
  PersonId woman = PersonId::make(), man = PersonId::make(), shielded = PersonId::make();
  Actor worker = actor(Function::social_worker, "worker@lesichovo.example");
  Actor second = actor(Function::social_worker, "second@lesichovo.example");
  Actor supervisor = actor(Function::supervisor, "supervisor@lesichovo.example");
  Actor officer = actor(Function::desk_officer, "officer@lesichovo.example");
  Actor nurse = actor(Function::provider_specialist, "nurse@lesichovo.example", provider);
  Actor stranger = actor(Function::provider_specialist, "stranger@lesichovo.example", provider);

  static Actor actor(Function function, const char* email, OrganisationId organisation = {}) {
    return db::testing::actor(function, {"PAZ14"}, organisation, email);
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {db::testing::lesichovo_town});
      db::testing::add_house(tx, provider, lesichovo, "Домашна грижа");
      for (const Actor* a : {&worker, &second, &supervisor, &officer, &nurse, &stranger})
        db::testing::add_account(tx, *a);
      const auto add = [&](const PersonId& id, int level, const char* family) {
        db::testing::add_person(tx, id,
                                {.given = "Иванка",
                                 .middle = "Петрова",
                                 .family = family,
                                 .sex = "f",
                                 .level = level,
                                 .address = "ул. Адресна 1"});
      };
      add(woman, 2, "Тестова");
      add(man, 3, "Пробин");
      add(shielded, 4, "Скрита");
      for (const PersonId& person : {woman, man, shielded}) join(tx, person, worker);
      name(tx, worker);
    });
  }

  static void join(db::Tx& tx, const PersonId& person, const Actor& a) {
    static const db::Query q{"t.join",
                             "INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ14', "
                             "$1, $2, '2026-01-01')"};
    tx.run(q, {person, a.account});
  }
  void name(db::Tx& tx, const Actor& a) const { db::testing::name_for(tx, shielded, a); }

  CaseId started(const PersonId& person, const char* type = "support") {
    const auto id = start_case(office, worker, {person, type, "Нужда от подкрепа"}, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : CaseId{};
  }
  /// The row as it is, whoever looks.
  CaseFile row(const CaseId& id) {
    return db->read([&](db::Session& s) { return store::find_unseen(s, lesichovo, id).value_or(CaseFile{}); });
  }
  /// A step with the version of this moment; the refusal's name, or "".
  std::string step(const Actor& who, const CaseId& id, std::string_view verb, std::string reason = {},
                   std::string until = {}, std::string note = {}) {
    return why(take_step(office, who,
                         {id, std::string(verb), row(id).version, std::move(reason), std::move(until), std::move(note)},
                         ""));
  }
  void finish_tasks(const CaseId& id) {
    const auto file = row(id);
    for (const Task& t : db->read([&](db::Session& s) { return store::list_tasks(s, file); })) {
      if (t.state != "open") continue;
      EXPECT_EQ(why(end_task(office, worker, id, t.id, "done", "")), "");
    }
  }
  std::int64_t ledger_lines(const std::string& words) {
    static const db::Query q{"t.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return db->read([&](db::Session& s) { return s.count(q, {"%" + words + "%"}); });
  }
};

}  // namespace gishe::cases
