#pragma once
#include <gtest/gtest.h>

#include "inquiries/ask.h"
#include "inquiries/contact_acts.h"
#include "inquiries/contact_store.h"
#include "inquiries/inquiries.h"
#include "inquiries/inquiry_acts.h"
#include "inquiries/inquiry_store.h"
#include "platform/db/testing.h"

/// A small world for the tests of this folder.
namespace gishe::inquiries {

inline Instant at_noon(std::string_view iso) {
  const auto day = Day::from_iso(iso).value();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}.plus_seconds(
      36000);
}

/// Two town halls with an officer each, a social worker, one service and a settlement.
struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{at_noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  MunicipalityCode town{"PAZ14"}, other_town{"PAZ21"};
  Actor officer = actor(Function::desk_officer, town), neighbour = actor(Function::desk_officer, other_town);
  Actor worker = actor(Function::social_worker, town), mayor = actor(Function::mayor, town);
  Actor colleague = actor(Function::desk_officer, town);
  ServiceId service = ServiceId::make();
  Ekatte village{"43369"};

  static Actor actor(Function function, const MunicipalityCode& where) {
    Actor a;
    a.account = AccountId::make();
    a.post = {PostId::make(), function, where, {}};
    return a;
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
      static const db::Query place{"t.town",
                                   "INSERT INTO municipality VALUES ($1, 'PAZ', $2, $2, '43369', 42, 24, 5000)"};
      static const db::Query settlement{
          "t.settlement",
          "INSERT INTO settlement (code, municipality, kind, name_bg, name_latin, postal_code, latitude, longitude,"
          " population) VALUES ('43369', 'PAZ14', 'село', 'Лесичово', 'Lesichovo', '4463', 42, 24, 900)"};
      static const db::Query organisation{
          "t.organisation",
          "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, website, source)"
          " VALUES ($1, 'Център', 'municipal', '', 'PAZ14', '', '', '', '', 'own')"};
      static const db::Query one_service{
          "t.service",
          "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description,"
          " phone, email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups,"
          " needs, papers, serves, source) VALUES ($1, $2, 'PAZ14', 'assistant_support', 'published', 1, $3, "
          "'Подкрепа', '', '', '', '', '', '', 0, 1, 0, '', 'cannot_care_for_self', 'id_card', '', 'own')"};
      tx.run(district, {});
      tx.run(place, {town, "Лесичово"});
      tx.run(place, {other_town, "Пещера"});
      tx.run(settlement, {});
      const auto house = OrganisationId::make();
      tx.run(organisation, {house});
      tx.run(one_service, {service, house, db::Blob{"s"}});
      for (const Actor* who : {&officer, &neighbour, &colleague, &worker}) keep_account(tx, *who);
    });
  }

  static void keep_account(db::Tx& tx, const Actor& who) {
    static const db::Query account{
        "t.account",
        "INSERT INTO account (id, email, email_key, name, language, added_at) VALUES ($1, $2, $2, $2, '', 1)"};
    static const db::Query post{
        "t.post", "INSERT INTO post (municipality, id, account_id, function, added_at) VALUES ($1, $2, $3, $4, 1)"};
    tx.run(account, {who.account, who.account.text() + "@example.bg"});
    tx.run(post, {who.post.municipality, who.post.id, who.account, function_name(who.post.function)});
  }

  NewContact contact() const {
    NewContact n;
    n.on = clock.today();
    n.topics = {"heating"};
    n.settlement = village;
    return n;
  }
  NewInquiry question() const {
    NewInquiry n;
    n.municipality = town;
    n.topic = "heating";
    n.words = "Как се подава за отопление?";
    n.call_when.clear();
    return n;
  }
  NewInquiry call() const {
    NewInquiry n = question();
    n.kind = Kind::callback;
    n.phone = "0888 123 456";
    n.call_when = "morning";
    return n;
  }
  /// Each from an address of its own, unless told.
  Asked ask(const NewInquiry& what) {
    const auto asked = ask_desk(office, what, "10.1.0." + std::to_string(++m_addresses), "");
    EXPECT_EQ(why(asked), "");
    return asked ? *asked : Asked{};
  }
  Inquiry inquiry(const InquiryId& id) {
    const auto found = db->read(
        [&](db::Session& s) { return find_inquiry(s, access::scope(officer, access::Action::see_inquiries), id); });
    EXPECT_TRUE(found);
    return found.value_or(Inquiry{});
  }
  Which now(const InquiryId& id) { return {id, inquiry(id).version}; }
  std::int64_t count(const db::Query& query) {
    return db->read([&](db::Session& s) { return s.count(query, {}); });
  }

  template <class T>
  static std::string why(const Result<T>& result) {
    return result ? "" : result.refusals().front().code->name;
  }

 private:
  int m_addresses = 0;
};

}  // namespace gishe::inquiries
