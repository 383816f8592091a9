// A colleague leaves: what is counted is what moves; the shielded are neither.
#include "guard/hand_over.h"

#include "guard/world_test.h"

namespace gishe::guard {
namespace {

constexpr const char* leaving = "leaving@lesichovo.example";
std::vector<people::Colleague> takers;
std::vector<people::Colleague> holders(db::Session&, access::Action, const MunicipalityCode&, Day) { return takers; }
void move_files(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from, const AccountId& to) {
  people::hand_over_team_in(tx, office, actor, from, to);
}

class Leaving : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Leaving() : World(GetParam()) {}
  void SetUp() override {
    static const db::Query q{
        "t.account",
        "INSERT INTO account (id, email, email_key, name, language, password_hash, added_at) VALUES "
        "($1, $2, $2, 'Която напуска', 'bg', '', 1)"};
    takers = {{worker.account, "Която приема", "worker@lesichovo.example"},
              {officer.account, "Която напуска", leaving}};
    people::find_colleagues_with(nullptr, nullptr, &holders);
    hand_over_with({{"files", &people::count_team_of, &move_files}});
    database->write([&](db::Tx& tx) { tx.run(q, {officer.account, leaving}); });
  }
  void TearDown() override {
    people::find_colleagues_with(nullptr, nullptr);
    hand_over_with({});
  }
  Result<Uuid> move(const Actor& by, const char* to = "worker@lesichovo.example", const char* reason = "напуска") {
    return hand_over(office, by, leaving, to, reason, "h1");
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Leaving, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Leaving, what_is_counted_moves_and_the_shielded_do_neither) {
  const auto one = registered("7506030020"), two = registered();
  const auto shielded = registered("8001010008", Sensitivity::shielded);
  const auto barred = registered("9001010008");
  bar(barred, worker);
  const auto before = preview_hand_over(office, supervisor, leaving, "worker@lesichovo.example");
  ASSERT_TRUE(before.ok()) << why(before);
  EXPECT_EQ(before->counts.front().moved, 3);
  const auto id = move(supervisor);
  ASSERT_TRUE(id.ok()) << why(id);
  EXPECT_EQ(*move(supervisor), *id) << "a double click moves once";
  const auto report = find_hand_over(office, supervisor, *id);
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->counts.front().moved, 2);
  EXPECT_EQ(report->counts.front().stayed, 1) << "a number, and not why";
  const auto ties = [&](const PersonId& person, const Actor& who) {
    return database->read([&](db::Session& s) { return people::facts_of(s, who, person)->relations; }) &
           access::on_team;
  };
  for (const auto& person : {one, two}) {
    EXPECT_TRUE(ties(person, worker));
    EXPECT_FALSE(ties(person, officer));
  }
  for (const auto& person : {shielded, barred}) {
    EXPECT_FALSE(ties(person, worker));
    EXPECT_TRUE(ties(person, officer));
  }
  EXPECT_EQ(ledger_lines("person.handed_over"), 2);
  EXPECT_EQ(ledger_lines("work.handed_over"), 1);
}

TEST_P(Leaving, refused_in_words) {
  EXPECT_EQ(why(move(officer)), "not_your_function");
  EXPECT_EQ(why(move(supervisor, "worker@lesichovo.example", " ")), "required");
  EXPECT_EQ(why(move(supervisor, leaving)), "guard.same_account");
  EXPECT_EQ(why(move(supervisor, "nobody@nowhere.example")), "guard.no_such_account");
  EXPECT_EQ(why(preview_hand_over(office, supervisor, "", "")), "required");
  EXPECT_EQ(why(find_hand_over(office, supervisor, Uuid::make())), "not_found");
}

}  // namespace
}  // namespace gishe::guard
