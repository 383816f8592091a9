// The look-up without a file, and the data protection officer's two questions.
#include "guard/accesses.h"

#include <atomic>
#include <thread>

#include "guard/accesses_store.h"
#include "guard/stub.h"
#include "guard/world_test.h"

namespace gishe::guard {
namespace {

class Asked : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  Asked() : World(GetParam()) {}
  PersonId person = registered();

  std::string pseudonym() {
    static const db::Query q{"t.pseudonym", "SELECT pseudonym FROM person WHERE id = $1"};
    std::string text;
    database->read([&](db::Session& s) { s.one(q, {person}, [&](const db::Row& r) { text = r.uuid(0).text(); }); });
    return text;
  }
  Result<Answer> of_file(const std::string& file) {
    return ask_accesses(office, dpo, {"", file, "20.11.2026", "22.11.2026"});
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Asked, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Asked, a_whole_number_tells_whom_to_ask_and_nothing_else) {
  const auto found = look_up_stub(office, neighbour, her_number);
  ASSERT_TRUE(found.ok()) << why(found);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().municipality.text, "PAZ14");
  EXPECT_TRUE(look_up_stub(office, neighbour, "7506030020")->empty());
  EXPECT_EQ(why(look_up_stub(office, neighbour, "48011")), "guard.not_a_number");
  EXPECT_EQ(why(look_up_stub(office, neighbour, "")), "required");
  EXPECT_EQ(why(look_up_stub(office, dpo, her_number)), "not_your_function");
  EXPECT_EQ(ledger_lines("person.stub_told"), 1);
  EXPECT_EQ(ledger_lines(her_number), 0);
}

TEST_P(Asked, shielded_and_barred_are_nothing) {
  const auto before = ledger_lines("person.looked_up");
  set_level(person, 4);
  EXPECT_TRUE(look_up_stub(office, neighbour, her_number)->empty());
  EXPECT_TRUE(look_up_stub(office, officer, her_number)->empty()) << "nor for the own town hall";
  set_level(person, 2);
  bar(person, neighbour);
  EXPECT_TRUE(look_up_stub(office, neighbour, her_number)->empty());
  EXPECT_EQ(count("SELECT count(*) FROM person_alarm"), 1);
  EXPECT_EQ(ledger_lines("person.looked_up"), before + 3) << "the same lines for all";
}

TEST_P(Asked, twenty_an_hour) {
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(look_up_stub(office, neighbour, her_number).ok());
  EXPECT_EQ(why(look_up_stub(office, neighbour, her_number)), "guard.too_many_look_ups");
  EXPECT_TRUE(look_up_stub(office, officer, her_number).ok()) << "each account for itself";
  pass(3601);
  EXPECT_TRUE(look_up_stub(office, neighbour, her_number).ok());
}

TEST_P(Asked, who_opened_the_file_by_its_number_or_pseudonym) {
  ASSERT_TRUE(break_glass(office, worker, {person, "", "life", "Жената е без съзнание на улицата"}, "").ok());
  for (const auto& file : {std::string(her_number), pseudonym()}) {
    const auto answer = of_file(file);
    ASSERT_TRUE(answer.ok()) << why(answer);
    ASSERT_EQ(answer->rows.size(), 2u);
    EXPECT_EQ(answer->rows.front().action, "person.emergency_begun");
    EXPECT_EQ(answer->rows.front().function, "social_worker");
    EXPECT_EQ(answer->rows.front().reason, "life");
  }
  EXPECT_EQ(ledger_lines("accesses.of_file"), 2) << "asking is written down, too";
  EXPECT_EQ(why(of_file("8001010008")), "guard.no_such_file");
  EXPECT_EQ(why(ask_accesses(office, supervisor, {"", her_number, "20.11.2026", "22.11.2026"})), "not_your_function");
  set_level(person, 4);
  EXPECT_EQ(why(of_file(her_number)), "guard.no_such_file");
  EXPECT_EQ(why(of_file(pseudonym())), "guard.no_such_file");
}

TEST_P(Asked, both_days_are_included_and_no_more) {
  EXPECT_EQ(of_file(her_number)->rows.size(), 1u);
  const auto rows = [&](const char* from, const char* until) {
    return ask_accesses(office, dpo, {"", her_number, from, until})->rows.size();
  };
  EXPECT_EQ(rows("22.11.2026", "22.11.2026"), 1u);
  EXPECT_EQ(rows("21.11.2026", "21.11.2026"), 0u);
  EXPECT_EQ(rows("23.11.2026", "24.11.2026"), 0u);
  EXPECT_EQ(why(ask_accesses(office, dpo, {"", her_number, "22.11.2026", "21.11.2026"})), "guard.days_reversed");
  EXPECT_EQ(why(ask_accesses(office, dpo, {"", her_number, "22.11.2024", "21.11.2026"})), "guard.too_long_a_time");
  EXPECT_EQ(why(ask_accesses(office, dpo, {"", her_number, "вчера", ""})), "not_a_date");
  EXPECT_EQ(why(ask_accesses(office, dpo, {"", "", "21.11.2026", "22.11.2026"})), "required");
  EXPECT_EQ(why(ask_accesses(office, dpo, {"nobody@nowhere.example", "", "21.11.2026", "22.11.2026"})),
            "guard.no_such_account");
}

TEST_P(Asked, what_is_hidden_takes_no_place_of_what_is_told) {
  registered("7506030020", Sensitivity::shielded);  // the latest line
  const auto seen = database->read([&](db::Session& s) {
    return store::list_seen_by(s, access::scope(dpo, access::Action::see_accesses), officer.account, Instant{0},
                               office.now().plus_seconds(1), 1);
  });
  ASSERT_EQ(seen.size(), 1u) << "a row fewer would count the shielded";
  EXPECT_EQ(seen.front().name, "Георгина Въльова");
  EXPECT_EQ(seen.front().subject.text(), pseudonym());
  bar(person, dpo);
  EXPECT_TRUE(database
                  ->read([&](db::Session& s) {
                    return store::list_seen_by(s, access::scope(dpo, access::Action::see_accesses), officer.account,
                                               Instant{0}, office.now().plus_seconds(1), 1);
                  })
                  .empty());
}

/// Four desks at once ask: not one more than the limit is answered.
TEST_P(Asked, the_limit_holds_for_those_who_ask_at_once) {
  has_account(neighbour);
  std::atomic<int> answered{0};
  std::vector<std::thread> desks;
  for (int i = 0; i < 4; ++i) {
    desks.emplace_back([&] {
      for (int k = 0; k < 8; ++k) answered += look_up_stub(office, neighbour, "7506030020").ok() ? 1 : 0;
    });
  }
  for (auto& desk : desks) desk.join();
  EXPECT_EQ(answered, 20);
}

TEST_P(Asked, what_an_account_did_is_counted_by_file_and_verb) {
  const auto other = registered("7506030020");
  const auto hers = [&] {
    return database->read([&](db::Session& s) {
      return store::list_seen_by(s, access::scope(dpo, access::Action::see_accesses), officer.account, Instant{0},
                                 office.now().plus_seconds(1), 100);
    });
  };
  ASSERT_EQ(hers().size(), 2u);
  EXPECT_EQ(hers().front().action, "person.registered");
  database->write([&](db::Tx& tx) {
    const auto pseudonym = hers().front().subject;
    for (int i = 0; i < 3; ++i) office.note(tx, officer, {"person.opened", {"PAZ14"}, "person", pseudonym, "", "", {}});
    office.note(tx, officer, {"referral.opened", {"PAZ14"}, "referral", Uuid::make(), "", "", {}});
    office.note(tx, officer, {"person.opened", {"PAZ21"}, "person", Uuid::make(), "", "", {}});
  });
  const auto seen = hers();
  ASSERT_EQ(seen.size(), 3u) << "other kinds and other municipalities are not in it";
  std::int64_t opened = 0;
  for (const auto& s : seen) opened += s.action == "person.opened" ? s.times : 0;
  EXPECT_EQ(opened, 3);
  EXPECT_FALSE(other.is_nil());
}

}  // namespace
}  // namespace gishe::guard
