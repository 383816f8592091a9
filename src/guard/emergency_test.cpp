// Breaking the glass: one file, a while, read only, told to everybody who keeps it, reviewed by somebody else.
#include "guard/emergency.h"

#include <random>
#include <thread>

#include "guard/emergency_store.h"
#include "guard/world_test.h"
#include "platform/db/wall.h"

namespace gishe::guard {
namespace {

constexpr const char* because = "Жената е без съзнание, търсим близък";

TEST(Emergency, a_reason_is_a_code_and_at_least_twenty_characters) {
  EXPECT_TRUE(why_not_reasons("life", because).empty());
  EXPECT_EQ(why_not_reasons("", "кратко").size(), 2u) << "both are said at once";
  EXPECT_TRUE(why_not_reasons("fun", because).front().is(not_in_list));
  EXPECT_TRUE(why_not_reasons("life", "деветнайсет знака..").front().is(too_short));
  EXPECT_TRUE(why_not_reasons("life", "двайсет знака точно.").empty());
  EXPECT_TRUE(why_not_reasons("life", "     къс      текст      ").front().is(too_short)) << "blanks do not count";
}

TEST(Emergency, weekends_are_no_working_days) {
  const auto day = [](int d) { return *Day::of(2026, 11, d); };
  EXPECT_EQ(plus_working_days(day(22), 3), day(25)) << "from a Sunday";
  EXPECT_EQ(plus_working_days(day(19), 3), day(24)) << "from a Thursday over the weekend";
  EXPECT_EQ(plus_working_days(day(20), 1), day(23));
  EXPECT_EQ(plus_working_days(day(20), 0), day(20));
}

/// Any schedule of clock readings: an opening is never running at or after its end, nor after a clock that went back.
TEST(Emergency, no_clock_prolongs_it) {
  std::mt19937 random{20261122};
  for (int round = 0; round < 10'000; ++round) {
    Opening o;
    o.opened_at = Instant{1'000'000'000'000};
    o.ends_at = o.opened_at.plus_seconds(3600);
    o.last_read_at = o.opened_at;
    std::int64_t real = 0, put_back = 0;
    for (int step = 0; step < 12; ++step) {
      // Read at least once a minute, as the job does; sometimes the clock is put back by up to two hours.
      real += static_cast<std::int64_t>(random() % 60);
      if (random() % 6 == 0) put_back += static_cast<std::int64_t>(random() % 7200);
      const auto now = o.opened_at.plus_seconds(real - put_back);
      const auto state = running(o, now);
      ASSERT_FALSE(state == Running::yes && now >= o.ends_at);
      if (state != Running::yes) break;
      // What it gains is what happened since the last look, a minute, and the slack.
      ASSERT_LE(real, 3600 + 12 * (60 + clock_slack_seconds));
      if (o.last_read_at < now) o.last_read_at = now;
    }
  }
}

class Glass : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Glass() : World(GetParam()) {}
  PersonId person = registered();

  Result<EmergencyOpeningId> open(const Actor& who, const char* number = her_number, std::string_view key = "") {
    return break_glass(office, who, {std::nullopt, number, "life", because}, key);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Glass, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Glass, a_worker_off_the_team_reads_one_file_for_an_hour) {
  const auto id = open(worker, her_number, "g1");
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(*open(worker, her_number, "g1"), *id) << "a double click opens once";
  EXPECT_EQ(count("SELECT count(*) FROM emergency_opening"), 1);
  const auto seen = open_in_emergency(office, worker, *id);
  ASSERT_TRUE(seen.ok()) << why(seen);
  EXPECT_EQ(seen->person.id, person);
  EXPECT_EQ(ledger_lines("person.opened_in_emergency"), 1);
  EXPECT_EQ(ledger_lines("безсъзнание"), 0);
  EXPECT_EQ(why(open_in_emergency(office, officer, *id)), "not_found") << "it is hers alone";
  EXPECT_EQ(why(open_in_emergency(office, dpo, *id)), "not_your_function");
  pass(3599);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "");
  pass(1);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "guard.time_is_over");
  EXPECT_EQ(end_what_is_over(office), 1);
  EXPECT_EQ(ledger_lines("emergency.ended"), 1);
  EXPECT_EQ(end_what_is_over(office), 0);
}

