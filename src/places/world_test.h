#pragma once
#include <gtest/gtest.h>

#include "places/stay_acts.h"
#include "places/waiting_acts.h"
#include "platform/db/testing.h"
#include "referrals/referrals.h"

/// A small world for the tests of this folder: two municipalities, a rehabilitation service with three seats, a crisis
/// centre with two rooms, people, one of them shielded.
namespace gishe::places {

inline Instant at_noon(std::string_view iso) {
  const auto day = Day::from_iso(iso).value();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}.plus_seconds(
      10 * 3600);
}

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
      fill_provider(tx, shelter, "Кризисен център");
      fill_service(tx, rehabilitation, centre, "therapy_rehabilitation", "");
      fill_service(tx, unkept, centre, "day_care", "");
      fill_service(tx, crisis, shelter, "shelter", "violence_victim");
      for (const Actor* a : {&officer, &head, &keeper, &worker, &second, &mayor}) fill_account(tx, *a);
      fill_person(tx, man, "m", "1960-05-05", 2);
      fill_person(tx, woman, "f", "1990-05-05", 2);
      fill_person(tx, shielded, "f", "1985-05-05", 4);
      name(tx, officer);
      for (int seq = 1; seq <= 3; ++seq) fill_place(tx, rehabilitation, centre, seq, "seat", "");
      fill_place(tx, crisis, shelter, 1, "room", "f");
      fill_place(tx, crisis, shelter, 2, "room", "");
    });
  }
  static void fill_provider(db::Tx& tx, const OrganisationId& id, const char* its_name) {
    static const db::Query q{"t.organisation",
                             "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, "
                             "website, source) VALUES ($1, $2, 'municipal', '', 'PAZ21', '', '', '', '', 'own')"};
    tx.run(q, {id, its_name});
  }
  static void fill_service(db::Tx& tx, const ServiceId& id, const OrganisationId& of, const char* type,
                           const char* groups) {
    static const db::Query q{
        "t.service",
        "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description, "
        "phone, email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups, "
        "needs, papers, serves, source) VALUES ($1, $2, 'PAZ21', $3, 'published', 1, $4, 'Услуга', '', '', '', '', "
        "'', '', 0, 1, 0, $5, '', '', '', 'own')"};
    tx.run(q, {id, of, type, db::Blob{type}, groups});
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
  static void fill_person(db::Tx& tx, const PersonId& id, const char* sex, const char* born, int sensitivity) {
    static const db::Query q{
        "t.person",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_on, "
        "born_precision, state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, "
        "identifier_masked, registered_at, changed_at) VALUES ('PAZ14', $1, $2, 'Проба', 'Пробова', 'Тестова', $3, $4, "
        "'day', 'identified', $5, '', 'ул. Първа 1', '0888 123 456', '', '', '', '', 1, 1)"};
    tx.run(q, {id, Uuid::make(), sex, born, sensitivity});
  }
  void name(db::Tx& tx, const Actor& a) const { name(tx, a, shielded); }
  static void name(db::Tx& tx, const Actor& a, const PersonId& person) {
    static const db::Query q{"t.named",
                             "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES "
                             "('PAZ14', $1, $2, 1) ON CONFLICT DO NOTHING"};
    tx.run(q, {person, a.account});
  }
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

  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
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
