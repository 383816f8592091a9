#include "retention/restriction.h"

#include "retention/world_test.h"

namespace gishe::retention {
namespace {

class Restricting : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Restricting, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Restricting, a_restricted_file_is_read_and_not_changed_or_passed_on_until_it_is_lifted) {
  const auto she = w.registered();
  const auto request = SubjectRequestId::make();
  w.run(
      "INSERT INTO subject_request (municipality, id, number, person_id, kind, state, channel, words, asked_by, "
      "asked_at, "
      "due_on) VALUES ('PAZ14', $1, 'D-1', $2, 'restriction', 'received', 'desk', 'x', $1, 1, '2026-12-01')",
      {request, she});
  const auto may = [&](access::Action action) {
    return w.database->read(
        [&](db::Session& s) { return World::why(people::allowed_person(s, w.officer, action, she)); });
  };
  const auto closed = [&] {
    return w.database->read([&](db::Session& s) { return people::why_closed(s, {"PAZ14"}, she).has_value(); });
  };
  EXPECT_EQ(World::why(set_restriction(w.office, w.officer, request, "accuracy", "спори", "")), "not_your_function");
  EXPECT_EQ(World::why(set_restriction(w.office, w.stranger, request, "accuracy", "спори", "")), "not_found");
  EXPECT_EQ(World::why(set_restriction(w.office, w.dpo, request, "accuracy", "", "")), "required");
  EXPECT_EQ(World::why(set_restriction(w.office, w.dpo, request, "accuracy", "спори адреса", "")), "");
  EXPECT_EQ(World::why(set_restriction(w.office, w.dpo, request, "accuracy", "пак", "")), "not_from_this_state");
  EXPECT_EQ(may(access::Action::open_person), "");
  EXPECT_EQ(may(access::Action::change_person), "people.restricted_file");
  EXPECT_TRUE(closed()) << "no application, referral or case begins";
  EXPECT_EQ(World::why(set_restriction(w.office, w.dpo, request, "", "проверено", "")), "");
  EXPECT_EQ(may(access::Action::change_person), "");
  EXPECT_FALSE(closed());
  EXPECT_EQ(w.ledger_lines("person.restricted"), 1);
}

}  // namespace
}  // namespace gishe::retention