TEST_P(Glass, it_is_no_other_door_to_the_file) {
  const auto id = open(worker);
  ASSERT_TRUE(id.ok());
  const auto facts = database->read([&](db::Session& s) { return people::facts_of(s, worker, person); });
  for (const auto action : {access::Action::open_person, access::Action::change_person, access::Action::print_letter,
                            access::Action::reveal_identifier, access::Action::send_referral}) {
    EXPECT_FALSE(access::decide(worker, action, *facts).allowed);
    auto with = *facts;
    with.relations |= access::emergency;
    EXPECT_FALSE(access::decide(worker, action, with).allowed) << "the relation opens one verb only";
  }
}

TEST_P(Glass, shielded_barred_and_absent_are_one_answer) {
  const auto shielded = registered("7506030020", Sensitivity::shielded);
  bar(person, worker);
  const auto lines = ledger_lines("person.looked_up");
  for (const char* number : {her_number, "7506030020", "8001010008"}) {
    const auto no = open(worker, number);
    ASSERT_FALSE(no.ok());
    EXPECT_TRUE(no.refusals().front().is(no_such_file)) << number;
    EXPECT_EQ(no.refusals().front().field, "number");
  }
  EXPECT_EQ(why(break_glass(office, officer, {shielded, "", "life", because}, "")), "guard.no_such_file")
      << "not even for who is named: she needs no emergency";
  EXPECT_EQ(why(open(neighbour)), "guard.no_such_file") << "another municipality";
  EXPECT_EQ(ledger_lines("person.looked_up"), lines + 5);
  EXPECT_EQ(count("SELECT count(*) FROM emergency_opening"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM person_alarm"), 1) << "the barred one looked for her";
}

TEST_P(Glass, what_is_shielded_or_barred_meanwhile_is_gone_at_once) {
  const auto id = open(worker);
  ASSERT_TRUE(id.ok());
  set_level(person, 4);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "not_found");
  EXPECT_TRUE(open_review(office, supervisor)->openings.empty()) << "and from the review of who is not named";
  set_level(person, 3);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "");
  bar(person, worker);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "not_found");
}

TEST_P(Glass, three_in_any_twenty_four_hours) {
  EXPECT_EQ(why(open(officer)), "guard.opens_anyway");
  EXPECT_EQ(why(open(actor_with(Function::provider_head))), "not_your_function");
  set_level(person, 3);
  const char* others[] = {"7506030020", "8001010008", "7501020018"};
  for (const char* number : others) set_level(registered(number), 3);
  for (const char* number : others) ASSERT_TRUE(open(officer, number).ok()) << number;
  EXPECT_EQ(why(open(officer)), "guard.too_many_today");
  pass(-7200);
  EXPECT_EQ(why(open(officer)), "guard.too_many_today") << "a clock put back forgets nothing";
  pass(7200 + 86'401);
  EXPECT_TRUE(open(officer).ok());
}

/// As the server does it: in a role for which the wall of the database stands.
TEST_P(Glass, what_was_opened_counts_when_the_wall_has_hidden_it_since) {
  if (GetParam() != db::Engine::postgresql) GTEST_SKIP() << "SQLite has no wall";
  ASSERT_EQ(why(open(worker)), "");
  bar(person, worker);
  static const db::Query as_the_server[] = {
      {"t.role",
       "DO $$ BEGIN CREATE ROLE gishe_wall_test LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; "
       "END $$"},
      {"t.grant", "GRANT SELECT ON emergency_opening, person, person_named, person_barred TO gishe_wall_test"},
      {"t.become", "SET LOCAL ROLE gishe_wall_test"}};
  static const db::Query openings{"t.openings", "SELECT count(*) FROM emergency_opening"};
  database->write([&](db::Tx& tx) {
    for (const auto& q : as_the_server) tx.run(q, {});
    const db::ActingAs her({db::Acting::As::account, worker.account, worker.post.municipality});
    EXPECT_EQ(tx.count(openings, {}), 0);
    EXPECT_EQ(store::count_opened_since(tx, worker.account, Instant{}), 1);
  });
}

TEST_P(Glass, an_hour_does_not_become_three) {
  const auto other = actor_with(Function::social_worker);
  ASSERT_TRUE(open(worker).ok());
  EXPECT_EQ(why(open(worker)), "guard.opened_lately") << "while it runs";
  pass(3600 + 4 * 3600 - 1);
  EXPECT_EQ(why(open(worker)), "guard.opened_lately");
  pass(1);
  const auto again = open(worker);
  ASSERT_TRUE(again.ok()) << why(again);
  ASSERT_EQ(why(end_emergency(office, worker, *again)), "");
  EXPECT_EQ(why(open(worker)), "guard.opened_lately") << "given back is given back";
  EXPECT_EQ(why(open(other)), "") << "another one's hour is her own";
}

/// On one account's row they stand in line: three of a day, never four, and one file once.
TEST_P(Glass, many_at_once_are_no_way_round_the_limits) {
  has_account(worker);
  const char* numbers[] = {her_number, "7506030020", "8001010008", "7501020018"};
  for (int i = 1; i < 4; ++i) registered(numbers[i]);
  std::vector<std::thread> hands;
  for (int i = 0; i < 8; ++i) hands.emplace_back([&, i] { (void)open(worker, numbers[i % 4]).ok(); });
  for (auto& hand : hands) hand.join();
  EXPECT_EQ(count("SELECT count(*) FROM emergency_opening"), 3);
  EXPECT_EQ(count("SELECT count(DISTINCT person_id) FROM emergency_opening"), 3);
}

TEST_P(Glass, what_is_not_there_any_more_is_not_listed_as_running) {
  const auto listed = [&](const Actor& who) {
    const auto scope = access::scope(who, access::Action::open_in_emergency);
    return database->read([&](db::Session& s) { return store::list_running(s, scope).size(); });
  };
  ASSERT_TRUE(open(worker).ok());
  EXPECT_EQ(listed(worker), 1u);
  EXPECT_EQ(listed(officer), 0u);
  set_level(person, 4);
  EXPECT_EQ(listed(worker), 0u);
  set_level(person, 2);
  bar(person, worker);
  EXPECT_EQ(listed(worker), 0u);
}

TEST_P(Glass, a_clock_put_back_ends_it) {
  const auto id = open(worker);
  ASSERT_TRUE(id.ok());
  pass(1800);
  ASSERT_EQ(why(open_in_emergency(office, worker, *id)), "");
  pass(-1000);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "guard.time_is_over");
  pass(1001);
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "guard.time_is_over") << "and stays ended";
  pass(4 * 3600);
  const auto second = open(worker);
  ASSERT_TRUE(second.ok());
  pass(600);
  EXPECT_EQ(end_what_is_over(office), 0);
  pass(-300);
  EXPECT_EQ(end_what_is_over(office), 1) << "the job notices between two reads";
}

