#pragma once
#include <gtest/gtest.h>

#include "agreements/agreement_acts.h"
#include "platform/db/town_test.h"
#include "referrals/referrals.h"

/// A small world for the tests of this folder: three municipalities, two of them in a zone, a provider, a person.
namespace gishe::agreements {

using db::testing::why;

struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};

  MunicipalityCode lesichovo{"PAZ14"}, peshtera{"PAZ21"}, batak{"PAZ03"};
  OrganisationId centre = OrganisationId::make(), refuge = OrganisationId::make();
  ServiceId rehabilitation = ServiceId::make(), hidden = ServiceId::make();
  Uuid zone = Uuid::make();
  Actor supervisor = actor(Function::supervisor, lesichovo, {}, "supervisor@lesichovo.example");
  Actor other_side = actor(Function::supervisor, peshtera, {}, "supervisor@peshtera.example");
  Actor third = actor(Function::supervisor, batak, {}, "supervisor@batak.example");
  Actor officer = actor(Function::desk_officer, lesichovo, {}, "officer@lesichovo.example");
  Actor head = actor(Function::provider_head, peshtera, centre, "head@centre.example");
  Actor mayor = actor(Function::mayor, lesichovo, {}, "mayor@lesichovo.example");

  static Instant noon(std::string_view iso) { return db::testing::noon(iso); }
  static Day day(std::string_view iso) { return db::testing::day(iso); }
  static Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& house, const char* email) {
    return db::testing::actor(function, town, house, email);
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {{"PAZ14", "Лесичово", "Lesichovo", 42.3},
                                  {"PAZ21", "Пещера", "Peshtera", 42.0},
                                  {"PAZ03", "Батак", "Batak", 41.9}});
      static const db::Query z{
          "t.zone", "INSERT INTO zone (id, kind, name_bg, name_it, name_en) VALUES ($1, 'planning', 'з', 'z', 'z')"};
      static const db::Query member{
          "t.member", "INSERT INTO zone_member (zone_id, municipality, valid_from) VALUES ($1, $2, '2026-01-01')"};
      tx.run(z, {zone});
      tx.run(member, {zone, lesichovo});
      tx.run(member, {zone, peshtera});
      db::testing::add_house(tx, centre, peshtera, "Център за рехабилитация");
      db::testing::add_house(tx, refuge, peshtera, "Кризисен център");
      db::testing::add_service(tx, rehabilitation, centre, peshtera);
      db::testing::add_service(tx, hidden, refuge, peshtera, {.type = "shelter"});
      static const db::Query place{"t.place",
                                   "INSERT INTO location (id, name, kind, visibility, address, postal_code) VALUES "
                                   "($1, '', 'physical', 'restricted', '', '')"};
      static const db::Query at{"t.at", "UPDATE service SET location_id = $2 WHERE id = $1"};
      const auto nowhere = Uuid::make();
      tx.run(place, {nowhere});
      tx.run(at, {hidden, nowhere});
      static const db::Query capacity{"t.capacity",
                                      "INSERT INTO service_capacity (service_id, status, places_total, places_free, "
                                      "waiting, updated_on) VALUES ($1, 'capacity', 10, 2, 0, '2026-11-20')"};
      tx.run(capacity, {rehabilitation});
      for (const Actor* a : {&supervisor, &other_side, &third, &officer, &head, &mayor})
        db::testing::add_account(tx, *a);
    });
  }
  /// Somebody new, sent under the agreement and in service since that day.
  ReferralId in_service(std::string_view since) {
    const auto person = PersonId::make();
    db->write([&](db::Tx& tx) { db::testing::add_person(tx, person, {.address = ""}); });
    const Instant now = clock.now();
    clock.move_to(noon(since));
    referrals::NewReferral asked;
    asked.person = person;
    asked.to_service = rehabilitation;
    asked.reason = "Два пъти седмично.";
    asked.package_fields = {"name"};
    asked.legal_ground = "public_task";
    const auto id = referrals::send_referral(office, officer, asked, "");
    EXPECT_TRUE(id.ok()) << why(id);
    EXPECT_EQ(why(referrals::take_step(office, head, {*id, "accept", 1, "", "", std::string(since)}, "")), "");
    EXPECT_EQ(why(referrals::take_step(office, head, {*id, "start_service", 2, "", "", ""}, "")), "");
    clock.move_to(now);
    return *id;
  }
  void shield(const ReferralId& id) {
    db->write([&](db::Tx& tx) {
      static const db::Query person{"t.shield",
                                    "UPDATE person SET sensitivity = 4 WHERE id IN (SELECT person_id FROM referral "
                                    "WHERE id = $1)"};
      static const db::Query referral{"t.shield_referral", "UPDATE referral SET sensitivity = 4 WHERE id = $1"};
      tx.run(person, {id});
      tx.run(referral, {id});
    });
  }

  NewAgreement request() const {
    return {peshtera, "therapy_rehabilitation", {3, 1450, day("2026-12-01"), day("2027-11-30"), "Превоз от нас."}};
  }
  Seen seen(const Actor& who, const AgreementRequestId& id) {
    return *db->read([&](db::Session& session) { return open_agreement(session, who, id, office.today()); });
  }
  std::string step(const Actor& who, const AgreementRequestId& id, Verb verb, std::string reason = {},
                   std::optional<Terms> terms = {}, std::optional<Day> on = {}) {
    const auto version = seen(supervisor, id).record.version;
    return why(take_step(office, who, {id, verb, version, std::move(reason), "", std::move(terms), on}, ""));
  }
  AgreementRequestId agreed() {
    const auto id = ask_to_agree(office, supervisor, request(), "");
    EXPECT_TRUE(id.ok()) << why(id);
    EXPECT_EQ(step(other_side, *id, Verb::accept), "");
    return *id;
  }
  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return db->read([&](db::Session& session) { return session.count(q, {}); });
  }
};

}  // namespace gishe::agreements
