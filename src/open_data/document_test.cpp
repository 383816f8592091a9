#include "open_data/hsds_answer.h"
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

TEST_P(DocumentTest, who_watches_a_hidden_place_sees_nobody_come) {
  const auto id = *ServiceId::parse(shelter);
  const auto capacity = [&](int taken) {
    world.clock.move_to(world.clock.now().plus_seconds(3600));
    world.database().write([&](db::Tx& tx) { directory::shift_places_free(tx, id, -taken, world.clock.now()); });
    const auto d = world.document(hsds::services, shelter);
    EXPECT_FALSE(d.contains("capacities"));
    const auto stamps =
        world.database().read([&](db::Session& s) { return list_stamps(s, hsds::services, {id.value}); });
    EXPECT_EQ(stamps.at(0).modified_at.micros % 86'400'000'000, 0);
    return json::serialize(d);
  };
  const auto free = world.find(shelter)->capacity.places_free;
  ASSERT_GE(free, 2);
  const auto before = capacity(0);
  EXPECT_EQ(capacity(1), before) << "a place less, and the same words";
  EXPECT_NE(before.find("\"bg_capacity_status\":\"capacity\""), std::string::npos);
  EXPECT_NE(capacity(free - 1), before) << "nothing free any more: that is said";
}

TEST_P(DocumentTest, a_place_is_given_out_only_while_a_listed_service_stands_there) {
  const auto id = *ServiceId::parse(rehabilitation);
  const auto house = world.find(rehabilitation)->organisation.value;
  const auto given_out = [&] {
    const auto all =
        world.database().read([&](db::Session& s) { return answer_of(s, hsds::organizations, {house}, Depth::full); });
    return json::serialize(all).find("address_1") != std::string::npos;
  };
  const auto become = [&](const char* state) {
    world.database().write([&](db::Tx& tx) {
      for (auto& one : directory::list_services_of(tx, {house}, 50)) {
        one.status = state;
        ASSERT_TRUE(directory::replace_entry(tx, one));
      }
    });
  };
  EXPECT_TRUE(given_out());
  for (const char* state : {"in_review", "draft", "archived", "suspended"}) {
    become(state);
    EXPECT_FALSE(given_out()) << state;
    make_missing_documents(world.office, true);
    EXPECT_EQ(world.document(hsds::locations, rehabilitation).empty(), std::string_view(state) != "suspended") << state;
  }
  become("published");
  EXPECT_TRUE(given_out());

  directory::NewLocation there;
  there.id = LocationId::make();
  there.organisation = {house};
  there.settlement = {"56277"};
  there.address = "ул. „Нова“ 2";
  world.database().write([&](db::Tx& tx) {
    ASSERT_TRUE(directory::replace_entry(tx, *directory::find_service(tx, id), there));
    EXPECT_FALSE(directory::find_location(tx, {id.value})) << "nothing else stood there";
  });
  EXPECT_TRUE(world.document(hsds::locations, rehabilitation).empty());
  const auto pairs = world.database().read([&](db::Session& s) { return list_pairs_of(s, {id.value}); });
  EXPECT_EQ(pairs.size(), 1u);
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
