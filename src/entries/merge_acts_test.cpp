#include "entries/entry_change_store.h"
#include "entries/merge.h"
#include "entries/world_test.h"

namespace gishe::entries {
namespace {

class Merges : public ::testing::TestWithParam<db::Engine> {
 protected:
  Merges() {
    auto twin = w.service(w.assistance);
    twin.id = double_id;
    twin.hours = "сряда 9–12";
    twin.status = "suspended";
    w.db->write([&](db::Tx& tx) { directory::store_service(tx, {twin, std::nullopt, "hsds", {}}); });
    find_duplicates(w.office, {"PAZ14"});
  }
  std::vector<EntryPair> pairs(std::string_view state) {
    return w.db->read([&](db::Session& s) { return list_pairs(s, {"PAZ14"}, state, 50); });
  }
  EntryPair twins() {
    for (const auto& pair : pairs("open")) {
      if (pair.one == double_id.value || pair.other == double_id.value) return pair;
    }
    return {};
  }
  std::string merge(const Actor& who, const EntryPair& pair) {
    return w.why(merge_pair(w.office, who, {pair.id, pair.version, w.assistance.value, {"hours"}}, ""));
  }
  testing::World w{GetParam()};
  const ServiceId double_id = ServiceId::make();
};
INSTANTIATE_TEST_SUITE_P(Engines, Merges, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Merges, a_pair_is_found_once_and_what_was_kept_apart_is_not_asked_again) {
  const auto pair = twins();
  ASSERT_FALSE(pair.id.is_nil());
  EXPECT_NE(pair.why.find("phone"), std::string::npos);
  EXPECT_EQ(find_duplicates(w.office, {"PAZ14"}), 0);
  EXPECT_EQ(w.why(keep_apart(w.office, w.neighbour, pair.id, pair.version, "")), "not_found");
  EXPECT_EQ(w.why(keep_apart(w.office, w.editor, pair.id, pair.version, "")), "");
  EXPECT_EQ(find_duplicates(w.office, {"PAZ14"}), 0);
  EXPECT_TRUE(twins().id.is_nil());
}

TEST_P(Merges, both_ids_resolve_and_places_are_counted_on_what_was_kept) {
  const auto pair = twins();
  const int free_before = w.service(w.assistance).capacity.places_free;
  EXPECT_EQ(merge(w.head, pair), "not_your_function");
  EXPECT_EQ(merge(w.neighbour, pair), "not_found");
  EXPECT_EQ(merge(w.editor, pair), "");
  EXPECT_EQ(w.service(w.assistance).hours, "сряда 9–12");
  EXPECT_EQ(w.service(double_id).status, "archived");
  w.db->write([&](db::Tx& tx) {
    EXPECT_EQ(directory::survivor_of(tx, double_id), w.assistance);
    directory::shift_places_free(tx, double_id, -1, w.office.now());
  });
  EXPECT_EQ(w.service(w.assistance).capacity.places_free, free_before - 1);
  EXPECT_EQ(merge(w.editor, pair), "changed_meanwhile");
}

TEST_P(Merges, is_undone_within_thirty_days_while_nothing_else_changed) {
  const auto pair = twins();
  const auto hours = w.service(w.assistance).hours;
  EXPECT_EQ(merge(w.editor, pair), "");
  EXPECT_EQ(w.why(undo_merge(w.office, w.neighbour, pair.id, "")), "not_found");
  EXPECT_EQ(w.why(undo_merge(w.office, w.second, pair.id, "")), "");
  EXPECT_EQ(w.service(w.assistance).hours, hours);
  EXPECT_EQ(w.service(double_id).status, "suspended");
  EXPECT_EQ(w.why(undo_merge(w.office, w.second, pair.id, "")), "not_from_this_state");
}

TEST_P(Merges, is_not_undone_over_a_later_change_nor_after_thirty_days) {
  const auto pair = twins();
  EXPECT_EQ(merge(w.editor, pair), "");
  w.db->write([&](db::Tx& tx) {
    auto changed = *directory::find_service(tx, w.assistance);
    changed.fees = "друго";
    EXPECT_TRUE(directory::replace_entry(tx, changed));
  });
  EXPECT_EQ(w.why(undo_merge(w.office, w.editor, pair.id, "")), "entries.merge_moved_on");
  w.clock.move_to(w.clock.now().plus_seconds(31 * 86'400LL));
  EXPECT_EQ(w.why(undo_merge(w.office, w.editor, pair.id, "")), "entries.merge_too_old");
}

TEST_P(Merges, an_organisation_gives_its_services_to_the_one_that_stays) {
  directory::NewOrganisation twin;
  twin.organisation =
      *w.db->read([&](db::Session& s) { return directory::find_organisation(s, w.head.post.organisation); });
  const auto kept = twin.organisation.id;
  twin.organisation.id = OrganisationId::make();
  twin.organisation.name = "Общински социални грижи - Лесичово";
  auto moved = w.service(double_id);
  moved.organisation = twin.organisation.id;
  w.db->write([&](db::Tx& tx) {
    directory::store_organisation(tx, twin);
    EXPECT_TRUE(directory::replace_entry(tx, moved));
  });
  EXPECT_EQ(find_duplicates(w.office, {"PAZ14"}), 1);
  EntryPair pair;
  for (const auto& one : pairs("open")) {
    if (one.kind == "organisation") pair = one;
  }
  EXPECT_EQ(w.why(merge_pair(w.office, w.editor, {pair.id, pair.version, kept.value, {}}, "")), "");
  EXPECT_EQ(w.service(double_id).organisation, kept);
  EXPECT_EQ(w.why(undo_merge(w.office, w.editor, pair.id, "")), "");
  EXPECT_EQ(w.service(double_id).organisation, twin.organisation.id);
}

}  // namespace
}  // namespace gishe::entries