TEST_P(Glass, somebody_else_reviews_it_once) {
  const auto id = open(supervisor);
  EXPECT_EQ(why(id), "guard.opens_anyway");
  set_level(person, 3);
  const auto own = open(supervisor);
  ASSERT_TRUE(own.ok());
  EXPECT_EQ(why(review_emergency(office, supervisor, *own, "justified", "", "")), "guard.own_opening");
  EXPECT_EQ(why(review_emergency(office, worker, *own, "justified", "", "")), "not_your_function");
  EXPECT_EQ(why(review_emergency(office, dpo, *own, "", "", "")), "required");
  EXPECT_EQ(why(review_emergency(office, dpo, *own, "not_justified", " ", "")), "required") << "then it says why";
  const auto waiting = [&](const Actor& who) {
    return database->read([&](db::Session& s) { return count_unreviewed(s, who); });
  };
  EXPECT_EQ(waiting(dpo), 1);
  EXPECT_EQ(waiting(supervisor), 0) << "her own";
  EXPECT_EQ(open_review(office, dpo)->openings.front().opening.review_due_on, *Day::of(2026, 11, 25));
  ASSERT_EQ(why(review_emergency(office, dpo, *own, "not_justified", "Екипът беше на телефона", "r1")), "");
  EXPECT_EQ(why(review_emergency(office, dpo, *own, "not_justified", "Екипът беше на телефона", "r1")), "");
  EXPECT_EQ(why(review_emergency(office, dpo, *own, "justified", "", "")), "guard.reviewed_already");
  EXPECT_EQ(waiting(dpo), 0);
  EXPECT_EQ(ledger_lines("person.emergency_reviewed"), 1);
  EXPECT_EQ(ledger_lines("телефона"), 0);
}

TEST_P(Glass, given_back_it_is_over) {
  const auto id = open(worker);
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(why(end_emergency(office, officer, *id)), "not_found");
  ASSERT_EQ(why(end_emergency(office, worker, *id)), "");
  EXPECT_EQ(why(open_in_emergency(office, worker, *id)), "guard.time_is_over");
}

}  // namespace
}  // namespace gishe::guard
