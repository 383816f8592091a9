// One emergency opening and every list it stands in: each condition of GUARD_VISIBLE shuts all of them.
#include "guard/emergency_store.h"
#include "guard/world_test.h"

namespace gishe::guard {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()), person(registered()) {
    const auto opened =
        break_glass(office, worker, {std::nullopt, her_number, "life", "Намерена е в безсъзнание."}, "");
    EXPECT_EQ(why(opened), "");
    if (opened.ok()) id = *opened;
  }
  std::string ways(const Actor& who) {
    const auto scope = access::scope(who, access::Action::review_emergency);
    return database->read([&](db::Session& s) {
      std::string seen;
      if (!store::list_for_review(s, scope, 10).empty()) seen += "list ";
      if (store::find_for_review(s, scope, id)) seen += "find ";
      if (store::count_for_review(s, scope) > 0) seen += "count ";
      return seen;
    });
  }
  bool runs(const Actor& who) {
    const auto scope = access::scope(who, access::Action::open_in_emergency);
    return database->read([&](db::Session& s) { return !store::list_running(s, scope).empty(); });
  }
  void name(const Actor& who) {
    static const db::Query q{"t.name",
                             "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES "
                             "('PAZ14', $1, $2, 1)"};
    database->write([&](db::Tx& tx) { tx.run(q, {person, who.account}); });
  }
  const PersonId person;
  EmergencyOpeningId id;
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, who_reviews_by_every_way) {
  EXPECT_EQ(ways(supervisor), "list find count ");
  EXPECT_TRUE(runs(worker));
}

TEST_P(WhoReads, once_shielded_only_the_named) {
  set_level(person, 4);
  EXPECT_EQ(ways(supervisor), "");
  EXPECT_FALSE(runs(worker));
  name(supervisor);
  EXPECT_EQ(ways(supervisor), "list find count ");
  EXPECT_EQ(ways(dpo), "") << "naming one names no other";
  name(worker);
  EXPECT_FALSE(runs(worker)) << "an emergency is no door to her, named or not";
}

TEST_P(WhoReads, not_who_is_barred) {
  bar(person, supervisor);
  EXPECT_EQ(ways(supervisor), "");
  bar(person, worker);
  EXPECT_FALSE(runs(worker));
}

TEST_P(WhoReads, not_from_another_municipality) {
  EXPECT_EQ(ways(actor_with(Function::supervisor, "PAZ21")), "");
  Actor moved = worker;
  moved.post.municipality = {"PAZ21"};
  EXPECT_FALSE(runs(moved));
}

}  // namespace
}  // namespace gishe::guard
