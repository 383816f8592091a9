// What a place of a template sees: its own values, those around it, those of the whole page.
#include "platform/page/dictionary.h"

// clang-format off
#include <ctemplate/template_cache.h>
// clang-format on
#include <gtest/gtest.h>

namespace gishe::page {
namespace {

class Filled : public ::testing::Test {
 protected:
  Dictionary::Memory memory;
  Dictionary page{memory};

  std::string expand(const std::string& whole, const std::string& part = "part") {
    ctemplate::TemplateCache cache;
    cache.StringToTemplateCache("whole", whole, ctemplate::DO_NOT_STRIP);
    cache.StringToTemplateCache("part", part, ctemplate::DO_NOT_STRIP);
    cache.Freeze();
    ctemplate::PerExpandData nothing;
    std::string out;
    EXPECT_TRUE(cache.ExpandNoLoad("whole", ctemplate::DO_NOT_STRIP, &page, &nothing, &out));
    return out;
  }
};

TEST_F(Filled, a_turn_sees_what_stands_around_it) {
  page.set("A", "around");
  auto& one = page.add("S");
  one.set("B", "1");
  auto& two = page.add("S");
  two.set("A", "own");
  two.set("B", "2");
  two.set("B", "3");  // the last counts
  EXPECT_EQ(expand("{{#S}}[{{A}} {{B}} {{NOT_SET}}]{{/S}}{{B}}"), "[around 1 ][own 3 ]");
}

TEST_F(Filled, a_section_is_hidden_until_it_is_shown_and_then_stands_once) {
  EXPECT_EQ(expand("{{#S}}x{{/S}}"), "");
  page.show("S");
  page.show("S");
  page.set("A", "a");
  EXPECT_EQ(expand("{{#S}}x{{#IN}}y{{/IN}}{{A}}{{/S}}"), "xa");
  page.show("IN");
  EXPECT_EQ(expand("{{#S}}x{{#IN}}y{{A}}{{/IN}}{{/S}}"), "xya") << "a section inside sees those of the page";
}

TEST_F(Filled, a_part_sees_nothing_of_the_page_but_what_is_everywhere) {
  page.set("A", "of the page");
  page.set_everywhere("KEY", "k");
  page.show_everywhere("ALARM");
  auto& part = page.include("P", "part");
  part.set("B", "b");
  EXPECT_EQ(expand("{{>P}}{{A}}", "({{A}}{{B}}{{KEY}}{{#ALARM}}!{{KEY}}{{/ALARM}})"), "(bk!k)of the page");
  EXPECT_EQ(expand("{{>NOT_THERE}}."), ".");
}

TEST_F(Filled, a_part_of_a_turn_and_several_under_one_name) {
  for (const char* name : {"x", "y"}) {
    auto& turn = page.add("S");
    turn.include("P", "part").set("V", name);
    turn.include("P", "part").set("V", std::string(name) + name);
  }
  EXPECT_EQ(expand("{{#S}}{{>P}};{{/S}}", "<{{V}}>"), "<x><xx>;<y><yy>;");
}

TEST_F(Filled, long_values_and_bytes_come_through) {
  const std::string value(100'000, 'z');
  page.set("A", value);
  page.set("B", std::string_view("a\0b", 3));
  EXPECT_EQ(expand("{{A}}{{B}}"), value + std::string("a\0b", 3));
}

}  // namespace
}  // namespace gishe::page
