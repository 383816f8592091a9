#include "open_data/hsds_filter_store.h"
#include "open_data/hsds_question.h"
#include "open_data/hsds_shape.h"
#include "open_data/world_test.h"

namespace gishe::open_data {
namespace {

constexpr const char* rehabilitation = "01980000-0000-7000-8000-00000000c007";
constexpr const char* shelter = "01980000-0000-7000-8000-00000000c009";

class DocumentTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  World world{GetParam(), World::Filled::entries};
};
INSTANTIATE_TEST_SUITE_P(Engines, DocumentTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(DocumentTest, a_place_taken_shows_in_the_document_and_what_others_said_stays) {
  auto before = world.document(hsds::services, rehabilitation);
  EXPECT_EQ(before.at("status").get_string(), "active");
  EXPECT_EQ(before.at("bg_legal_basis").get_string(), "чл. 15, т. 4 ЗСУ");
  const auto free = before.at("capacities").at(0).at("available").get_int64();
  before["x_of_others"] = "stays";
  world.database().write(
      [&](db::Tx& tx) { store_document(tx, document_of(hsds::services, before, true, world.clock.now())); });
  world.clock.move_to(world.clock.now().plus_seconds(60));
  world.database().write(
      [&](db::Tx& tx) { directory::shift_places_free(tx, *ServiceId::parse(rehabilitation), -1, world.clock.now()); });
  const auto after = world.document(hsds::services, rehabilitation);
  EXPECT_EQ(after.at("capacities").at(0).at("available").get_int64(), free - 1);
  EXPECT_EQ(after.at("x_of_others").get_string(), "stays");
  const auto changed =
      world.database().read([&](db::Session& s) { return list_changed(s, hsds::services, world.clock.now()); });
  EXPECT_EQ(changed, Ids{*Uuid::parse(rehabilitation)});
}

TEST_P(DocumentTest, a_hidden_place_says_nothing_of_where_it_is) {
  const auto place = world.document(hsds::locations, shelter);
  EXPECT_EQ(place.at("location_type").get_string(), "virtual");
  EXPECT_EQ(place.at("visibility").get_string(), "restricted");
  for (const auto& [name, value] : place) {
    EXPECT_TRUE(name == "id" || name == "location_type" || name == "visibility" || name == "organization_id") << name;
  }
  const auto service = world.document(hsds::services, shelter);
  EXPECT_FALSE(service.contains("bg_municipality"));
  EXPECT_EQ(service.at("phones").at(0).at("number").get_string(), "0350 00-10-09");
}

TEST_P(DocumentTest, a_draft_has_no_document) {
  const auto id = *ServiceId::parse(rehabilitation);
  world.database().write([&](db::Tx& tx) {
    auto entry = *directory::find_entry(tx, id);
    entry.service.status = "draft";
    directory::store_service(tx, entry);
  });
  EXPECT_TRUE(world.document(hsds::services, rehabilitation).empty());
  world.database().write([&](db::Tx& tx) {
    auto entry = *directory::find_entry(tx, id);
    entry.service.status = "suspended";
    directory::store_service(tx, entry);
  });
  EXPECT_EQ(world.document(hsds::services, rehabilitation).at("status").get_string(), "inactive");
  world.database().read([&](db::Session& s) { EXPECT_FALSE(find_listed(s, hsds::services, id.value)); });
}

TEST(HsdsQuestion, moments_are_read_with_and_without_a_zone) {
  EXPECT_EQ(instant_of("1970-01-02")->micros, 86'400'000'000);
  EXPECT_EQ(instant_of("1970-01-01T00:00:01.5Z")->micros, 1'500'000);
  EXPECT_EQ(instant_of("1970-01-01T02:00:00+02:00")->micros, 0);
  EXPECT_EQ(instant_of("1970-01-01T02:00:00 02:00")->micros, 0);
  for (const char* wrong :
       {"", "yesterday", "2026-13-01", "2026-11-22T25:00:00Z", "2026-11-22T10:00", "2026-11-22T10:00:00X"}) {
    EXPECT_FALSE(instant_of(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace gishe::open_data
