#include "maps/maps.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gishe::maps {
namespace {

const territory::GeoPoint peshtera{42.033, 24.3}, bratsigovo{42.017, 24.367}, lukovit{43.207, 24.167};

MapLand with_border(const char* code, double south, double north, double west, double east, bool beside = false) {
  const territory::Ring ring{{south, west}, {south, east}, {north, east}, {north, west}, {south, west}};
  return {code, std::make_shared<territory::Outline>(territory::Outline{"municipality", code, {ring}}), {}, beside};
}

TEST(MapPicture, nothing_gives_no_picture) {
  EXPECT_EQ(draw_map({}, {}, true).height, 0);
  EXPECT_TRUE(draw_map({}, {}, true).tiles.empty());
}

TEST(MapPicture, north_is_up_and_east_is_right) {
  const std::vector<MapPlace> places{{"1", "Пещера", "PAZ21", peshtera, 7}, {"2", "Луковит", "LOV18", lukovit, 3}};
  const auto picture = draw_map({}, places, false);
  ASSERT_EQ(picture.dots.size(), 2u);
  EXPECT_EQ(picture.dots[0].places.front()->name, "Пещера");
  EXPECT_GT(picture.dots[0].y, picture.dots[1].y);
  EXPECT_GT(picture.dots[0].x, picture.dots[1].x);
  for (const auto& d : picture.dots) {
    EXPECT_GE(d.x, 0);
    EXPECT_LE(d.x, picture.width);
    EXPECT_GE(d.y, 0);
    EXPECT_LE(d.y, picture.height);
    EXPECT_TRUE(d.labelled);
  }
}

TEST(MapPicture, places_that_would_cover_one_another_share_a_dot) {
  const std::vector<MapPlace> places{{"1", "Пещера", "PAZ21", peshtera, 7},
                                     {"2", "Луковит", "LOV18", lukovit, 3},
                                     {"3", "Брацигово", "PAZ06", bratsigovo, 2}};
  const auto picture = draw_map({}, places, false);
  ASSERT_EQ(picture.dots.size(), 2u);
  EXPECT_EQ(picture.dots[0].services, 9);
  EXPECT_EQ(picture.dots[0].places.size(), 2u);
  // Nearer by, each has its own.
  EXPECT_EQ(draw_map({}, {places[0], places[2]}, false).dots.size(), 2u);
}

TEST(MapPicture, marks_stay_where_they_lie) {
  const std::vector<MapPlace> places{{"1", "Пещера", "PAZ21", peshtera, 7}, {"2", "Луковит", "LOV18", lukovit, 3}};
  const auto picture = draw_map({}, places, false, {{peshtera, 4}, {bratsigovo, 2}});
  ASSERT_EQ(picture.marks.size(), 2u);
  EXPECT_EQ(picture.marks[0].index, 4);
  EXPECT_EQ(picture.marks[0].x, picture.dots[0].x) << "Пещера's dot stands on its mark";
  EXPECT_GT(picture.marks[1].x, picture.marks[0].x);
}

TEST(MapPicture, land_without_a_border_goes_round_its_settlements) {
  const MapLand unknown{"PAZ21", nullptr, {peshtera, bratsigovo}, false};
  const MapLand known = with_border("PAZ06", 42, 42.3, 24, 24.5);
  const auto picture = draw_map({unknown, known}, {}, false);
  ASSERT_EQ(picture.lands.size(), 2u);
  EXPECT_TRUE(picture.lands[0].guessed);
  EXPECT_FALSE(picture.lands[1].guessed);
  EXPECT_EQ(picture.lands[1].path.front(), 'M');
  EXPECT_EQ(picture.lands[1].path.back(), 'Z');
}

TEST(MapPicture, a_neighbour_is_drawn_only_where_it_is_seen) {
  const MapLand own = with_border("PAZ06", 42, 42.3, 24, 24.5);
  const MapLand near = with_border("PAZ21", 42, 42.3, 23.5, 24, true);
  const MapLand far = with_border("VAR13", 43, 43.3, 27, 27.5, true);
  const auto alone = draw_map({own}, {}, false), among = draw_map({near, far, own}, {}, false);
  EXPECT_EQ(alone.height, among.height);
  ASSERT_EQ(among.lands.size(), 2u);
  EXPECT_TRUE(among.lands[0].beside);
  EXPECT_EQ(among.lands[1].path, alone.lands[0].path);
}

TEST(MapPicture, a_border_that_changed_is_drawn_anew) {
  const auto before = draw_map({with_border("PAZ06", 42, 42.3, 24, 24.5)}, {}, false);
  const auto after = draw_map({with_border("PAZ06", 42, 42.2, 24, 24.5)}, {}, false);
  EXPECT_NE(before.lands[0].path, after.lands[0].path);
}

TEST(MapPicture, tiles_cover_the_sheet_at_about_their_own_size) {
  const auto picture =
      draw_map({}, {{"1", "Пещера", "PAZ21", peshtera, 7}, {"2", "Луковит", "LOV18", lukovit, 3}}, true);
  ASSERT_FALSE(picture.tiles.empty());
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const auto& t : picture.tiles) {
    EXPECT_GE(t.size, 256 / std::sqrt(2) - 1);
    EXPECT_LE(t.size, 256 * std::sqrt(2) + 1);
    left = std::min(left, t.x), right = std::max(right, t.x + t.size);
    top = std::min(top, t.y), bottom = std::max(bottom, t.y + t.size);
  }
  EXPECT_LE(left, 0);
  EXPECT_GE(right, picture.width);
  EXPECT_LE(top, 0);
  EXPECT_GE(bottom, picture.height);
}

TEST(MapPicture, one_village_alone_is_not_drawn_as_its_doorstep) {
  const auto picture = draw_map({}, {{"1", "Пещера", "PAZ21", peshtera, 7}}, true);
  ASSERT_EQ(picture.dots.size(), 1u);
  EXPECT_NEAR(picture.dots[0].x, picture.width / 2, 0.5);
  EXPECT_FALSE(picture.tiles.empty());
  EXPECT_LE(picture.tiles.front().zoom, 12);
}

}  // namespace
}  // namespace gishe::maps
