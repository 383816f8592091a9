#include <gtest/gtest.h>

#include "platform/pictures/drawing.h"

namespace gishe::pictures {
namespace {

TEST(pictures, first_bytes_say_what_it_is) {
  EXPECT_EQ(kind_of("\xff\xd8\xff\xe0 rest"), "jpeg");
  EXPECT_EQ(kind_of(std::string_view("\x89PNG\r\n\x1a\n....", 12)), "png");
  EXPECT_EQ(kind_of("RIFF....WEBPVP8 "), "webp");
  for (const char* other : {"", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "GIF89a",
                            "%PDF-1.7", "\xff\xd8", "RIFF....WAVE"})
    EXPECT_EQ(kind_of(other), "") << other;
}

TEST(pictures, only_three_jpegs_of_our_sizes_are_taken_back) {
  const auto unpacked = [](std::string_view bytes) { return pictures::unpacked(bytes, Purpose::page); };
  const std::string jpeg = "\xff\xd8\xff";
  const Made good = {{320, 240, jpeg}, {800, 600, jpeg}, {1600, 1200, jpeg}};
  ASSERT_TRUE(unpacked(packed(good)));
  EXPECT_EQ(unpacked(packed(good))->at(2).width, 1600);
  EXPECT_FALSE(unpacked(""));
  EXPECT_FALSE(unpacked(packed(good).substr(1)));
  EXPECT_FALSE(unpacked(packed(good) + "x"));
  auto wrong = good;
  wrong[0].width = 321;
  EXPECT_FALSE(unpacked(packed(wrong)));
  wrong = good;
  wrong[1].jpeg = "<script>";
  EXPECT_FALSE(unpacked(packed(wrong)));
  wrong = good;
  wrong.pop_back();
  EXPECT_FALSE(unpacked(packed(wrong)));
}

TEST(pictures, of_a_paper_one_jpeg_is_taken_back) {
  const std::string jpeg = "\xff\xd8\xff";
  EXPECT_TRUE(unpacked(packed({{3000, 4000, jpeg}}), Purpose::paper));
  EXPECT_FALSE(unpacked(packed({{3001, 4000, jpeg}}), Purpose::paper));
  EXPECT_FALSE(unpacked(packed({{320, 240, jpeg}, {800, 600, jpeg}, {1600, 1200, jpeg}}), Purpose::paper));
}

TEST(pictures, what_is_no_picture_is_refused_beside_its_field) {
  const auto no = draw_anew("<svg/>", "picture");
  ASSERT_FALSE(no);
  EXPECT_TRUE(no.refusals().front().is(not_a_picture));
  EXPECT_EQ(no.refusals().front().field, "picture");
  EXPECT_TRUE(draw_anew(std::string(bytes_max + 1, 'x'), "picture").refusals().front().is(too_large));
  EXPECT_TRUE(draw_anew_here("\xff\xd8\xff\xe0 nothing more", "picture").refusals().front().is(broken));
}

}  // namespace
}  // namespace gishe::pictures
