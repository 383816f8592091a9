#pragma once
#include <gtest/gtest.h>

#include "hospital/discharge_store.h"
#include "hospital/link.h"
#include "hospital/send.h"
#include "hospital/staff_acts.h"
#include "platform/db/town_test.h"

/// A desk in PAZ14 with its people, a hospital in PAZ19 with a machine, another house with one too.
namespace gishe::hospital {

using db::testing::why;

struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) {
    officer = actor(Function::desk_officer, "PAZ14", {}, "officer@lesichovo.example");
    neighbour = actor(Function::desk_officer, "PAZ19", {}, "officer@pazardzhik.example");
    worker = actor(Function::social_worker, "PAZ14", {}, "worker@lesichovo.example");
    machine = actor(Function::machine, "PAZ19", house, "machine@hospital.example");
    other_machine = actor(Function::machine, "PAZ19", other, "machine@other.example");
    homeless_machine = actor(Function::machine, "PAZ14", {}, "machine@desk.example");
    db->write([&](db::Tx& tx) { fill(tx); });
  }

  SetClock clock{Instant{1795431600000000}};  // 23 November 2026
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  OrganisationId house = OrganisationId::make(), other = OrganisationId::make();
  PersonId woman = PersonId::make();
  Actor officer, neighbour, worker, machine, other_machine, homeless_machine;

  static Actor actor(Function function, const char* town, OrganisationId organisation, const char* email) {
    return db::testing::actor(function, {town}, organisation, email);
  }
  void fill(db::Tx& tx) const {
    db::testing::add_towns(tx, {db::testing::lesichovo_town, {"PAZ19", "Пазарджик", "Pazardzhik"}});
    db::testing::add_house(tx, house, {"PAZ19"}, "МБАЛ Пример", "state");
    db::testing::add_house(tx, other, {"PAZ19"}, "Друга болница", "state");
    for (const Actor* a : {&officer, &neighbour, &worker, &machine, &other_machine, &homeless_machine})
      db::testing::add_account(tx, *a);
    db::testing::add_person(
        tx, woman, {.given = "Станка", .middle = "", .family = "Болнична", .sex = "f", .address = "", .phone = ""});
  }

  Told told() const {
    Told t;
    t.given_name = "Станка";
    t.family_name = "Болнична";
    t.phone = "0888 111 222";
    t.needs = {"rehabilitation_after_illness"};
    t.words = "Живее сама.";
    t.leaves_on = office.today().plus_days(3).iso();
    t.legal_ground = "consent";
    t.consent_how = "written";
    t.name = "Невяна";
    t.post = "социален работник";
    t.reply_to = "ward@hospital.example";
    return t;
  }
  std::string token() {
    const auto made = make_link(office, officer, house, "");
    EXPECT_TRUE(made.ok()) << why(made);
    return made.ok() ? made->address.substr(made->address.rfind('/') + 1) : "";
  }
  visitors::Given sent() {
    const auto given = send_by_link(office, token(), told(), "", "10.0.0.1");
    EXPECT_TRUE(given.ok()) << why(given);
    return given.ok() ? *given : visitors::Given{};
  }
  Discharge row(const visitors::Given& given) {
    return db->read([&](db::Session& s) {
      auto kept = store::find_by_number(s, {"PAZ14"}, given.number);
      return kept ? kept->record : Discharge{};
    });
  }
  /// As the desk takes it: the application stands under the same id, and the port is told.
  void take(const visitors::Given& given) {
    const Discharge d = row(given);
    db->write([&](db::Tx& tx) {
      static const db::Query q{
          "t.9",
          "INSERT INTO application (municipality, id, number, secret_hash, person_id, channel, urgency, own_words, "
          "state, received_at, received_on, due_on, sensitivity, opened_by) VALUES ('PAZ14', $1, 'PAZ14-26-000001', "
          "$2, $3, 'portal', 'normal', '', 'received', 1, '2026-11-23', '2026-12-23', 2, $4)"};
      tx.run(q, {d.application, db::Blob{std::string(32, 'x')}, woman, officer.account});
      desk_moved(tx, office, officer, {"PAZ14"}, d.application, "taken", "");
    });
  }
  void shield() {
    static const db::Query q{"t.10", "UPDATE person SET sensitivity = 4 WHERE id = $1"};
    db->write([&](db::Tx& tx) { tx.run(q, {woman}); });
  }
  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return db->read([&](db::Session& s) { return s.count(q, {}); });
  }
};

}  // namespace gishe::hospital
