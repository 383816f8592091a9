#pragma once
#include <gtest/gtest.h>

#include "base/text.h"
#include "directory/directory.h"
#include "people/people.h"
#include "platform/db/testing.h"
#include "protection/crisis_acts.h"
#include "protection/shelter_acts.h"
#include "protection/signal_acts.h"
#include "referrals/referrals.h"

/// A small world for the tests of this folder.
namespace gishe::protection {

inline Instant at_noon(std::string_view iso) {
  const auto day = Day::from_iso(iso).value();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}.plus_seconds(
      36000);
}

/// Стрелча with a social worker, her colleague, a desk officer and a supervisor; the crisis centre in Пещера with its
/// head and two on duty; the child protection department in Пазарджик with two officers; a secretary of a commission.
struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{at_noon("2026-11-23")};
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
    Actor a;
    a.account = AccountId::make();
    a.post = {PostId::make(), function, where, house};
    return a;
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
      static const db::Query town{"t.town",
                                  "INSERT INTO municipality VALUES ($1, 'PAZ', $1, $1, '43369', 42, 24, 5000)"};
      static const db::Query organisation{
          "t.organisation",
          "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, website, source)"
          " VALUES ($1, 'Център', 'ngo', '', $2, '', '', '', '', 'own')"};
      tx.run(district, {});
      for (const auto& code : {home, peshtera, pazardzhik}) tx.run(town, {code});
      tx.run(organisation, {centre, pazardzhik});
      tx.run(organisation, {department, pazardzhik});
      tx.run(organisation, {other, pazardzhik});
      keep_shelter(tx);
      for (const Actor* who : {&worker, &colleague, &officer, &supervisor, &secretary, &head, &duty, &second_duty,
                               &child_officer, &second_child_officer, &other_child_officer}) {
        keep_account(tx, *who);
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

  static void keep_account(db::Tx& tx, const Actor& who) {
    static const db::Query account{
        "t.account",
        "INSERT INTO account (id, email, email_key, name, language, added_at) VALUES ($1, $2, $2, $2, '', 1)"};
    static const db::Query post{"t.post",
                                "INSERT INTO post (municipality, id, account_id, function, organisation_id, added_at)"
                                " VALUES ($1, $2, $3, $4, $5, 1)"};
    const auto house = who.post.organisation.is_nil() ? std::nullopt : std::optional(who.post.organisation);
    tx.run(account, {who.account, who.account.text() + "@example.bg"});
    tx.run(post, {who.post.municipality, who.post.id, who.account, function_name(who.post.function), house});
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

  template <class T>
  static std::string why(const Result<T>& result) {
    return result ? "" : result.refusals().front().code->name;
  }
};

}  // namespace gishe::protection
