#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/actor.h"
#include "base/refusal.h"
#include "platform/db/testing.h"

/// For tests only: what every small world of a capability stands on, as rows: towns, houses, accounts, people.
namespace gishe::db::testing {

inline Day day(std::string_view iso) { return Day::from_iso(iso).value(); }
inline Instant noon(std::string_view iso) {
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day(iso).at.time_since_epoch()).count()}
      .plus_seconds(10 * 3600);
}

inline Actor actor(Function function, const MunicipalityCode& town, const OrganisationId& house = {},
                   std::string email = {}) {
  Actor a;
  a.account = AccountId::make();
  a.name = email.empty() ? a.account.text() + "@example.bg" : std::move(email);
  a.post = {PostId::make(), function, town, house};
  return a;
}

struct TestTown {
  std::string_view code, name, latin;
  double latitude = 42;
};
inline constexpr TestTown lesichovo_town{"PAZ14", "Лесичово", "Lesichovo"},
    peshtera_town{"PAZ21", "Пещера", "Peshtera"};
/// All of district Пазарджик.
inline void add_towns(Tx& tx, std::initializer_list<TestTown> towns) {
  static const Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
  static const Query town{"t.town", "INSERT INTO municipality VALUES ($1, 'PAZ', $2, $3, '43369', $4, 24.2, 5000)"};
  tx.run(district, {});
  for (const auto& t : towns) tx.run(town, {t.code, t.name, t.latin, t.latitude});
}

inline void add_house(Tx& tx, const OrganisationId& id, const MunicipalityCode& town, std::string_view name = "Център",
                      std::string_view kind = "municipal") {
  static const Query q{"t.organisation",
                       "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, "
                       "website, source) VALUES ($1, $2, $4, '', $3, '', '', '', '', 'own')"};
  tx.run(q, {id, name, town, kind});
}

struct TestService {
  std::string_view type = "therapy_rehabilitation", state = "published", groups = {}, needs = {}, papers = {},
                   name = "Услуга";
  bool accepts = true, everywhere = false;
};
inline void add_service(Tx& tx, const ServiceId& id, const OrganisationId& house, const MunicipalityCode& town,
                        const TestService& s = {}) {
  static const Query q{
      "t.service",
      "INSERT INTO service (id, organisation_id, municipality, type, state, listed, sort_key, name, description, "
      "phone, "
      "email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere, target_groups, needs, "
      "papers, serves, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', '', '', '', '', 0, $9, $10, $11, $12, "
      "$13, '', 'own')"};
  tx.run(q, {id, house, town, s.type, s.state, s.state == "published" ? 1 : 0, Blob{s.type}, s.name, s.accepts ? 1 : 0,
             s.everywhere ? 1 : 0, s.groups, s.needs, s.papers});
}

inline void add_account(Tx& tx, const Actor& a) {
  static const Query account{"t.account",
                             "INSERT INTO account (id, email, email_key, name, added_at) VALUES ($1, $2, $2, $2, 1)"};
  static const Query post{"t.post",
                          "INSERT INTO post (municipality, id, account_id, function, organisation_id, added_at) VALUES "
                          "($1, $2, $3, $4, $5, 1)"};
  tx.run(account, {a.account, a.name});
  const auto house = a.post.organisation.is_nil() ? std::nullopt : std::optional(a.post.organisation);
  tx.run(post, {a.post.municipality, a.post.id, a.account, function_name(a.post.function), house});
}

struct TestPerson {
  std::string_view given = "Иван", middle = "Петров", family = "Тестов", sex = "m";
  int level = 2;
  std::optional<Day> born_on = {};
  std::string_view address = "ул. Първа 1", phone = "0888 123 456", contact_rule = {};
};
inline void add_person(Tx& tx, const PersonId& id, const TestPerson& p = {}) {
  static const Query q{
      "t.person",
      "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_on, "
      "born_precision, state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, "
      "identifier_masked, registered_at, changed_at) VALUES ('PAZ14', $1, $2, $3, $4, $5, $6, $7, $8, 'identified', "
      "$9, '', $10, $11, '', $12, '', '', 1, 1)"};
  tx.run(q, {id, Uuid::make(), p.given, p.middle, p.family, p.sex, p.born_on, p.born_on ? "day" : "unknown", p.level,
             p.address, p.phone, p.contact_rule});
}
inline void name_for(Tx& tx, const PersonId& person, const Actor& a) {
  static const Query q{"t.named",
                       "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, "
                       "$2, 1) ON CONFLICT DO NOTHING"};
  tx.run(q, {person, a.account});
}

/// The first refusal's name, or "".
template <class T>
std::string why(const Result<T>& result) {
  return result.ok() ? "" : result.refusals().front().code->name;
}

}  // namespace gishe::db::testing
