// Fills a demo zone up to the size the benchmarks are judged by:
//   gishe_bench_seed FOLDER [URL or - [PEOPLE SERVICES REFERRALS]]
// Everything is invented and drawn from one fixed seed, so that two runs make the same load. Not an act: no ledger
// lines. PostgreSQL gets its rows by the thousand, as JSON, or the round trips alone would take minutes.
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "base/transliterate.h"
#include "directory/directory.h"
#include "platform/db/db.h"
#include "territory/territory.h"

namespace {

using namespace gishe;

constexpr int rows_per_commit = 2000;
constexpr std::string_view officers_town = "PAZ14";  // Лесичово, where the measured officer sits
const std::array needs = {"cannot_care_for_self", "rehabilitation_after_illness", "heating", "loneliness",
                          "social_benefits"};

/// One table's rows on their way in: one by one on SQLite, in bunches on PostgreSQL. `slots` has a $n for each column.
struct Table {
  db::Query query;
  const char* columns;
};
#define BENCH_TABLE(table, columns, slots)                                                                    \
  {{"bench." table, "INSERT INTO " table " (" columns ") VALUES (" slots ")",                                 \
    "INSERT INTO " table " (" columns ") SELECT " columns " FROM json_populate_recordset(CAST(NULL AS " table \
    "), CAST($1 AS json))"},                                                                                  \
   columns}

class Rows {
 public:
  explicit Rows(const Table& table) : m_table(table) {
    std::stringstream columns(table.columns);
    for (std::string one; std::getline(columns >> std::ws, one, ',');) m_columns.push_back(one);
  }
  /// Bunches are of one statement each, but rows that others refer to must be in first: flush() in order.
  void add(db::Tx& tx, db::Args args) {
    if (tx.engine() == db::Engine::sqlite) {
      tx.run(m_table.query, args);
      return;
    }
    m_json += m_json.empty() ? "[{" : ",{";
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
      m_json += fmt::format("{}\"{}\":{}", i ? "," : "", m_columns[i], json(args.begin()[i]));
    }
    m_json += '}';
    ++m_waiting;
  }
  void flush(db::Tx& tx) {
    if (m_waiting > 0) tx.run(m_table.query, {m_json + ']'});
    m_json.clear();
    m_waiting = 0;
  }

 private:
  /// The seeder's own words hold nothing that JSON escapes.
  static std::string json(const db::Arg& arg) {
    struct Visitor {
      std::string operator()(std::nullptr_t) const { return "null"; }
      std::string operator()(std::int64_t i) const { return std::to_string(i); }
      std::string operator()(double d) const { return std::to_string(d); }
      std::string operator()(std::string_view t) const { return fmt::format("\"{}\"", t); }
      std::string operator()(const db::Blob& b) const { return fmt::format("\"\\\\x{}\"", text::hex(b.bytes)); }
      std::string operator()(const Uuid& u) const { return fmt::format("\"{}\"", u.text()); }
    };
    return std::visit(Visitor{}, arg.value);
  }
  const Table& m_table;
  std::vector<std::string> m_columns;
  std::string m_json;
  std::size_t m_waiting = 0;
};

