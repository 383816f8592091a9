#pragma once
#include <gtest/gtest.h>

#include "places/stay_acts.h"
#include "places/waiting_acts.h"
#include "platform/db/town_test.h"
#include "referrals/referrals.h"

/// A small world for the tests of this folder: two municipalities, a rehabilitation service with three seats, a crisis
/// centre with two rooms, people, one of them shielded.
namespace gishe::places {

using db::testing::why;

inline Instant at_noon(std::string_view iso) { return db::testing::noon(iso); }

struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) {
    fill();
    referrals::set_places({&referral_step, &standing_of});
  }

  SetClock clock{at_noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};

  MunicipalityCode lesichovo{"PAZ14"}, peshtera{"PAZ21"};
  OrganisationId centre = OrganisationId::make(), shelter = OrganisationId::make();
  ServiceId rehabilitation = ServiceId::make(), crisis = ServiceId::make(), unkept = ServiceId::make();
  PersonId man = PersonId::make(), woman = PersonId::make(), shielded = PersonId::make();
  Actor officer = actor(Function::desk_officer, lesichovo, {}, "officer@lesichovo.example");
  Actor head = actor(Function::provider_head, peshtera, centre, "head@centre.example");
  Actor keeper = actor(Function::provider_head, peshtera, shelter, "head@shelter.example");
  Actor worker = actor(Function::crisis_worker, peshtera, shelter, "worker@shelter.example");
  Actor second = actor(Function::crisis_worker, peshtera, shelter, "second@shelter.example");
  Actor mayor = actor(Function::mayor, lesichovo, {}, "mayor@lesichovo.example");

  static Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& house, const char* email) {
    return db::testing::actor(function, town, house, email);
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {db::testing::lesichovo_town, db::testing::peshtera_town});
      db::testing::add_house(tx, centre, peshtera, "Център за рехабилитация");
      db::testing::add_house(tx, shelter, peshtera, "Кризисен център");
      db::testing::add_service(tx, rehabilitation, centre, peshtera);
      db::testing::add_service(tx, unkept, centre, peshtera, {.type = "day_care"});
      db::testing::add_service(tx, crisis, shelter, peshtera, {.type = "shelter", .groups = "violence_victim"});
      for (const Actor* a : {&officer, &head, &keeper, &worker, &second, &mayor}) db::testing::add_account(tx, *a);
      fill_person(tx, man, "m", "1960-05-05", 2);
      fill_person(tx, woman, "f", "1990-05-05", 2);
      fill_person(tx, shielded, "f", "1985-05-05", 4);
      name(tx, officer);
      for (int seq = 1; seq <= 3; ++seq) fill_place(tx, rehabilitation, centre, seq, "seat", "");
      fill_place(tx, crisis, shelter, 1, "room", "f");
      fill_place(tx, crisis, shelter, 2, "room", "");
    });
  }
  static void fill_person(db::Tx& tx, const PersonId& id, const char* sex, const char* born, int level) {
    db::testing::add_person(tx, id,
                            {.given = "Проба",
                             .middle = "Пробова",
                             .family = "Тестова",
                             .sex = sex,
                             .level = level,
                             .born_on = db::testing::day(born)});
  }
  void name(db::Tx& tx, const Actor& a) const { name(tx, a, shielded); }
  static void name(db::Tx& tx, const Actor& a, const PersonId& person) { db::testing::name_for(tx, person, a); }
  static void fill_place(db::Tx& tx, const ServiceId& service, const OrganisationId& of, int seq, const char* kind,
                         const char* sex) {
    Place p;
    p.municipality = {"PAZ21"};
    p.id = PlaceId::make();
    p.service = service;
    p.organisation = of;
    p.seq = seq;
    p.name = std::to_string(seq);
    p.kind = kind;
    p.for_sex = sex;
    p.active_from = Day::from_iso("2026-01-01").value();
    store::insert_place(tx, p, {}, Instant{1});
  }

  /// Somebody without a file comes to a service.
  Result<StayId> come(const ServiceId& service, const Actor& who, std::optional<PlaceId> place = {}) {
    NewStay n;
    n.service = service;
    n.place = place;
    return admit(office, who, n, "");
  }
  NewStay stay_of(const ServiceId& service, const PersonId& person) const {
    NewStay n;
    n.service = service;
    n.person_municipality = lesichovo;
    n.person = person;
    return n;
  }
  std::vector<Place> places_of(const ServiceId& service) {
    return db->read([&](db::Session& s) { return store::list_places(s, service); });
  }
  Free free_of(const ServiceId& service) {
    return db->read([&](db::Session& s) { return free_places(s, service, clock.today()); });
  }
  /// The row as it is, seen by nobody in particular.
  Stay row(const StayId& id) {
    return db->write([&](db::Tx& tx) { return store::find_for_system(tx, peshtera, id).value_or(Stay{}); });
  }
  Change change(const StayId& id) {
    Change c;
    c.id = id;
    c.version = row(id).version;
    return c;
  }
  /// Sent by the officer; put on the list, accepted … by the head.
  ReferralId send(const PersonId& person, const ServiceId& service, const char* urgency = "normal",
                  std::vector<std::string> package = {"name"}) {
    referrals::NewReferral n;
    n.person = person;
    n.source = Uuid::make();
    n.to_service = service;
    n.reason = "Рехабилитация.";
    n.urgency = urgency;
    n.package_fields = std::move(package);
    n.legal_ground = "public_task";
    const auto id = referrals::send_referral(office, officer, n, "");
    EXPECT_TRUE(id.ok()) << why(id);
    return id.ok() ? *id : ReferralId{};
  }
  referrals::Referral referral(const ReferralId& id) {
    return db->read([&](db::Session& s) {
      return referrals::find_referral(s, access::scope(officer, access::Action::open_referral), id)
          .value_or(referrals::Referral{});
    });
  }
  std::string step(const Actor& who, const ReferralId& id, std::string_view verb, std::string reason = {}) {
    referrals::Step s;
    s.id = id;
    s.verb = verb;
    s.version = referral(id).version;
    s.reason = std::move(reason);
    s.note = verb == "complete" ? "край" : "";
    s.on = verb == "accept" ? clock.today().plus_days(1).iso() : "";
    return why(referrals::take_step(office, who, s, ""));
  }
  std::vector<WaitingEntry> list_of(const Actor& who, const ServiceId& service) {
    return db->read([&](db::Session& s) {
      return store::list_waiting(s, access::scope(who, access::Action::see_waiting_list), peshtera, service);
    });
  }
  std::optional<WaitingEntry> entry_of(const ReferralId& id) {
    return db->read([&](db::Session& s) { return store::find_open_entry(s, peshtera, id); });
  }
  EntryChange entry_change(const ReferralId& id) {
    const auto entry = entry_of(id).value_or(WaitingEntry{});
    EntryChange c;
    c.id = entry.id;
    c.version = entry.version;
    return c;
  }
  std::optional<store::Offer> offer_of(const ReferralId& id) {
    return db->read([&](db::Session& s) {
      const auto entry = store::find_open_entry(s, peshtera, id);
      return entry ? store::find_open_offer(s, peshtera, entry->id) : std::nullopt;
    });
  }
  std::string offer(const ReferralId& id, const char* note = "") {
    EntryChange c = entry_change(id);
    c.begins_on = clock.today().plus_days(1).iso();
    c.note = note;
    return why(offer_place(office, head, c, ""));
  }
  PersonId somebody() {
    const auto id = PersonId::make();
    db->write([&](db::Tx& tx) { fill_person(tx, id, "f", "1970-01-01", 2); });
    return id;
  }
  std::int64_t count(const db::Query& query) {
    return db->read([&](db::Session& session) { return session.count(query, {}); });
  }
};

}  // namespace gishe::places
