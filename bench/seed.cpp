// Fills a demo zone up to the size the benchmarks are judged by: gishe_bench_seed FOLDER [URL] [PEOPLE SERVICES
// REFERRALS] Everything is invented and drawn from one fixed seed, so that two runs make the same load. Not an act: no
// ledger lines.
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/transliterate.h"
#include "directory/directory.h"
#include "platform/db/db.h"
#include "platform/secrets/secrets.h"
#include "territory/territory.h"

namespace {

using namespace gishe;

constexpr int rows_per_commit = 5000;
const std::array given = {"Иван",   "Георги",  "Димитър", "Мария",  "Елена",   "Петър", "Йорданка",
                          "Стоян",  "Радка",   "Христо",  "Пенка",  "Атанас",  "Въльо", "Айше",
                          "Мехмед", "Василка", "Любен",   "Запрян", "Цветана", "Анка"};
const std::array family_start = {"Велев",  "Кацаров", "Юруков",   "Шопов",  "Янков",  "Щерев",    "Чолаков",
                                 "Гьошев", "Хаджиев", "Пеев",     "Делчев", "Минков", "Ангелов",  "Тончев",
                                 "Савов",  "Груев",   "Лозанов",  "Златев", "Манов",  "Рангелов", "Стайков",
                                 "Бонев",  "Дойчев",  "Калоянов", "Недев"};
const std::array family_more = {"", "ски", "ица", "чев", "аров", "инов", "анов", "ешки", "алиев", "ин"};
const std::array needs = {"cannot_care_for_self", "rehabilitation_after_illness", "heating", "loneliness",
                          "social_benefits"};

/// A row is a place in a queue, a name and where it goes; kept small so that 100,000 fit in memory with ease.
struct Seeded {
  PersonId person;
  MunicipalityCode municipality;
};

class Seeder {
 public:
  Seeder(db::Database& db, int people, int services, int referrals)
      : m_db(db), m_people_wanted(people), m_services_wanted(services), m_referrals_wanted(referrals) {
    m_db.read([&](db::Session& session) {
      for (const auto& m : territory::list_municipalities(session)) m_towns.push_back(m);
      static const db::Query q{"bench.officer", "SELECT account_id FROM post WHERE function = 'desk_officer' LIMIT 1"};
      session.one(q, {}, [&](const db::Row& row) { m_officer = row.id<AccountId>(0); });
    });
    if (m_towns.empty() || m_officer.is_nil()) throw std::runtime_error("run `gishe demo` on this installation first");
  }

  void run() {
    in_batches("services", m_services_wanted, [&](db::Tx& tx, int n) { add_service(tx, n); });
    in_batches("people", m_people_wanted, [&](db::Tx& tx, int n) { add_person(tx, n); });
    in_batches("referrals", m_referrals_wanted, [&](db::Tx& tx, int n) { add_referral(tx, n); });
  }

 private:
  template <class Add>
  void in_batches(const char* what, int wanted, Add add) {
    for (int start = 0; start < wanted; start += rows_per_commit) {
      const int end = std::min(wanted, start + rows_per_commit);
      m_db.write([&](db::Tx& tx) {
        for (int n = start; n < end; ++n) add(tx, n);
      });
      fmt::print(stderr, "\r{}: {} of {}   ", what, end, wanted);
    }
    fmt::print(stderr, "\n");
  }

  std::size_t any(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }

  /// Three in ten live in Лесичово, where the measured officer sits: a harder case than an even spread.
  const territory::Municipality& any_town() {
    if (any(10) < 3) {
      for (const auto& town : m_towns) {
        if (town.code.text == "PAZ14") return town;
      }
    }
    return m_towns[any(m_towns.size())];
  }

  void add_service(db::Tx& tx, int n) {
    const auto& town = m_towns[any(m_towns.size())];
    directory::NewOrganisation maker;
    if (n % 5 == 0) {
      maker.organisation.id = OrganisationId::make();
      maker.organisation.name = fmt::format("Доставчик {} {}", town.name_bg, n);
      maker.organisation.kind = "ngo";
      maker.organisation.municipality = town.code;
      directory::store_organisation(tx, maker);
      m_maker = maker.organisation.id;
    }
    directory::NewService service;
    service.service.id = ServiceId::make();
    service.service.organisation = m_maker;
    service.service.name = fmt::format("Услуга {} {}", n, town.name_bg);
    service.service.description = "Измислена услуга за измерване на скоростта.";
    service.service.type = std::string(directory::service_types[any(std::size(directory::service_types))]);
    service.service.status = "published";
    service.service.municipality = town.code;
    service.service.settlement = town.seat;
    service.service.capacity = {"capacity", 20, static_cast<int>(any(20)), 0, system_clock().today()};
    service.service.confirmed_on = system_clock().today();
    directory::store_service(tx, service);
    m_services.push_back({service.service.id, m_maker, town.code});
  }