const Table person_table = BENCH_TABLE(
    "person",
    "municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_on, born_precision, state, "
    "sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, registered_at, "
    "registered_by, changed_at, version",
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22");
const Table name_key_table = BENCH_TABLE("person_name_key", "municipality, token, person_id", "$1, $2, $3");
const Table application_table = BENCH_TABLE(
    "application",
    "municipality, id, number, person_id, representative_id, channel, own_words, urgency, received_at, received_on, "
    "due_on, state, secret_hash, sensitivity, opened_by, version",
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16");
const Table referral_table = BENCH_TABLE(
    "referral",
    "municipality, id, number, version, kind, state, stage, sensitivity, person_id, source_id, to_municipality, "
    "to_organisation_id, to_service_id, to_organisation_name, to_service_name, reason, urgency, legal_ground, "
    "consent_how, sent_at, answer_due_on, paused_days, questions_asked, decline_reason, decline_suggestion, "
    "appointment_note, place_taken, outcome_code, outcome_note, sent_by, changed_at",
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, "
    "$25, $26, $27, $28, $29, $30, $31");
const Table line_table = BENCH_TABLE(
    "application_line",
    "municipality, id, application_id, position, need_code, service_id, route, state, outcome, referral_id, "
    "routed_on, due_on, refusal_reasons, remedy, times_declined",
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15");
const Table referral_event_table =
    BENCH_TABLE("referral_event",
                "municipality, referral_id, seq, at, verb, side, account_id, from_state, to_state, reason_code, note",
                "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11");
const Table line_event_table = BENCH_TABLE(
    "application_line_event",
    "municipality, id, application_id, line_id, at, account_id, step, from_state, to_state, service_id, reason",
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11");
const Table task_table = BENCH_TABLE(
    "task", "municipality, id, kind, application_id, line_id, referral_id, reason, sensitivity, made_at, due_on, state",
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11");

/// Names as often as in life: the first of a list many times, the last hardly ever.
class Names {
 public:
  Names(const std::string& file, std::vector<std::string> otherwise) : m_names(std::move(otherwise)) {
    const char* shared = std::getenv("GISHE_SHARED");
    std::ifstream in(std::filesystem::path(shared ? shared : "../shared") / "data/language-bg" / file);
    std::vector<std::string> read;
    std::string line;
    for (std::getline(in, line); std::getline(in, line);) {
      const auto name = line.substr(0, line.find(','));
      if (!name.empty() && name.find('"') == std::string::npos) read.push_back(name);
    }
    if (!read.empty()) m_names = std::move(read);
    std::vector<double> weights;
    for (std::size_t i = 0; i < m_names.size(); ++i) weights.push_back(1.0 / (8.0 + static_cast<double>(i)));
    m_draw = std::discrete_distribution<std::size_t>(weights.begin(), weights.end());
  }
  const std::string& draw(std::mt19937_64& random) { return m_names[m_draw(random)]; }

 private:
  std::vector<std::string> m_names;
  std::discrete_distribution<std::size_t> m_draw;
};

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
        // In the order of their references.
        for (Rows* rows : {&m_person, &m_name_key, &m_application, &m_referral, &m_referral_event, &m_line,
                           &m_line_event, &m_task}) {
          rows->flush(tx);
        }
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
        if (town.code.text == officers_town) return town;
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
    const auto& town = any_town();
    const auto id = PersonId::make();
    const std::string first = m_given.draw(m_random), middle = m_family.draw(m_random);
    const std::string family = m_family.draw(m_random);
    const auto born =
        Day::of(1930 + static_cast<int>(any(75)), 1 + static_cast<int>(any(12)), 1 + static_cast<int>(any(28)));
    const auto now = system_clock().now();
    m_person.add(tx, {town.code,
                      id,
                      Uuid::make(),
                      first,
                      middle,
                      family,
                      "unknown",
                      *born,
                      "day",
                      "identified",
                      2,
                      town.seat,
                      fmt::format("ул. Измислена {}", n),
                      "",
                      "",
                      "",
                      "older_person",
                      "",
                      now,
                      m_officer,
                      now,
                      1});
    for (const auto& token : std::set{name_skeleton(first), name_skeleton(middle), name_skeleton(family)}) {
      m_name_key.add(tx, {town.code, token, id});
    }
    m_people.push_back({id, town.code});
  }

  /// One referral comes with its application of one to three lines, what happened, and somebody's next step, as in
  /// life.
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
    const auto sent_on = local_time(sent).day;
    const auto due = open ? today.plus_days(static_cast<int>(any(10))) : today.plus_days(-20);
    const std::optional<Uuid> nobody;
    m_application.add(tx, {who.municipality, application, fmt::format("{}-B-{}", who.municipality.text, n), who.person,
                           nobody, "desk", "Измислена нужда, за измерване.", "normal", sent, sent_on, due,
                           open ? "under_way" : "closed", db::Blob{std::string(32, 's')}, 2, m_officer, 1});
    m_referral.add(tx, {who.municipality,
                        referral,
                        fmt::format("{}-R-B-{}", who.municipality.text, n),
                        1,
                        "service",
                        open ? "sent" : "completed",
                        open ? "waiting" : "closed",
                        2,
                        who.person,
                        line.value,
                        to.municipality,
                        to.organisation,
                        to.id,
                        "Доставчик",
                        "Услуга",
                        "Измислена причина",
                        "normal",
                        "consent",
                        "written",
                        sent,
                        due,
                        0,
                        0,
                        "",
                        "",
                        "",
                        0,
                        "",
                        "",
                        m_officer,
                        sent});
    m_referral_event.add(tx,
                         {who.municipality, referral, 1, sent, "send", "sender", m_officer, "draft", "sent", "", ""});
    const std::size_t first_need = any(needs.size());
    const int lines = 1 + static_cast<int>(any(3));
    for (int position = 1; position <= lines; ++position) {
      const bool sent_line = position == 1;
      const auto id = sent_line ? line : ApplicationLineId::make();
      const std::optional<ServiceId> service = sent_line ? std::optional(to.id) : std::nullopt;
      const std::optional<ReferralId> by = sent_line ? std::optional(referral) : std::nullopt;
      m_line.add(tx, {who.municipality, id, application, position,
                      needs[(first_need + static_cast<std::size_t>(position)) % needs.size()], service,
                      sent_line ? "neighbour" : "",
                      !open       ? "closed"
                      : sent_line ? "routed"
                                  : "received",
                      open ? "" : "granted", by, sent_line ? std::optional(sent_on) : std::nullopt, due, "", "", 0});
    }
    m_line_event.add(tx, {who.municipality, Uuid::make(), application, line, sent, m_officer, "send", "received",
                          "routed", to.id, ""});
    m_task.add(tx, {who.municipality, Uuid::make(), "tell_person", application, line, referral, "", 2, sent, due,
                    open ? "open" : "done"});
  }

  struct Target {
    ServiceId id;
    OrganisationId organisation;
    MunicipalityCode municipality;
  };
  db::Database& m_db;
  int m_people_wanted, m_services_wanted, m_referrals_wanted;
  std::mt19937_64 m_random{20261122};
  Names m_given{"given_names.csv", {"Иван", "Георги", "Димитър", "Мария", "Елена", "Петър", "Йорданка", "Айше"}};
  Names m_family{"family_names.csv", {"Иванов", "Кацаров", "Юруков", "Шопов", "Янков", "Щерев", "Чолаков", "Гьошев"}};
  Rows m_person{person_table}, m_name_key{name_key_table}, m_application{application_table};
  Rows m_referral{referral_table}, m_referral_event{referral_event_table}, m_line{line_table};
  Rows m_line_event{line_event_table}, m_task{task_table};
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
