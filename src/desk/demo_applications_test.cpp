// The demo's stories: whoever comes to the desk tells what somebody of that age may tell.
#include "desk/world_test.h"

namespace gishe::desk {
namespace {

const db::Query q_born{"t.born",
                       "UPDATE person SET born_on = $2, born_precision = 'day', sex = $3 WHERE municipality = 'PAZ14'"
                       " AND id = $1"};
const db::Query q_needs{"t.needs",
                        "SELECT DISTINCT l.need_code FROM application_line l JOIN application a ON a.municipality ="
                        " l.municipality AND a.id = l.application_id WHERE a.person_id = $1"};

class DemoApplications : public testing::Test, protected World {
 protected:
  DemoApplications() : World(db::Engine::sqlite) {}

  std::string needs_of(std::string_view born, std::string_view sex) {
    db->write([&](db::Tx& tx) { tx.run(q_born, {man, Day::from_iso(born).value(), sex}); });
    load_demo(office, clock, {{officer, {}, {man}, 60}}, clock.now());
    std::string needs;
    db->read(
        [&](db::Session& s) { s.each(q_needs, {man}, [&](const db::Row& row) { needs += row.string(0) + ' '; }); });
    return needs;
  }
};

TEST_F(DemoApplications, nobody_born_in_1936_asks_for_a_child) {
  const auto needs = needs_of("1936-03-01", "m");
  for (const char* of_others : {"child", "parenting", "job_skills", "family_conflict"}) {
    EXPECT_EQ(needs.find(of_others), std::string::npos) << needs;
  }
  EXPECT_NE(needs.find("loneliness"), std::string::npos) << needs;
}

TEST_F(DemoApplications, a_child_gets_what_children_need) {
  const auto needs = needs_of("2021-01-15", "f");
  EXPECT_NE(needs.find("child_development"), std::string::npos) << needs;
  for (const char* of_others : {"older", "heating", "debts", "job_skills", "loneliness", "parenting"}) {
    EXPECT_EQ(needs.find(of_others), std::string::npos) << needs;
  }
}

TEST_F(DemoApplications, there_is_a_story_for_every_age) {
  for (const char* born : {"2026-05-01", "2024-06-01", "2019-01-01", "2010-01-01", "2008-01-01", "2005-01-01",
                           "1990-01-01", "1970-01-01", "1955-01-01", "1933-01-01"}) {
    EXPECT_NE(needs_of(born, "f"), "") << born;
    EXPECT_NE(needs_of(born, "m"), "") << born;
  }
}

}  // namespace
}  // namespace gishe::desk