  void add_person(db::Tx& tx, int n) {
    static const db::Query q_person{
        "bench.person",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_on, "
        "born_precision, state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, "
        "identifier_masked, registered_at, registered_by, changed_at, version) VALUES ($1, $2, $3, $4, $5, $6, "
        "'unknown', "
        "$7, 'day', 'identified', 2, $8, $9, '', '', '', 'older_person', '', $10, $11, $10, 1)"};
    static const db::Query q_key{"bench.name_key",
                                 "INSERT INTO person_name_key (municipality, token, person_id) VALUES ($1, $2, $3) "
                                 "ON CONFLICT (municipality, token, person_id) DO NOTHING"};
    const auto& town = any_town();
    const auto id = PersonId::make();
    const std::string first = given[any(given.size())], middle = family_start[any(family_start.size())];
    const std::string family =
        fmt::format("{}{}", family_start[any(family_start.size())], family_more[any(family_more.size())]);
    const auto born =
        Day::of(1930 + static_cast<int>(any(75)), 1 + static_cast<int>(any(12)), 1 + static_cast<int>(any(28)));
    tx.run(q_person, {town.code, id, Uuid::make(), first, middle, family, *born, town.seat,
                      fmt::format("ул. Измислена {}", n), system_clock().now(), m_officer});
    for (const auto& part : {first, middle, family}) tx.run(q_key, {town.code, name_skeleton(part), id});
    m_people.push_back({id, town.code});
  }

  /// One referral comes with its application, line and event, as in life.
  void add_referral(db::Tx& tx, int n) {
    const auto& who = m_people[any(m_people.size())];
    const auto& to = m_services[any(m_services.size())];
    const auto application = ApplicationId::make();
    const auto line = ApplicationLineId::make();
    const auto referral = ReferralId::make();
    const auto today = system_clock().today();
    const bool open = n % 20 == 0;  // one in twenty still waits; the rest is history
    const auto sent = system_clock().now().plus_seconds(-std::int64_t{86400} *
                                                        static_cast<std::int64_t>(open ? any(8) : 30 + any(700)));
    const auto due = open ? today.plus_days(static_cast<int>(any(10))) : today.plus_days(-20);
    static const db::Query q_application{
        "bench.application",
        "INSERT INTO application (municipality, id, number, person_id, representative_id, channel, own_words, urgency, "
        "received_at, received_on, due_on, state, secret_hash, sensitivity, opened_by, version) VALUES ($1, $2, $3, "
        "$4, NULL, "
        "'desk', $5, 'normal', $6, $7, $8, $9, $10, 2, $11, 1)"};
    tx.run(q_application, {who.municipality, application, fmt::format("{}-B-{}", who.municipality.text, n), who.person,
                           "Измислена нужда, за измерване.", sent, local_time(sent).day, due,
                           open ? "under_way" : "closed", db::Blob{std::string(32, 's')}, m_officer});
    static const db::Query q_referral{
        "bench.referral",
        "INSERT INTO referral (municipality, id, number, version, kind, state, stage, sensitivity, person_id, "
        "source_id, "
        "to_municipality, to_organisation_id, to_service_id, to_organisation_name, to_service_name, reason, urgency, "
        "legal_ground, consent_how, agreement_id, sent_at, answer_due_on, sent_by, changed_at) VALUES ($1, $2, $3, 1, "
        "'service', $4, $5, 2, $6, $7, $8, $9, $10, 'Доставчик', 'Услуга', 'Измислена причина', 'normal', 'consent', "
        "'written', NULL, $11, $12, $13, $11)"};
    tx.run(q_referral, {who.municipality, referral, fmt::format("{}-R-B-{}", who.municipality.text, n),
                        open ? "sent" : "completed", open ? "waiting" : "closed", who.person, line.value,
                        to.municipality, to.organisation, to.id, sent, due, m_officer});
    static const db::Query q_line{
        "bench.line",
        "INSERT INTO application_line (municipality, id, application_id, position, need_code, service_id, route, "
        "state, "
        "outcome, referral_id, routed_on, due_on) VALUES ($1, $2, $3, 1, $4, $5, 'neighbour', $6, $7, $8, $9, $10)"};
    tx.run(q_line, {who.municipality, line, application, needs[any(needs.size())], to.id, open ? "routed" : "closed",
                    open ? "" : "granted", referral, local_time(sent).day, due});
    static const db::Query q_event{
        "bench.event",
        "INSERT INTO referral_event (municipality, referral_id, seq, at, verb, side, account_id, from_state, to_state, "
        "reason_code, note) VALUES ($1, $2, 1, $3, 'send', 'sender', $4, 'draft', 'sent', '', '')"};
    tx.run(q_event, {who.municipality, referral, sent, m_officer});
  }

  struct Target {
    ServiceId id;
    OrganisationId organisation;
    MunicipalityCode municipality;
  };
  db::Database& m_db;
  int m_people_wanted, m_services_wanted, m_referrals_wanted;
  std::mt19937_64 m_random{20261122};
  std::vector<territory::Municipality> m_towns;
  std::vector<Seeded> m_people;
  std::vector<Target> m_services;
  OrganisationId m_maker;
  AccountId m_officer;
};

}  // namespace

int main(int count, char** words) {
  try {
    if (count < 2) throw std::runtime_error("gishe_bench_seed FOLDER [URL or - [PEOPLE SERVICES REFERRALS]]");
    const std::string url = count > 2 && std::string(words[2]) != "-" ? words[2] : "";
    const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(words[at]) : otherwise; };
    const auto db = db::Database::open(url.empty() ? words[1] : url);
    Seeder(*db, number(3, 100'000), number(4, 10'000), number(5, 200'000)).run();
  } catch (const std::exception& why) {
    fmt::print(stderr, "gishe_bench_seed: {}\n", why.what());
    return 1;
  }
}
