#include "territory/road_matrix.h"

#include <gtest/gtest.h>

namespace gishe::territory {
namespace {

TEST(RoadMatrix, the_address_names_sources_and_destinations) {
  EXPECT_EQ(table_address("http://127.0.0.1:5000/", {{42.3167, 24.1667}, {42.036, 24.3}, {42.5, 24.25}}, 1),
            "http://127.0.0.1:5000/table/v1/driving/24.16670,42.31670;24.30000,42.03600;24.25000,42.50000"
            "?annotations=duration,distance&sources=0&destinations=1;2");
}

TEST(RoadMatrix, seconds_and_metres_become_minutes_and_kilometres) {
  const auto table = read_table(R"({"code":"Ok","durations":[[0,1530.4,null]],"distances":[[0,25310,null]]})", 1, 3);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows[0][1]->minutes, 26);
  EXPECT_DOUBLE_EQ(table->rows[0][1]->km, 25.31);
  EXPECT_FALSE(table->rows[0][1]->estimated());
  EXPECT_FALSE(table->rows[0][2]);
}

TEST(RoadMatrix, what_is_no_table_is_refused) {
  for (const char* text : {"", "{}", "<html>", R"({"code":"TooBig"})", R"({"code":"Ok","durations":[[0]]})",
                           R"({"code":"Ok","durations":[[0,1]],"distances":[[0]]})",
                           R"({"code":"Ok","durations":[[-1]],"distances":[[0]]})",
                           R"({"code":"Ok","durations":[["1"]],"distances":[[0]]})"}) {
    EXPECT_FALSE(read_table(text, 1, 1)) << text;
  }
}

}  // namespace
}  // namespace gishe::territory
