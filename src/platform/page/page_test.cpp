#include "platform/page/page.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/page/sources.h"

namespace gishe::page {
namespace {

bool holds(const std::string& html, std::string_view part) { return html.find(part) != std::string::npos; }

Surroundings in(words::Language language) {
  Surroundings around;
  around.language = language;
  around.path_and_query = "/desk?day=2026-11-22&x=1";
  around.csrf = "c\"srf";
  around.form_key = "key-1";
  around.user_name = "<b>Мария</b>";
  around.post_label = "Служител на гише";
  around.municipality_name = "Община Лесичово";
  around.nav = {{"/desk", "Ден", "inbox", true, "3"}, {"/referrals", "Насочвания", "arrow", false, ""}};
  return around;
}

TEST(page, all_of_ours_compile_in_three_languages) {
  EXPECT_NO_THROW({
    for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
      const std::string html = style_page(in(language)).html();
      EXPECT_TRUE(holds(html, "</html>"));
      EXPECT_FALSE(holds(html, "⟦")) << "a key without words";
      EXPECT_FALSE(holds(html, "{{"));
      EXPECT_FALSE(holds(html, "[["));
      EXPECT_TRUE(holds(html, "<html lang=\"" + std::string(words::code(language)) + "\""));
    }
  });
}

TEST(page, values_are_escaped_where_they_stand) {
  const std::string html = style_page(in(words::Language::bg)).html();
  EXPECT_FALSE(holds(html, "<b>Мария"));
  EXPECT_TRUE(holds(html, "&lt;b&gt;Мария"));
  EXPECT_TRUE(holds(html, "value=\"c&quot;srf\""));
  EXPECT_TRUE(holds(html, "/language/it?to=/desk%3Fday%3D2026-11-22%26x%3D1"));
}

TEST(page, a_link_that_would_run_script_is_cut) {
  Surroundings around = in(words::Language::en);
  around.nav = {{"javascript:alert(1)", "x", "", false, ""}};
  EXPECT_FALSE(holds(style_page(around).html(), "javascript:"));
}

TEST(page, fields_tie_label_hint_and_error_together) {
  Page page("style.html", Frame::bare, in(words::Language::bg));
  const Refusals refusals = {Refusal(required, "family.name"), Refusal(not_found)};
  page.input("FIELD_NAME",
             {.name = "family.name", .label = "Фамилия", .hint = "По документ", .autocomplete = "family-name"},
             refusals);
  page.error_summary("ERRORS", refusals);
  const std::string html = page.html();
  EXPECT_TRUE(holds(html, "<label for=\"f-family-name\">Фамилия"));
  EXPECT_TRUE(holds(html, "aria-describedby=\"f-family-name-hint f-family-name-error\""));
  EXPECT_TRUE(holds(html, "aria-invalid=\"true\""));
  EXPECT_TRUE(holds(html, "autocomplete=\"family-name\""));
  EXPECT_TRUE(holds(html, "<title>Грешка: ")) << "the error is heard first";
  EXPECT_TRUE(holds(html, "<a href=\"#f-family-name\">Фамилия: Не може да остане празно"));
}

TEST(page, lines_come_back_as_they_were_typed) {
  Page page("style.html", Frame::bare, in(words::Language::bg));
  page.area("FIELD_NAME", {.name = "body", .label = "Текст", .value = "едно\n\n- две\n</textarea><b>"});
  EXPECT_TRUE(holds(page.html(), "едно\n\n- две\n&lt;/textarea&gt;&lt;b&gt;</textarea>"));
}

TEST(page, what_is_as_typed_keeps_its_lines_and_is_escaped) {
  Page page("complaints/answer.html", Frame::bare, in(words::Language::bg));
  page.add("ANSWERED").set("ANSWER", "едно\nдве <b>\"&'");
  EXPECT_TRUE(holds(page.html(), ">едно\nдве &lt;b&gt;&quot;&amp;&#39;<")) << page.html();
}

TEST(page, passwords_are_never_sent_back) {
  Page page("style.html", Frame::bare, in(words::Language::bg));
  page.input("FIELD_NAME", {.name = "p", .label = "Парола", .value = "тайна", .type = "password"});
  EXPECT_FALSE(holds(page.html(), "тайна"));
}

TEST(page, a_phone_number_becomes_a_link_of_digits) {
  Page page("style.html", Frame::bare, in(words::Language::bg));
  page.phone("PHONE", "+359 (3518) 20\"><script>");
  EXPECT_TRUE(holds(page.html(), "href=\"tel:+359351820\""));
  EXPECT_FALSE(holds(page.html(), "><script>"));
}

TEST(page, an_address_breaks_between_its_words_only) {
  Page page("style.html", Frame::bare, in(words::Language::bg));
  page.email("PHONE", "maria.veleva@lesichovo.example");
  EXPECT_TRUE(holds(page.html(), "maria.<wbr>veleva@<wbr>lesichovo.<wbr>example"));
  EXPECT_NO_THROW(page.email("PHONE", ""));
}

TEST(page, has_one_heading) {
  const std::string own = style_page(in(words::Language::bg)).title("T").html();
  EXPECT_EQ(own.find("<h1"), own.rfind("<h1"));
  Page without("parts/pager.html", Frame::open, in(words::Language::bg));
  without.title("Заглавие");
  EXPECT_TRUE(holds(without.html(), "<h1>Заглавие</h1>"));
  EXPECT_TRUE(holds(without.html(), "<title>Заглавие – Гише</title>"));
}

TEST(page, an_unknown_template_is_loud) {
  EXPECT_THROW(Page("desk/nowhere.html", Frame::open, in(words::Language::bg)), std::logic_error);
  Page page("style.html", Frame::open, in(words::Language::bg));
  page.part("FIELD_NAME", "parts/nowhere.html");
  EXPECT_THROW(page.html(), std::logic_error);
  EXPECT_THROW(icon("nowhere"), std::runtime_error);
  EXPECT_THROW(asset("nowhere.css"), std::runtime_error);
}

TEST(page, broken_templates_are_told_with_their_line) {
  EXPECT_TRUE(faults_in("x.html", "{{#A}}{{B}}{{C:u}}{{/A}}").empty());
  EXPECT_TRUE(faults_in("x.html", "<p class=\"as-typed\">{{B:p}}</p>").empty());
  EXPECT_EQ(faults_in("x.html", "<p class=\"as-typed\">{{A}}</p><p>{{B:p}}</p>").size(), 1u) << "only what is as typed";
  EXPECT_EQ(faults_in("x.html", "a\n{{B:none}}").at(0).substr(0, 8), "x.html:2");
  EXPECT_EQ(faults_in("x.html", "\n\n{{#A}}").at(0).substr(0, 8), "x.html:3");
  EXPECT_EQ(faults_in("x.html", "{{#A}}\n{{/B}}").at(0).substr(0, 8), "x.html:2");

  std::vector<std::string> faults;
  const Sources sources = {{"x.html", "\n[[nobody.wrote.this]]\n[[icon:nowhere]][[words.in_days]][[include:y.html]]"}};
  in_language(sources, "x.html", words::Words(words::Language::it), faults);
  ASSERT_EQ(faults.size(), 4u);
  EXPECT_EQ(faults[0], "x.html:2: no words for 'nobody.wrote.this' in it");
  EXPECT_EQ(faults[1].substr(0, 8), "x.html:3");
}

TEST(page, templates_on_disk_have_the_same_names_and_show_their_changes) {
  const auto root = std::filesystem::temp_directory_path() / "gishe-page-test";
  std::filesystem::remove_all(root);
  for (const char* folder : {"src/desk/pages", "src/platform/page/pages/parts", "src/platform/web/pages"}) {
    std::filesystem::create_directories(root / folder);
  }
  std::ofstream(root / "src/desk/pages/day.html") << "day";
  std::ofstream(root / "src/platform/page/pages/parts/x.html") << "part";
  std::ofstream(root / "src/platform/web/pages/error.html") << "error";
  EXPECT_EQ(disk_sources(root.string()),
            (Sources{{"desk/day.html", "day"}, {"parts/x.html", "part"}, {"web/error.html", "error"}}));
  const std::string before = disk_fingerprint(root.string());
  EXPECT_EQ(disk_fingerprint(root.string()), before);
  std::ofstream(root / "src/desk/pages/day.html") << "another day";
  EXPECT_NE(disk_fingerprint(root.string()), before);
  std::filesystem::remove_all(root);
  for (const auto& [name, text] : embedded_sources()) EXPECT_FALSE(holds(name, "pages/")) << name;
}

TEST(page, nothing_inline_for_the_content_policy) {
  const std::string html = style_page(in(words::Language::bg)).html();
  EXPECT_FALSE(holds(html, " style=\""));
  EXPECT_FALSE(holds(html, "<style"));
  EXPECT_FALSE(holds(html, " onclick"));
  EXPECT_FALSE(holds(html, "<script>"));
}

TEST(asset, is_found_by_its_hashed_name_only) {
  const std::string address = asset("app.css");
  EXPECT_EQ(address.size(), std::string("/assets/app.12345678.css").size());
  const auto found = find_asset(address.substr(8));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->content_type, "text/css; charset=utf-8");
  EXPECT_FALSE(find_asset("app.css"));
  EXPECT_FALSE(find_asset("../etc/passwd"));
  const std::string font = asset("sofia-sans-cyrillic.woff2");
  EXPECT_NE(found->bytes.find(font), std::string::npos) << "fonts in the style sheet carry their hash";
}

TEST(page, threads_share_the_compiled_templates) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 20; ++n) EXPECT_TRUE(holds(style_page(in(words::Language::it)).html(), "</html>"));
    });
  }
}

}  // namespace
}  // namespace gishe::page
