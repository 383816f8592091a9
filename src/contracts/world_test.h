#pragma once
#include <gtest/gtest.h>

#include "contracts/contract_acts.h"
#include "platform/db/testing.h"

/// A small world for the tests of this folder: a desk that sends, a house with three kinds of service, a person and her
/// daughter.
namespace gishe::contracts {

struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) {
    referrals::ask_contract_with(&why_not_begin);
    referrals::set_listener(&referral_changed);
    db->write([&](db::Tx& tx) { fill(tx); });
  }
  ~World() {
    referrals::ask_contract_with(nullptr);
    referrals::set_listener(nullptr);
  }

  SetClock clock{noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  MunicipalityCode lesichovo{"PAZ14"}, peshtera{"PAZ21"};
  OrganisationId house = OrganisationId::make(), other_house = OrganisationId::make();
  ServiceId therapy = ServiceId::make(), shelter = ServiceId::make(), advice = ServiceId::make();
  PersonId person = PersonId::make(), daughter = PersonId::make();
  RepresentativeId mandate = RepresentativeId::make();
  Actor officer = actor(Function::desk_officer, lesichovo, {}, "officer@lesichovo.example");
  Actor head = actor(Function::provider_head, peshtera, house, "head@house.example");
  Actor stranger = actor(Function::provider_head, peshtera, other_house, "head@other.example");

  static Instant noon(std::string_view iso) {
    const auto day = Day::from_iso(iso).value();
    return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}
        .plus_seconds(10 * 3600);
  }
  static Day day(std::string_view iso) { return Day::from_iso(iso).value(); }
  static Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& organisation,
                     const char* email) {
    Actor a;
    a.account = AccountId::make();
    a.name = email;
    a.post = {PostId::make(), function, town, organisation};
    return a;
  }

  void fill(db::Tx& tx) {
    static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
    static const db::Query town{"t.town",
                                "INSERT INTO municipality VALUES ($1, 'PAZ', $2, $2, '43369', 42.0, 24.2, 5000)"};
    tx.run(district, {});
    tx.run(town, {lesichovo, "Лесичово"});
    tx.run(town, {peshtera, "Пещера"});
    static const db::Query organisation{
        "t.organisation",
        "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, website, source) "
        "VALUES ($1, 'Център', 'municipal', '', 'PAZ21', '', '', '', '', 'own')"};
    tx.run(organisation, {house});
    tx.run(organisation, {other_house});
    static const db::Query service{
        "t.service",
        "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description, "
        "phone, email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups, "
        "needs, papers, serves, source) VALUES ($1, $2, 'PAZ21', $3, 'published', 1, $4, 'Услуга', '', '', '', '', '', "
        "'', 0, 1, 1, '', '', '', '', 'own')"};
    tx.run(service, {therapy, house, "therapy_rehabilitation", db::Blob{"a"}});
    tx.run(service, {shelter, house, "shelter", db::Blob{"b"}});
    tx.run(service, {advice, house, "information_counselling", db::Blob{"c"}});
    static const db::Query account{
        "t.account", "INSERT INTO account (id, email, email_key, name, added_at) VALUES ($1, $2, $2, $2, 1)"};
    static const db::Query post{"t.post",
                                "INSERT INTO post (municipality, id, account_id, function, organisation_id, added_at) "
                                "VALUES ($1, $2, $3, $4, $5, 1)"};
    for (const Actor* a : {&officer, &head, &stranger}) {
      tx.run(account, {a->account, a->name});
      const auto of = a->post.organisation.is_nil() ? std::nullopt : std::optional(a->post.organisation);
      tx.run(post, {a->post.municipality, a->post.id, a->account, function_name(a->post.function), of});
    }
    add_person(tx, person, "Мария");
    add_person(tx, daughter, "Петя");
    static const db::Query represents{
        "t.mandate",
        "INSERT INTO representative (municipality, id, person_id, representative_id, kind, relation, document, "
        "from_on, valid_until, added_at) VALUES ('PAZ14', $1, $2, $3, 'proxy', 'дъщеря', 'пълномощно № 1', "
        "'2026-11-01', '2026-11-30', 1)"};
    tx.run(represents, {mandate, person, daughter});
  }
  static void add_person(db::Tx& tx, const PersonId& id, const char* name) {
    static const db::Query q{
        "t.person",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision, "
        "state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, "
        "registered_at, changed_at) VALUES ('PAZ14', $1, $2, $3, '', 'Тестова', 'f', 'unknown', 'identified', 2, '', "
        "'', '', '', '', '', '', 1, 1)"};
    tx.run(q, {id, Uuid::make(), name});
  }

  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  ReferralId accepted(const ServiceId& service) {
    referrals::NewReferral asked;
    asked.person = person;
    asked.to_service = service;
    asked.reason = "Два пъти седмично.";
    asked.package_fields = {"name"};
    asked.legal_ground = "public_task";
    const auto id = referrals::send_referral(office, officer, asked, "");
    EXPECT_EQ(why(id), "");
    EXPECT_EQ(step(*id, "accept", "", "2026-11-24"), "");
    return *id;
  }
  std::int64_t version_of(const ReferralId& id) {
    static const db::Query q{"t.version", "SELECT version FROM referral WHERE id = $1"};
    return db->read([&](db::Session& session) { return session.count(q, {id}); });
  }
  std::string step(const ReferralId& id, const char* verb, std::string reason = {}, std::string on = {}) {
    referrals::Step step{id, verb, version_of(id), std::move(reason), "", std::move(on)};
    if (step.verb == "complete") step.note = "Готово.";
    return why(referrals::take_step(office, head, step, ""));
  }

  Terms terms() const {
    Terms t;
    t.fee_cents = 1250;
    t.fee_per = "month";
    t.start_on = day("2026-11-24");
    t.content = "Два пъти седмично.";
    t.rights = "Да участва.";
    t.duties = "Да съдейства.";
    return t;
  }
  std::string write(const Actor& who, const ReferralId& id, std::int64_t version, const Terms& terms) {
    return why(write_terms(office, who, {id, version, "Мария Тестова", terms}, ""));
  }
  std::string take(const ReferralId& id, Verb verb, std::int64_t version, Signature signature = {},
                   Ending ending = {}) {
    Step step;
    step.referral = id;
    step.verb = verb;
    step.version = version;
    step.signature = std::move(signature);
    step.ending = std::move(ending);
    return why(take_step(office, head, step, ""));
  }
  Signature by_person() { return {office.today(), "person", std::nullopt, "Ръководител"}; }
  /// Made, offered and signed: version 3.
  ReferralId signed_one(const ServiceId& service) {
    const auto id = accepted(service);
    EXPECT_EQ(write(head, id, 0, terms()), "");
    EXPECT_EQ(take(id, Verb::offer, 1), "");
    EXPECT_EQ(take(id, Verb::sign, 2, by_person()), "");
    return id;
  }
  std::optional<Contract> contract(const ReferralId& id) {
    return db->read([&](db::Session& session) { return store::find(session, lesichovo, id); });
  }
};

}  // namespace gishe::contracts
