#pragma once
#include <gtest/gtest.h>

#include "base/text.h"
#include "directory/directory.h"
#include "people/people.h"
#include "platform/db/town_test.h"
#include "protection/crisis_acts.h"
#include "protection/shelter_acts.h"
#include "protection/signal_acts.h"
#include "referrals/referrals.h"

/// A small world for the tests of this folder.
namespace gishe::protection {

using db::testing::why;

/// Стрелча with a social worker, her colleague, a desk officer and a supervisor; the crisis centre in Пещера with its
/// head and two on duty; the child protection department in Пазарджик with two officers; a secretary of a commission.
struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{db::testing::noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  MunicipalityCode home{"PAZ32"}, peshtera{"PAZ21"}, pazardzhik{"PAZ19"};
  OrganisationId centre = OrganisationId::make(), department = OrganisationId::make(), other = OrganisationId::make();
  ServiceId shelter = ServiceId::make();
  Actor worker = actor(Function::social_worker, home), colleague = actor(Function::social_worker, home),
        officer = actor(Function::desk_officer, home), supervisor = actor(Function::supervisor, home),
        secretary = actor(Function::commission_secretary, home);
  Actor head = actor(Function::provider_head, peshtera, centre),
        duty = actor(Function::crisis_worker, peshtera, centre),
        second_duty = actor(Function::crisis_worker, peshtera, centre);
  Actor child_officer = actor(Function::child_protection, pazardzhik, department),
        second_child_officer = actor(Function::child_protection, pazardzhik, department),
        other_child_officer = actor(Function::child_protection, pazardzhik, other);

  static Actor actor(Function function, const MunicipalityCode& where, const OrganisationId& house = {}) {
    return db::testing::actor(function, where, house);
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(
          tx, {{"PAZ32", "Стрелча", "Strelcha"}, db::testing::peshtera_town, {"PAZ19", "Пазарджик", "Pazardzhik"}});
      for (const auto& id : {centre, department, other}) db::testing::add_house(tx, id, pazardzhik, "Център", "ngo");
      keep_shelter(tx);
      for (const Actor* who : {&worker, &colleague, &officer, &supervisor, &secretary, &head, &duty, &second_duty,
                               &child_officer, &second_child_officer, &other_child_officer}) {
        db::testing::add_account(tx, *who);
      }
      store_receiver(tx, {home, "child_protection", department, pazardzhik, "ДСП", "0350 00-00-12"});
    });
  }

  void keep_shelter(db::Tx& tx) const {
    directory::NewLocation place;
    place.id = LocationId::make();
    place.organisation = centre;
    place.visibility = "restricted";
    place.quiet = true;
    directory::store_location(tx, place);
    directory::NewService service;
    service.service.id = shelter;
    service.service.organisation = centre;
    service.service.name = "Убежище";
    service.service.type = "shelter";
    service.service.status = "published";
    service.service.municipality = peshtera;
    service.service.phone = "0350 00-10-09";
    service.service.serves_everywhere = true;
    service.location = place.id;
    service.quiet = true;
    service.is_new = true;
    directory::store_service(tx, service);
  }

  NewContact woman() const {
    NewContact n;
    n.given_name = "Незабравка";
    n.family_name = "Скритова";
    n.contact_rule = "Само SMS преди обяд";
    n.told = "Нечувани думи за една нощ";
    return n;
  }
  CrisisContactId taken() {
    const auto id = take_in(office, worker, woman(), "");
    EXPECT_EQ(why(id), "");
    return id ? *id : CrisisContactId{};
  }
  NewSignal signal() const {
    NewSignal n;
    n.words = {"Момче на 6", "при нас", "Вижда побоите", "баща му", "0350 00-00-01"};
    n.recipients = {"child_protection", "police"};
    return n;
  }
  Crisis crisis(const CrisisContactId& id) {
    const auto found = open_crisis(office, worker, id);
    EXPECT_EQ(why(found), "");
    return found ? found->crisis : Crisis{};
  }
  std::int64_t count(const db::Query& query) {
    return db->read([&](db::Session& s) { return s.count(query, {}); });
  }
};

}  // namespace gishe::protection
