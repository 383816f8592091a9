#pragma once
#include <gtest/gtest.h>

#include "cases/case_acts.h"
#include "platform/db/testing.h"

/// A small world for the tests of this folder: one municipality, its workers, a nurse of a provider, a person, a
/// shielded person known to the worker alone.
namespace gishe::cases {

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

  MunicipalityCode lesichovo{"PAZ14"};
  OrganisationId provider = OrganisationId::make();
  PersonId woman = PersonId::make(), man = PersonId::make(), shielded = PersonId::make();
  Actor worker = actor(Function::social_worker, "worker@lesichovo.example");
  Actor second = actor(Function::social_worker, "second@lesichovo.example");
  Actor supervisor = actor(Function::supervisor, "supervisor@lesichovo.example");
  Actor officer = actor(Function::desk_officer, "officer@lesichovo.example");
  Actor nurse = actor(Function::provider_specialist, "nurse@lesichovo.example", provider);
  Actor stranger = actor(Function::provider_specialist, "stranger@lesichovo.example", provider);

  static Actor actor(Function function, const char* email, OrganisationId organisation = {}) {
    Actor a;
    a.account = AccountId::make();
    a.name = email;
    a.post = {PostId::make(), function, {"PAZ14"}, organisation};
    return a;
  }

  void fill() {
    db->write([&](db::Tx& tx) {
      static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
      static const db::Query town{
          "t.town", "INSERT INTO municipality VALUES ('PAZ14', 'PAZ', 'Лесичово', 'Lesichovo', '43369', 42, 24, 5000)"};
      static const db::Query house{
          "t.house",
          "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, website, source) "
          "VALUES ($1, 'Домашна грижа', 'municipal', '', 'PAZ14', '', '', '', '', 'own')"};
      tx.run(district, {});
      tx.run(town, {});
      tx.run(house, {provider});
      for (const Actor* a : {&worker, &second, &supervisor, &officer, &nurse, &stranger}) fill_account(tx, *a);
      fill_person(tx, woman, 2, "Тестова");
      fill_person(tx, man, 3, "Пробин");
      fill_person(tx, shielded, 4, "Скрита");
      for (const PersonId& person : {woman, man, shielded}) join(tx, person, worker);
      name(tx, worker);
    });
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
  static void fill_person(db::Tx& tx, const PersonId& id, int level, const char* family) {
    static const db::Query q{
        "t.person",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision, "
        "state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, "
        "registered_at, changed_at) VALUES ('PAZ14', $1, $2, 'Иванка', 'Петрова', $4, 'f', 'unknown', 'identified', "
        "$3, "
        "'', 'ул. Адресна 1', '0888 123 456', '', '', '', '', 1, 1)"};
    tx.run(q, {id, Uuid::make(), level, family});
  }
  static void join(db::Tx& tx, const PersonId& person, const Actor& a) {
    static const db::Query q{"t.join",
                             "INSERT INTO person_team (municipality, person_id, account_id, from_on) VALUES ('PAZ14', "
                             "$1, $2, '2026-01-01')"};
    tx.run(q, {person, a.account});
  }
  void name(db::Tx& tx, const Actor& a) const {
    static const db::Query q{
        "t.named",
        "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', "
        "$1, $2, 1)"};
    tx.run(q, {shielded, a.account});
  }

  CaseId started(const PersonId& person, const char* type = "support") {
    const auto id = start_case(office, worker, {person, type, "Нужда от подкрепа"}, "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : CaseId{};
  }
  /// The row as it is, whoever looks.
  CaseFile row(const CaseId& id) {
    return db->read([&](db::Session& s) { return store::find_unseen(s, lesichovo, id).value_or(CaseFile{}); });
  }
  /// A step with the version of this moment; the refusal's name, or "".
  std::string step(const Actor& who, const CaseId& id, std::string_view verb, std::string reason = {},
                   std::string until = {}, std::string note = {}) {
    return why(take_step(office, who,
                         {id, std::string(verb), row(id).version, std::move(reason), std::move(until), std::move(note)},
                         ""));
  }
  void finish_tasks(const CaseId& id) {
    const auto file = row(id);
    for (const Task& t : db->read([&](db::Session& s) { return store::list_tasks(s, file); })) {
      if (t.state != "open") continue;
      EXPECT_EQ(why(end_task(office, worker, id, t.id, "done", "")), "");
    }
  }
  template <class T>
  static std::string why(const Result<T>& result) {
    return result.ok() ? "" : result.refusals().front().code->name;
  }
  std::int64_t ledger_lines(const std::string& words) {
    static const db::Query q{"t.ledger", "SELECT count(*) FROM ledger WHERE body LIKE $1"};
    return db->read([&](db::Session& s) { return s.count(q, {"%" + words + "%"}); });
  }
};

}  // namespace gishe::cases
