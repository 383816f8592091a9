#pragma once
#include <gtest/gtest.h>

#include "desk/application_acts.h"
#include "desk/application_view.h"
#include "desk/desk.h"
#include "desk/sending.h"
#include "desk/task.h"
#include "platform/db/testing.h"

/// A small world for the tests of this folder.
namespace gishe::desk {

inline Instant at_noon(std::string_view iso) {
  const auto day = Day::from_iso(iso).value();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}.plus_seconds(
      36000);
}

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

  static Actor actor(Function function, const MunicipalityCode& where) {
    Actor a;
    a.account = AccountId::make();
    a.post = {PostId::make(), function, where, {}};
    return a;
  }

  Actor provider(const OrganisationId& organisation) const {
    Actor a = actor(Function::provider_head, town);
    a.post.organisation = organisation;
    return a;
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
      static const db::Query place{"t.town",
                                   "INSERT INTO municipality VALUES ($1, 'PAZ', $2, $2, '43369', 42, 24, 5000)"};
      static const db::Query organisation{
          "t.organisation",
          "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, website, source)"
          " VALUES ($1, 'Център', 'municipal', '', 'PAZ14', '', '', '', '', 'own')"};
      static const db::Query one_service{
          "t.service",
          "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description,"
          " phone, email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups,"
          " needs, papers, serves, source) VALUES ($1, $2, 'PAZ14', 'assistant_support', 'published', 1, $3, "
          "'Подкрепа',"
          " '', '', '', '', '', '', 0, 1, 0, '', 'cannot_care_for_self', 'id_card', '', 'own')"};
      static const db::Query person{
          "t.person",
          "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision,"
          " state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked,"
          " registered_at, changed_at) VALUES ('PAZ14', $1, $2, 'Иван', '', 'Тестов', 'm', 'unknown', 'identified', $3,"
          " '', '', '0888', '', '', '', '', 1, 1)"};
      tx.run(district, {});
      tx.run(place, {town, "Лесичово"});
      tx.run(place, {"PAZ21", "Пещера"});
      static const db::Query village{
          "t.village",
          "INSERT INTO settlement (code, municipality, kind, name_bg, name_latin,"
          " postal_code, latitude, longitude, population)"
          " VALUES ('43369', 'PAZ14', 'село', 'Лесичово', 'Lesichovo', '4463', 42, 24, 100)"};
      static const db::Query account{"t.account",
                                     "INSERT INTO account (id, email, email_key, name, added_at)"
                                     " VALUES ($1, 'o@x', 'o@x', 'Служителка', 1)"};
      static const db::Query post{"t.post",
                                  "INSERT INTO post (municipality, id, account_id, function, added_at)"
                                  " VALUES ('PAZ14', $1, $2, 'desk_officer', 1)"};
      tx.run(village, {});
      tx.run(account, {officer.account});
      tx.run(post, {officer.post.id, officer.account});
      tx.run(organisation, {centre});
      static const db::Query one_state_desk{
          "t.state_desk",
          "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description,"
          " phone, email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups,"
          " needs, papers, serves, source) VALUES ($1, $2, 'PAZ14', 'state_desk', 'published', 1, $3, 'Помощи', '', '',"
          " '', '', '', '', 0, 0, 0, '', 'heating', '', '', 'own')"};
      tx.run(one_service, {service, centre, db::Blob{"s"}});
      tx.run(one_state_desk, {state_desk, centre, db::Blob{"t"}});
      tx.run(person, {man, Uuid::make(), 2});
      tx.run(person, {shielded, Uuid::make(), 4});
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

  template <class T>
  static std::string why(const Result<T>& result) {
    return result ? "" : result.refusals().front().code->name;
  }
};

}  // namespace gishe::desk
