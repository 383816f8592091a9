#include "base/ids.h"

#include <gtest/gtest.h>

#include <set>

#include "base/actor.h"

namespace gishe {
namespace {

TEST(Uuid, made_ids_differ_sort_by_time_and_read_back) {
  std::set<Uuid> seen;
  Uuid last;
  for (int i = 0; i < 1000; ++i) {
    const auto id = Uuid::make();
    EXPECT_LT(last, id);
    last = id;
    EXPECT_EQ(id.bytes[6] >> 4, 7);
    EXPECT_EQ(id.bytes[8] >> 6, 2);
    EXPECT_EQ(Uuid::parse(id.text()), id);
    EXPECT_EQ(Uuid::from_bytes(id.raw()), id);
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(Uuid, refuses_other_forms) {
  for (const char* text : {"", "0192f3a0-0000-7000-8000-00000000000", "0192f3a0-0000-7000-8000-00000000000g",
                           "0192f3a0000070008000000000000000    ", "{192f3a0-0000-7000-8000-000000000000"}) {
    EXPECT_FALSE(Uuid::parse(text)) << text;
  }
  EXPECT_TRUE(Uuid::from_bytes("short").is_nil());
}

TEST(Codes, keep_their_form) {
  EXPECT_TRUE(MunicipalityCode::parse("PAZ14"));
  for (const char* text : {"", "paz14", "PAZ1", "PAZ145", "PA114", "ПАЗ14"})
    EXPECT_FALSE(MunicipalityCode::parse(text)) << text;
  EXPECT_EQ(Ekatte::parse("00014")->text, "00014");
  for (const char* text : {"", "14", "0001a", "000140"}) EXPECT_FALSE(Ekatte::parse(text)) << text;
}

TEST(Functions, names_go_there_and_back) {
  for (int i = 0; i < function_count; ++i) {
    const auto f = static_cast<Function>(i);
    EXPECT_EQ(function_from(function_name(f)), f);
  }
  EXPECT_FALSE(function_from("director"));
}

}  // namespace
}  // namespace gishe
