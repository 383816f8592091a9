#pragma once
#include <gtest/gtest.h>

#include "platform/db/testing.h"
#include "referrals/referral_acts.h"

/// A small world for the tests of this folder: two municipalities, two providers, a person, a shielded person.
namespace gishe::referrals {

inline Instant at_noon(std::string_view iso) {
  const auto day = Day::from_iso(iso).value();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}.plus_seconds(
      10 * 3600);
}

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

  static Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& organisation,
                     const char* email) {
    Actor a;
    a.account = AccountId::make();
    a.name = email;
    a.post = {PostId::make(), function, town, organisation};
    return a;
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
      static const db::Query town{"t.town",
                                  "INSERT INTO municipality VALUES ($1, 'PAZ', $2, $3, '43369', 42, 24, 5000)"};
      tx.run(district, {});
      tx.run(town, {lesichovo, "Лесичово", "Lesichovo"});
      tx.run(town, {peshtera, "Пещера", "Peshtera"});
      fill_provider(tx, centre, "Център за рехабилитация");
      fill_provider(tx, other_centre, "Друг център");
      fill_service(tx, rehabilitation, "published", 1);
      fill_service(tx, closed_service, "suspended", 1);
      static const db::Query capacity{"t.capacity",
                                      "INSERT INTO service_capacity (service_id, status, places_total, places_free, "
                                      "waiting, updated_on) VALUES ($1, 'capacity', 10, 2, 0, '2026-11-20')"};
      tx.run(capacity, {rehabilitation});
      for (const Actor* a : {&officer, &supervisor, &head, &other_head, &neighbour, &mayor}) fill_account(tx, *a);
      fill_person(tx, man, 2);
      fill_person(tx, shielded, 4);
      name(tx, officer);
    });
  }

  static void fill_provider(db::Tx& tx, const OrganisationId& id, const char* its_name) {
    static const db::Query q{"t.organisation",
                             "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, "
                             "website, source) VALUES ($1, $2, 'municipal', '', 'PAZ21', '', '', '', '', 'own')"};
    tx.run(q, {id, its_name});
  }
  void fill_service(db::Tx& tx, const ServiceId& id, const char* state, int accepts) {
    static const db::Query q{
        "t.service",
        "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description, "
        "phone, "
        "email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups, needs, "
        "papers, serves, source) VALUES ($1, $2, 'PAZ21', 'therapy_rehabilitation', $3, $4, $5, 'Рехабилитация', '', "
        "'', "
        "'', '', '', '', 0, $6, 0, '', '', '', '', 'own')"};
    tx.run(q, {id, centre, state, state == std::string_view("published") ? 1 : 0, db::Blob{"r"}, accepts});
  }
  static void fill_account(db::Tx& tx, const Actor& a) {
    static const db::Query account{
        "t.account", "INSERT INTO account (id, email, email_key, name, added_at) VALUES ($1, $2, $2, $2, 1)"};
    static const db::Query post{"t.post",
                                "INSERT INTO post (municipality, id, account_id, function, organisation_id, added_at) "
                                "VALUES ($1, $2, $3, $4, $5, 1)"};
    tx.run(account, {a.account, a.name});
    const auto organisation = a.post.organisation.is_nil() ? std::nullopt : std::optional(a.post.organisation);
    tx.run(post, {a.post.municipality, a.post.id, a.account, function_name(a.post.function), organisation});
  }
  void fill_person(db::Tx& tx, const PersonId& id, int sensitivity) const {
    static const db::Query q{
        "t.person",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision, "
        "state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, "
        "registered_at, changed_at) VALUES ('PAZ14', $1, $2, 'Иван', 'Петров', 'Тестов', 'm', 'unknown', 'identified', "
        "$3, "
        "'', 'ул. Първа 1', '0888 123 456', '', 'само сутрин', '', '', 1, 1)"};
    tx.run(q, {id, Uuid::make(), sensitivity});
  }
  void name(db::Tx& tx, const Actor& a) const {
    static const db::Query q{
        "t.named",
        "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, "
        "$2, 1)"};
    tx.run(q, {shielded, a.account});
  }
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
  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
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
