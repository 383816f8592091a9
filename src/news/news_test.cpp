#include <gtest/gtest.h>

#include "news/address.h"
#include "news/item.h"
#include "news/markup.h"

namespace gishe::news {
namespace {

using words::Language;

TEST(markup, what_comes_out_is_ours) {
  EXPECT_EQ(html_of("Едно\n\nДве **дебели** думи"), "<p>Едно</p>\n<p>Две <strong>дебели</strong> думи</p>\n");
  EXPECT_EQ(html_of("# Глава\n- а\n- б"), "<h2>Глава</h2>\n<ul>\n<li>а</li>\n<li>б</li>\n</ul>\n");
  EXPECT_EQ(html_of("3. три\n4. четири"), "<ol start=\"3\">\n<li>три</li>\n<li>четири</li>\n</ol>\n");
  EXPECT_EQ(html_of("[а](/services)"), "<p><a href=\"/services\">а</a></p>\n");
  EXPECT_EQ(html_of("[а](/services)", "https://gishe.example"),
            "<p><a href=\"https://gishe.example/services\">а</a></p>\n");
}

TEST(markup, nothing_that_runs_comes_through) {
  for (const char* attack :
       {"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "![a](https://evil.example/x.png)", "<a href='//e'>x</a>",
        "[a](//evil.example)", "`<b>`", "    <b>", "[a](https://x/\"onclick=\"y)", "<javascript:alert(1)>"}) {
    const std::string html = html_of(attack);
    EXPECT_EQ(html.find("<script"), std::string::npos) << html;
    EXPECT_EQ(html.find("<img"), std::string::npos) << html;
    EXPECT_EQ(html.find("<b>"), std::string::npos) << html;
    EXPECT_EQ(html.find("href=\"java"), std::string::npos) << html;
    EXPECT_EQ(html.find("href=\"Ja"), std::string::npos) << html;
    EXPECT_EQ(html.find("href=\"data"), std::string::npos) << html;
    EXPECT_EQ(html.find("href=\"//"), std::string::npos) << html;
    EXPECT_EQ(html.find("\"onclick"), std::string::npos) << html;
  }
}

TEST(markup, on_paper_it_is_blocks_with_their_signs) {
  const auto blocks = blocks_of("# Глава\nДума [сайт](https://a.example)\n\n3. три\n4. четири\n\n- точка");
  ASSERT_EQ(blocks.size(), 5u);
  EXPECT_EQ(blocks[0].kind, Block::Kind::heading);
  EXPECT_EQ(blocks[1].text, "Дума сайт (https://a.example)");
  EXPECT_EQ(blocks[3].sign, "4.");
  EXPECT_EQ(blocks[3].text, "четири");
  EXPECT_EQ(blocks[4].sign, "•");
}

TEST(address, titles_follow_the_transliteration_act) {
  EXPECT_EQ(slug_of("Заключителна конференция: „Щъркел и ѝ“ 2018"), "zaklyuchitelna-konferentsia-shtarkel-i-i-2018");
  EXPECT_EQ(slug_of("Città sociale"), "citt-sociale");
  EXPECT_EQ(slug_of("???"), "");
  EXPECT_LE(slug_of(std::string(5000, 'a')).size(), 60u);
  Item item;
  item.code = "k7m2x9pa";
  item.content.in(Language::bg).title = "Новина";
  EXPECT_EQ(address_of(item), "novina-k7m2x9pa");
  EXPECT_EQ(code_in("novina-k7m2x9pa"), "k7m2x9pa");
  EXPECT_EQ(code_in("k7m2x9pa"), "k7m2x9pa");
  for (const char* none : {"", "novina", "novina-k7m2x9p", "novina-k7m2x9pu", "novina-K7M2X9PA", "x-'; DROP --"})
    EXPECT_EQ(code_in(none), "") << none;
  EXPECT_EQ(code_in(code_of(ItemId::make())).size(), 8u);
}

TEST(item, states_go_where_the_picture_says) {
  using enum State;
  EXPECT_EQ(state_after(draft, Verb::publish, false), published);
  EXPECT_EQ(state_after(published, Verb::unpublish, true), draft);
  EXPECT_EQ(state_after(published, Verb::archive, true), archived);
  EXPECT_EQ(state_after(draft, Verb::archive, false), archived);
  EXPECT_EQ(state_after(archived, Verb::restore, true), published);
  EXPECT_EQ(state_after(archived, Verb::restore, false), draft);
  EXPECT_FALSE(state_after(published, Verb::publish, true));
  EXPECT_FALSE(state_after(archived, Verb::publish, true));
  EXPECT_FALSE(state_after(draft, Verb::unpublish, false));
  EXPECT_FALSE(state_after(archived, Verb::archive, true));
}

Content good() {
  Content content;
  content.in(Language::bg) = {"Заглавие", "Увод", "Текст", "", "", "", ""};
  return content;
}
std::string first_field(const Content& content) {
  const auto no = why_not_content(content);
  return no.empty() ? "" : no.front().field;
}

TEST(item, bad_content_is_named_by_its_field) {
  EXPECT_EQ(first_field(good()), "");
  Content c = good();
  c.in(Language::bg).title = "";
  EXPECT_EQ(first_field(c), "title_bg");
  c = good();
  c.in(Language::bg).title = std::string(201, 'x');
  EXPECT_EQ(first_field(c), "title_bg");
  c = good();
  c.event.to_on = Day::from_iso("2026-01-01");
  EXPECT_EQ(first_field(c), "event_from_on");
  c.event.from_on = Day::from_iso("2026-01-02");
  EXPECT_EQ(first_field(c), "event_to_on");
  c.event.to_on.reset();
  c.event.from_time = "25:00";
  EXPECT_EQ(first_field(c), "event_from_time");
  c.event.from_time = "10:00";
  c.event.to_time = "09:00";
  EXPECT_EQ(first_field(c), "event_to_time");
  c.event.to_time = "11:00";
  c.event.zone = "Mars/Olympus";
  EXPECT_EQ(first_field(c), "event_zone");
  c = good();
  c.in(Language::bg).links = "https://a.example Добро\njavascript:alert(1) Лошо";
  EXPECT_EQ(first_field(c), "links_bg");
  c = good();
  c.in(Language::it).lead = "Senza titolo";
  EXPECT_EQ(first_field(c), "title_it");
}

TEST(item, what_a_language_lacks_comes_from_the_bulgarian_text) {
  Item item;
  item.content = good();
  item.content.in(Language::bg).place = "с. Калугерово";
  EXPECT_EQ(text_for(item, Language::it).language, Language::bg);
  item.content.in(Language::it).title = "Titolo";
  const auto shown = text_for(item, Language::it);
  EXPECT_EQ(shown.language, Language::it);
  EXPECT_EQ(shown.text.title, "Titolo");
  EXPECT_EQ(shown.text.place, "с. Калугерово");
}

}  // namespace
}  // namespace gishe::news
