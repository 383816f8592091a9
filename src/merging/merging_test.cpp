#include "desk/desk.h"
#include "merging/world_test.h"
#include "referrals/referrals.h"

namespace gishe::merging {
namespace {

class Merging : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Merging, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Merging, everything_follows_and_undoing_gives_it_back) {
  const auto kept = w.registered("Ралица", "Иглова", "4801120127", "0888 1");
  const auto gone = w.registered("Ралица", "Стоева", "", "0888 2", &w.colleague);
  w.applied(kept);
  w.applied(gone);
  const auto before = w.all_of(kept, gone);
  const auto id = merge(w.office, w.officer, w.wish(kept, gone, {{"phone", "gone"}}), "");
  ASSERT_EQ(World::why(id), "");
  EXPECT_EQ(w.count("SELECT count(*) FROM application WHERE person_id = $1", {kept}), 2);
  EXPECT_EQ(w.seen(w.officer, kept)->phone, "0888 2");
  EXPECT_EQ(w.seen(w.officer, kept)->family_name, "Иглова");
  EXPECT_FALSE(w.seen(w.officer, gone)) << "the old file is seen by nobody";
  EXPECT_EQ(w.count("SELECT count(*) FROM person_team WHERE person_id = $1", {kept}), 2);
  EXPECT_EQ(World::why(undo(w.office, w.colleague, *id, "", "")), "required");
  EXPECT_EQ(World::why(undo(w.office, w.neighbour, *id, "грешка", "")), "not_found");
  ASSERT_EQ(World::why(undo(w.office, w.colleague, *id, "оказаха се сестри", "")), "");
  EXPECT_EQ(w.all_of(kept, gone), before);
  EXPECT_EQ(World::why(undo(w.office, w.colleague, *id, "пак", "")), "not_from_this_state");
  EXPECT_EQ(World::why(merge(w.office, w.officer, w.wish(kept, gone), "")), "") << "and may be merged once more";
}

TEST_P(Merging, what_was_changed_since_is_not_undone_and_after_its_days_nothing_is) {
  const auto kept = w.registered("Ралица", "Иглова", "4801120127", "0888 1");
  const auto gone = w.registered("Ралица", "Стоева", "", "0888 2");
  const auto id = merge(w.office, w.officer, w.wish(kept, gone, {{"phone", "gone"}, {"name", "gone"}}), "");
  ASSERT_EQ(World::why(id), "");
  w.run("UPDATE person SET phone = '0888 3' WHERE id = $1", {kept});
  w.clock.move_to(w.clock.now().plus_seconds(31 * 86'400));
  EXPECT_EQ(World::why(undo(w.office, w.officer, *id, "късно", "")), "merging.too_late");
  w.clock.move_to(w.clock.now().plus_seconds(-2 * 86'400));
  ASSERT_EQ(World::why(undo(w.office, w.officer, *id, "навреме", "")), "");
  EXPECT_EQ(w.seen(w.officer, kept)->phone, "0888 3");
  EXPECT_EQ(w.seen(w.officer, kept)->family_name, "Иглова");
}

TEST_P(Merging, nothing_new_begins_under_the_old_id_and_it_leads_on) {
  const auto kept = w.registered("Ралица", "Иглова", "4801120127");
  const auto gone = w.registered("Ралица", "Стоева");
  ASSERT_EQ(World::why(merge(w.office, w.officer, w.wish(kept, gone), "")), "");
  referrals::NewReferral referral;
  referral.person = gone;
  EXPECT_EQ(World::why(referrals::send_referral(w.office, w.officer, referral, "")), "people.merged_file");
  w.database->read([&](db::Session& s) {
    const auto old = people::allowed_person(s, w.officer, access::Action::change_person, gone);
    EXPECT_EQ(World::why(old), "people.merged_file");
    EXPECT_EQ(World::why(people::allowed_person(s, w.neighbour, access::Action::change_person, gone)), "not_found");
    const auto found =
        people::find_numbered(s, w.office, access::scope(w.officer, access::Action::find_person), "4801120127");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, kept);
  });
}

TEST_P(Merging, the_guarded_the_tied_and_the_open_twice_are_refused) {
  const auto kept = w.registered("Ралица", "Иглова");
  const auto gone = w.registered("Ралица", "Стоева", "4801120127");
  EXPECT_EQ(World::why(merge(w.office, w.officer, w.wish(kept, gone), "")), "merging.keep_the_numbered");
  EXPECT_EQ(World::why(merge(w.office, w.officer, w.wish(kept, kept), "")), "people.same_person");
  EXPECT_EQ(World::why(merge(w.office, w.worker, w.wish(gone, kept), "")), "not_your_function");
  EXPECT_EQ(World::why(merge(w.office, w.neighbour, w.wish(gone, kept), "")), "not_found");
  auto stale = w.wish(gone, kept);
  stale.kept_version = 99;
  EXPECT_EQ(World::why(merge(w.office, w.officer, stale, "")), "changed_meanwhile");
  for (const auto& person : {kept, gone}) {
    w.run(
        "INSERT INTO case_file (municipality, id, number, person_id, type, lead_id, state, stage, reason, opened_on, "
        "review_due_on, next_due_on, version, changed_at) VALUES ('PAZ14', $1, $2, $1, 'support', $1, 'open', "
        "'running', 'x', '2026-01-01', '2026-07-01', '2026-07-01', 1, 1)",
        {person, person.text()});
  }
  EXPECT_EQ(World::why(merge(w.office, w.officer, w.wish(gone, kept), "")), "merging.both_open");
  w.run(
      "UPDATE case_file SET state = 'closed', stage = 'closed', outcome = 'goals', closed_on = '2026-02-02' WHERE "
      "person_id = $1",
      {kept});
  people::NewRepresentative r{kept, gone, "relative", "сестра", "акт", ""};
  ASSERT_EQ(World::why(people::add_representative(w.office, w.officer, r, "")), "");
  EXPECT_EQ(World::why(merge(w.office, w.officer, w.wish(gone, kept), "")), "merging.tied");
}

TEST_P(Merging, across_the_shield_only_who_is_named_for_both) {
  const auto open = w.registered("Ралица", "Иглова");
  const auto shielded = w.registered("Ралица", "Стоева");
  w.run("UPDATE person SET sensitivity = 4 WHERE id = $1", {shielded});
  EXPECT_EQ(World::why(merge(w.office, w.officer, {shielded, open, {}, "защо", 1, 1}, "")), "not_found");
  w.run("INSERT INTO person_named VALUES ('PAZ14', $1, $2, 1)", {shielded, w.officer.account});
  EXPECT_EQ(World::why(merge(w.office, w.officer, {open, shielded, {}, "защо", 1, 1}, "")), "merging.keep_the_guarded");
  w.applied(open);
  ASSERT_EQ(World::why(merge(w.office, w.officer, {shielded, open, {}, "защо", 1, 1}, "")), "");
  EXPECT_EQ(w.count("SELECT count(*) FROM application WHERE sensitivity = 4"), 1) << "the level followed";
  w.database->read([&](db::Session& s) {
    EXPECT_EQ(World::why(people::allowed_person(s, w.officer, access::Action::open_person, open)),
              "people.merged_file");
    EXPECT_EQ(World::why(people::allowed_person(s, w.colleague, access::Action::open_person, open)), "not_found")
        << "the old address says nothing of the shielded file";
  });
}

TEST_P(Merging, who_is_barred_from_one_is_barred_from_what_stays_and_from_the_old_address) {
  const auto kept = w.registered("Ралица", "Иглова");
  const auto gone = w.registered("Ралица", "Стоева");
  w.run("INSERT INTO person_barred VALUES ('PAZ14', $1, $2, 'роднина', 1)", {gone, w.colleague.account});
  w.run("INSERT INTO person_barred VALUES ('PAZ14', $1, $2, 'роднина', 1)", {kept, w.worker.account});
  const auto id = merge(w.office, w.officer, w.wish(kept, gone), "");
  ASSERT_EQ(World::why(id), "");
  EXPECT_FALSE(w.seen(w.colleague, kept));
  EXPECT_EQ(w.count("SELECT count(*) FROM person_barred WHERE person_id = $1", {gone}), 2);
  ASSERT_EQ(World::why(undo(w.office, w.officer, *id, "грешка", "")), "");
  EXPECT_TRUE(w.seen(w.colleague, kept));
  EXPECT_EQ(w.count("SELECT count(*) FROM person_barred"), 2);
}

TEST(Choice, takes_what_was_chosen_and_the_groups_of_both) {
  const Columns kept{{{"given_name", "А"}, {"middle_name", ""}, {"phone", "1"}, {"target_groups", "child,disability"}}};
  const Columns gone{
      {{"given_name", "Б"}, {"middle_name", "В"}, {"phone", "2"}, {"target_groups", "disability,older"}}};
  const auto result = chosen(kept, gone, {{"name", "gone"}, {"phone", "kept"}});
  EXPECT_EQ(result.values[0].second, "Б");
  EXPECT_EQ(result.values[1].second, "В");
  EXPECT_EQ(result.values[2].second, "1");
  EXPECT_EQ(result.values[3].second, "child,disability,older");
}

}  // namespace
}  // namespace gishe::merging
