#pragma once
#include <gtest/gtest.h>

#include "desk/application_acts.h"
#include "desk/application_view.h"
#include "desk/desk.h"
#include "desk/sending.h"
#include "desk/task.h"
#include "platform/db/town_test.h"

/// A small world for the tests of this folder.
namespace gishe::desk {

using db::testing::why;

inline Instant at_noon(std::string_view iso) { return db::testing::noon(iso); }

/// A town hall with an officer who has an account and its village, a supervisor, a man, a shielded woman, one provider
/// with one service, a state desk.
struct World {
  explicit World(db::Engine engine) : db(db::testing::fresh_database(engine)) { fill(); }

  SetClock clock{at_noon("2026-11-23")};
  std::unique_ptr<db::Database> db;
  secrets::Vault vault = secrets::Vault::for_tests();
  Office office{*db, vault, clock};
  MunicipalityCode town{"PAZ14"};
  Actor officer = actor(Function::desk_officer, town), neighbour = actor(Function::desk_officer, {"PAZ21"});
  Actor mayor = actor(Function::mayor, town), supervisor = actor(Function::supervisor, town);
  PersonId man = PersonId::make(), shielded = PersonId::make();
  OrganisationId centre = OrganisationId::make();
  ServiceId service = ServiceId::make(), state_desk = ServiceId::make();
  Actor head = provider(centre);

  static Actor actor(Function function, const MunicipalityCode& where) { return db::testing::actor(function, where); }

  Actor provider(const OrganisationId& organisation) const {
    Actor a = actor(Function::provider_head, town);
    a.post.organisation = organisation;
    return a;
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      db::testing::add_towns(tx, {db::testing::lesichovo_town, db::testing::peshtera_town});
      static const db::Query village{
          "t.village",
          "INSERT INTO settlement (code, municipality, kind, name_bg, name_latin,"
          " postal_code, latitude, longitude, population)"
          " VALUES ('43369', 'PAZ14', 'село', 'Лесичово', 'Lesichovo', '4463', 42, 24, 100)"};
      tx.run(village, {});
      officer.name = "o@x";
      db::testing::add_account(tx, officer);
      db::testing::add_house(tx, centre, town);
      db::testing::add_service(
          tx, service, centre, town,
          {.type = "assistant_support", .needs = "cannot_care_for_self", .papers = "id_card", .name = "Подкрепа"});
      db::testing::add_service(tx, state_desk, centre, town,
                               {.type = "state_desk", .needs = "heating", .name = "Помощи", .accepts = false});
      const auto add = [&](const PersonId& id, int level) {
        db::testing::add_person(tx, id, {.middle = "", .level = level, .address = "", .phone = "0888"});
      };
      add(man, 2);
      add(shielded, 4);
    });
  }

  NewApplication asked() const {
    NewApplication n;
    n.person = man;
    n.own_words = "Не мога да готвя.";
    n.needs = {"cannot_care_for_self", "heating"};
    return n;
  }
  File file(const ApplicationId& id) {
    const auto view = open_view(office, officer, id);
    EXPECT_TRUE(view);
    return view ? view->file : File{};
  }
  /// An application whose first line was sent to the centre.
  struct SentLine {
    ApplicationId application;
    ApplicationLineId line;
    ReferralId referral;
  };
  SentLine send() { return send(asked(), "consent", "written"); }
  SentLine send(const NewApplication& what, std::string legal_ground, std::string consent_how) {
    const auto taken = take_application(office, officer, what, "");
    EXPECT_EQ(why(taken), "");
    File f = file(taken->id);
    const auto line = f.lines.front().id;
    EXPECT_EQ(why(choose_service(office, officer, {taken->id, line, service, f.application.version}, "")), "");
    f = file(taken->id);
    const Sending sending{taken->id, f.application.version, {"name"}, legal_ground, consent_how, {}};
    EXPECT_EQ(why(send_lines(office, officer, sending, "")), "");
    f = file(taken->id);
    return {taken->id, line, f.lines.front().referral.value_or(ReferralId{})};
  }
  /// A step of the referral with its version of this moment; the refusal's name, or "".
  std::string step(const Actor& who, const ReferralId& id, std::string_view verb, std::string reason = {},
                   std::string note = {}, std::string on = {}) {
    const auto scope = access::scope(supervisor, access::Action::list_referrals);
    const auto referral = db->read([&](db::Session& s) { return referrals::find_referral(s, scope, id); });
    EXPECT_TRUE(referral);
    return why(referrals::take_step(office, who,
                                    {id, std::string(verb), referral ? referral->version : 0, reason, note, on}, ""));
  }
  std::vector<Task> open_tasks() {
    const auto scope = access::scope(officer, access::Action::see_day);
    return db->read([&](db::Session& s) { return list_open_tasks(s, scope, 50); });
  }
};

}  // namespace gishe::desk
