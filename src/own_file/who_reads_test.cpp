// One request about an own file and every way to read it as who answers it: each condition of REQUEST_VISIBLE shuts
// all.
#include "own_file/subject_request_acts.h"
#include "own_file/subject_request_store.h"
#include "own_file/world_test.h"

namespace gishe::own_file {
namespace {

class WhoReads : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  WhoReads() : World(GetParam()) {
    EXPECT_EQ(why(open_for(mother, "self", "denitsa@example.org")), "");
    const auto made =
        ask_about_own(office, holder("denitsa@example.org"), {mother, "correction", "Адресът е стар."}, "");
    EXPECT_EQ(why(made), "");
    if (made.ok()) id = *made;
  }
  std::string ways(const Actor& who) {
    const auto scope = access::scope(who, access::Action::answer_request);
    return database->read([&](db::Session& s) {
      std::string seen;
      if (!store::list_requests(s, scope, true, 10).empty()) seen += "open ";
      if (store::find_request(s, scope, id)) seen += "find ";
      return seen;
    });
  }
  Actor dpo = actor_with(Function::data_protection);
  SubjectRequestId id;
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoReads, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(WhoReads, who_answers_by_every_way) {
  EXPECT_EQ(ways(dpo), "open find ");
  static const db::Query over{
      "t.over", "UPDATE subject_request SET state = 'answered', answered_at = 1, answer = 'Поправено.' WHERE id = $1"};
  run(over, {id});
  const auto scope = access::scope(dpo, access::Action::answer_request);
  const auto listed = [&] {
    return database->read([&](db::Session& s) { return store::list_requests(s, scope, false, 10).size(); });
  };
  EXPECT_EQ(listed(), 1u);
  static const db::Query bar{"t.bar", "INSERT INTO person_barred VALUES ('PAZ14', $1, $2, 'роднина', 1)"};
  run(bar, {mother, dpo.account});
  EXPECT_EQ(listed(), 0u);
  EXPECT_EQ(ways(dpo), "") << "not who is barred";
}

TEST_P(WhoReads, once_she_is_shielded_who_is_named_and_nobody_elsewhere) {
  set_level(mother, 4);
  EXPECT_EQ(ways(dpo), "");
  static const db::Query name{
      "t.named",
      "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 0)"};
  run(name, {mother, AccountId::make()});
  EXPECT_EQ(ways(dpo), "") << "somebody else is named";
  run(name, {mother, dpo.account});
  EXPECT_EQ(ways(dpo), "open find ");
  set_level(mother, 2);
  EXPECT_EQ(ways(actor_with(Function::data_protection, "PAZ21")), "");
}

}  // namespace
}  // namespace gishe::own_file
