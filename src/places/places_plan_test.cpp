// No list walks a table: the plans of both engines, with enough rows that a planner would scan if it had to.
#include <cstdio>
#include <deque>

#include "places/world_test.h"

namespace gishe::places {
namespace {

class Plans : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};

  void SetUp() override {
    // 500 wait here, the rest waited somewhere else or is over.
    static const db::Query rule{"t.rule",
                                "INSERT INTO waiting_rule (municipality, service_id, version, soon, emergency, "
                                "each_week, refused_offer, words, published_at) VALUES ('PAZ21', $1, 1, 20, 60, 5, 0, "
                                "'', 1)"};
    static const db::Query waiting{
        "t.waiting",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO waiting_entry "
        "(municipality, id, version, service_id, organisation_id, state, sensitivity, from_municipality, referral_id, "
        "referral_number, person_id, sent_by, urgency, needs, since_on, rule_version, urgency_points, need_points, "
        "turn, "
        "closed_at, changed_at) SELECT 'PAZ21', randomblob(16), 1, $1, $2, CASE WHEN i <= 500 THEN 'waiting' ELSE "
        "'placed' END, 2, 'PAZ14', randomblob(16), 'N' || i, randomblob(16), $3, 'normal', '', '2026-01-01', 1, 0, 0, "
        "i * 7919 % 20011, CASE WHEN i <= 500 THEN NULL ELSE 1 END, 1 FROM n",
        "INSERT INTO waiting_entry (municipality, id, version, service_id, organisation_id, state, sensitivity, "
        "from_municipality, referral_id, referral_number, person_id, sent_by, urgency, needs, since_on, rule_version, "
        "urgency_points, need_points, turn, closed_at, changed_at) SELECT 'PAZ21', gen_random_uuid(), 1, $1, $2, CASE "
        "WHEN i <= 500 THEN 'waiting' ELSE 'placed' END, 2, 'PAZ14', gen_random_uuid(), 'N' || i, gen_random_uuid(), "
        "$3, 'normal', '', '2026-01-01', 1, 0, 0, i * 7919 % 20011, CASE WHEN i <= 500 THEN NULL ELSE 1 END, 1 FROM "
        "generate_series(1, 20000) i"};
    static const db::Query stays{
        "t.stays",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO stay "
        "(municipality, id, number, version, place_id, service_id, organisation_id, state, sensitivity, "
        "from_municipality, referral_id, reserved_on, admitted_on, ended_on, ended_at, end_reason, changed_at) SELECT "
        "'PAZ21', randomblob(16), 'N' || i, 1, $1, $2, $3, 'ended', 2, 'PAZ' || (10 + i % 80), randomblob(16), "
        "'2020-01-01', '20' || (10 + i % 15) || '-01-01', '20' || (10 + i % 15) || '-03-01', 1, 'own_wish', 1 FROM n",
        "INSERT INTO stay (municipality, id, number, version, place_id, service_id, organisation_id, state, "
        "sensitivity, from_municipality, referral_id, reserved_on, admitted_on, ended_on, ended_at, end_reason, "
        "changed_at) SELECT 'PAZ21', gen_random_uuid(), 'N' || i, 1, $1, $2, $3, 'ended', 2, 'PAZ' || (10 + i % 80), "
        "gen_random_uuid(), '2020-01-01', '20' || (10 + i % 15) || '-01-01', '20' || (10 + i % 15) || '-03-01', 1, "
        "'own_wish', 1 FROM generate_series(1, 20000) i"};
    // Whose file is not seen counts as shielded: those who wait have one.
    static const db::Query files{
        "t.files",
        "INSERT INTO person (municipality, id, pseudonym, given_name, middle_name, family_name, sex, born_precision, "
        "state, sensitivity, settlement, address, phone, email, contact_rule, target_groups, identifier_masked, "
        "registered_at, changed_at) SELECT from_municipality, person_id, person_id, '', '', '', 'unknown', 'unknown', "
        "'stub', 2, '', '', '', '', '', '', '', 1, 1 FROM waiting_entry WHERE closed_at IS NULL"};
    static const db::Query analyze{"t.analyze", "ANALYZE"};
    const auto place = w.places_of(w.rehabilitation).front().id;
    w.db->write([&](db::Tx& tx) {
      tx.run(rule, {w.rehabilitation});
      tx.run(waiting, {w.rehabilitation, w.centre, w.officer.account});
      tx.run(files, {});
    });
    w.db->write([&](db::Tx& tx) { tx.run(stays, {place, w.rehabilitation, w.centre}); });
    // SQLite's authoriser forbids ANALYZE, and our indexes need no statistics there.
    if (w.db->engine() == db::Engine::postgresql) w.db->write([&](db::Tx& tx) { tx.run(analyze, {}); });
  }

