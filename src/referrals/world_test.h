#pragma once
#include <gtest/gtest.h>

#include "platform/db/town_test.h"
#include "referrals/referral_acts.h"

/// A small world for the tests of this folder: two municipalities, two providers, a person, a shielded person.
namespace gishe::referrals {

using db::testing::why;

inline Instant at_noon(std::string_view iso) { return db::testing::noon(iso); }

struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{at_noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};

  MunicipalityCode lesichovo{"PAZ14"}, peshtera{"PAZ21"};
  OrganisationId centre = OrganisationId::make(), other_centre = OrganisationId::make();
  ServiceId rehabilitation = ServiceId::make(), closed_service = ServiceId::make();
  PersonId man = PersonId::make(), shielded = PersonId::make();
  Actor officer = actor(Function::desk_officer, lesichovo, {}, "officer@lesichovo.example");
  Actor supervisor = actor(Function::supervisor, lesichovo, {}, "supervisor@lesichovo.example");
  Actor head = actor(Function::provider_head, peshtera, centre, "head@centre.example");
  Actor other_head = actor(Function::provider_head, peshtera, other_centre, "head@other.example");
  Actor neighbour = actor(Function::desk_officer, peshtera, {}, "officer@peshtera.example");
  Actor mayor = actor(Function::mayor, lesichovo, {}, "mayor@lesichovo.example");

  static Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& house, const char* email) {
    return db::testing::actor(function, town, house, email);
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {db::testing::lesichovo_town, db::testing::peshtera_town});
      db::testing::add_house(tx, centre, peshtera, "Център за рехабилитация");
      db::testing::add_house(tx, other_centre, peshtera, "Друг център");
      fill_service(tx, rehabilitation, "published", 1);
      fill_service(tx, closed_service, "suspended", 1);
      static const db::Query capacity{"t.capacity",
                                      "INSERT INTO service_capacity (service_id, status, places_total, places_free, "
                                      "waiting, updated_on) VALUES ($1, 'capacity', 10, 2, 0, '2026-11-20')"};
      tx.run(capacity, {rehabilitation});
      for (const Actor* a : {&officer, &supervisor, &head, &other_head, &neighbour, &mayor})
        db::testing::add_account(tx, *a);
      fill_person(tx, man, 2);
      fill_person(tx, shielded, 4);
      name(tx, officer);
    });
  }

  void fill_service(db::Tx& tx, const ServiceId& id, const char* state, int accepts) {
    db::testing::add_service(tx, id, centre, peshtera,
                             {.state = state, .name = "Рехабилитация", .accepts = accepts == 1});
  }
  static void fill_person(db::Tx& tx, const PersonId& id, int level) {
    db::testing::add_person(tx, id, {.level = level, .contact_rule = "само сутрин"});
  }
  void name(db::Tx& tx, const Actor& a) const { db::testing::name_for(tx, shielded, a); }
  void unname(db::Tx& tx, const Actor& a) const {
    static const db::Query q{"t.unname", "DELETE FROM person_named WHERE person_id = $1 AND account_id = $2"};
    tx.run(q, {shielded, a.account});
  }

  NewReferral request() const {
    NewReferral n;
    n.person = man;
    n.source = Uuid::make();
    n.to_service = rehabilitation;
    n.reason = "Рехабилитация след инсулт, два пъти седмично.";
    n.package_fields = {"name", "phone"};
    n.needs = {"rehabilitation_after_illness"};
    n.legal_ground = "consent";
    n.consent_how = "written";
    return n;
  }
  ReferralId send() {
    const auto id = send_referral(office, officer, request(), "");
    EXPECT_TRUE(id.ok()) << (id.ok() ? "" : id.refusals().front().code->name);
    return id.ok() ? *id : ReferralId{};
  }

  /// The row as it is, seen by nobody in particular.
  Record row(const ReferralId& id) {
    return db->read([&](db::Session& session) {
      return store::find(session, access::scope(supervisor, access::Action::open_referral), id).value_or(Record{});
    });
  }
  /// A step with the version of this moment; the refusal's name, or "" when it was taken.
  std::string step(const Actor& who, const ReferralId& id, std::string_view verb, std::string reason = {},
                   std::string note = {}, std::string on = {}) {
    const Step step{id, std::string(verb), row(id).version, std::move(reason), std::move(note), std::move(on)};
    return why(take_step(office, who, step, ""));
  }
  std::int64_t count(const db::Query& query) {
    return db->read([&](db::Session& session) { return session.count(query, {}); });
  }
  std::int64_t ledger_lines() {
    static const db::Query q{"t.ledger_lines", "SELECT count(*) FROM ledger"};
    return count(q);
  }
  std::int64_t messages() {
    static const db::Query q{"t.messages", "SELECT count(*) FROM message"};
    return count(q);
  }
  int places_free() {
    static const db::Query q{"t.places_free", "SELECT places_free FROM service_capacity"};
    return static_cast<int>(count(q));
  }
};

}  // namespace gishe::referrals
