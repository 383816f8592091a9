#pragma once
#include <gtest/gtest.h>

#include "contracts/contract_acts.h"
#include "platform/db/town_test.h"

/// A small world for the tests of this folder: a desk that sends, a house with three kinds of service, a person and her
/// daughter.
namespace gishe::contracts {

using db::testing::why;

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

  static Instant noon(std::string_view iso) { return db::testing::noon(iso); }
  static Day day(std::string_view iso) { return db::testing::day(iso); }
  static Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& house, const char* email) {
    return db::testing::actor(function, town, house, email);
  }

  void fill(db::Tx& tx) {
    db::testing::add_towns(tx, {db::testing::lesichovo_town, db::testing::peshtera_town});
    db::testing::add_house(tx, house, peshtera);
    db::testing::add_house(tx, other_house, peshtera);
    db::testing::add_service(tx, therapy, house, peshtera, {.everywhere = true});
    db::testing::add_service(tx, shelter, house, peshtera, {.type = "shelter", .everywhere = true});
    db::testing::add_service(tx, advice, house, peshtera, {.type = "information_counselling", .everywhere = true});
    for (const Actor* a : {&officer, &head, &stranger}) db::testing::add_account(tx, *a);
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
    db::testing::add_person(tx, id,
                            {.given = name, .middle = "", .family = "Тестова", .sex = "f", .address = "", .phone = ""});
  }

  ReferralId accepted(const ServiceId& service, std::vector<std::string> fields = {"name"}) {
    referrals::NewReferral asked;
    asked.person = person;
    asked.to_service = service;
    asked.reason = "Два пъти седмично.";
    asked.package_fields = std::move(fields);
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