  std::string plan(const db::Query* query, db::Args args) {
    static std::deque<std::string> texts;  // a Query lives as long as the process
    static std::deque<db::Query> queries;
    if (!query) return {};
    const bool sqlite = w.db->engine() == db::Engine::sqlite;
    texts.push_back(std::string("t.explain.") + query->name);
    texts.push_back((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") +
                    std::string(sqlite || !query->postgresql ? query->sql : query->postgresql));
    queries.push_back({texts[texts.size() - 2].c_str(), texts.back().c_str()});
    std::string lines;
    w.db->read([&](db::Session& session) {
      session.each(queries.back(), args, [&](const db::Row& row) { lines += row.string(sqlite ? 3 : 0) + "\n"; });
    });
    return lines;
  }
  void expect_walk(const db::Query* query, db::Args args) {
    const std::string lines = plan(query, args);
    EXPECT_FALSE(lines.empty());
    for (const char* bad : {"SCAN s\n", "SCAN s ", "SCAN w\n", "SCAN w ", "SCAN stay", "SCAN waiting_entry",
                            "Seq Scan on stay s", "Seq Scan on waiting_entry w"}) {
      EXPECT_EQ(lines.find(bad), std::string::npos) << (query ? query->name : "?") << ":\n" << lines;
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Plans, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Plans, every_list_is_a_walk_along_an_index) {
  using store::find_stay_query;
  using store::find_waiting_query;
  const auto account = w.head.account;
  const Uuid id = Uuid::make();
  expect_walk(find_stay_query("stay.find_in_house"), {w.centre, 3, account, id});
  expect_walk(find_stay_query("stay.running"), {w.centre, 3, account, w.peshtera, w.rehabilitation});
  expect_walk(find_stay_query("stay.running_of"), {w.centre, 3, account});
  expect_walk(find_stay_query("stay.of_referral_sent"), {w.lesichovo, 3, account, id});
  expect_walk(find_stay_query("stay.between_sent"), {w.lesichovo, 3, account, "2026-11-01", "2026-11-30"});
  expect_walk(find_stay_query("stay.held"), {w.peshtera, w.rehabilitation});
  expect_walk(find_stay_query("stay.of_person"), {w.lesichovo, id});
  expect_walk(find_stay_query("stay.alerts_due"), {"2026-11-01", 100});
  expect_walk(find_waiting_query("waiting.list"), {w.centre, 3, account, w.peshtera, w.rehabilitation, 50, 50});
  expect_walk(find_waiting_query("waiting.length"), {w.centre, 3, account, w.peshtera, w.rehabilitation, 50});
  expect_walk(find_waiting_query("waiting.count_before"), {w.peshtera, w.rehabilitation, 500, id});
  expect_walk(find_waiting_query("waiting.find_in_house"), {w.centre, 3, account, id});
  expect_walk(find_waiting_query("waiting.open_of_referral"), {w.peshtera, id});
  if (w.db->engine() == db::Engine::sqlite) {
    const auto lines =
        plan(find_waiting_query("waiting.list"), {w.centre, 3, account, w.peshtera, w.rehabilitation, 50, 50});
    EXPECT_EQ(lines.find("TEMP B-TREE"), std::string::npos) << "the list is sorted by its index\n" << lines;
  }
  const auto start = steady_micros();
  EXPECT_EQ(w.list_of(w.head, w.rehabilitation).size(), 500u);
  std::printf("waiting list of 500: %d us\n", static_cast<int>(steady_micros() - start));
}

TEST_P(Plans, days_are_counted_per_referral_and_month) {
  const auto person = w.somebody();
  const auto id = w.send(person, w.rehabilitation);
  w.clock.move_to(at_noon("2026-12-10"));
  EXPECT_EQ(w.step(w.head, id, "accept"), "");
  EXPECT_EQ(w.step(w.head, id, "start_service"), "");
  w.clock.move_to(at_noon("2026-12-20"));
  EXPECT_EQ(w.step(w.head, id, "complete", "goal_met"), "");
  Actor supervisor = World::actor(Function::supervisor, w.lesichovo, {}, "s@lesichovo.example");
  const auto days = w.db->read([&](db::Session& s) {
    return days_in_month(s, access::scope(supervisor, access::Action::see_settlement), 2026, 12);
  });
  ASSERT_EQ(days.size(), 1u);
  EXPECT_EQ(days[0].referral, id);
  EXPECT_EQ(days[0].days, 10);
  EXPECT_TRUE(w.db->read([&](db::Session& s) {
    return days_in_month(s, access::scope(supervisor, access::Action::see_settlement), 2026, 11).empty();
  }));
}

}  // namespace
}  // namespace gishe::places
