#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/page/page.h"

// GISHE_LOOK=FOLDER page_test --gtest_filter='look.*' writes pages as files, to be opened in a browser and looked at.
namespace gishe::page {
namespace {

std::string local(std::string html) {
  for (auto at = html.find("/assets/"); at != std::string::npos; at = html.find("/assets/", at)) html.erase(at, 1);
  return html;
}

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

Surroundings around(words::Language language) {
  Surroundings s;
  s.language = language;
  s.path_and_query = "/style?day=2026-11-22&x=1";
  s.user_name = "Мария Иванова";
  s.post_label = "Служител на гише";
  s.municipality_name = "Община Лесичово";
  s.notice = words::Words(language)("style.saved");
  s.nav = {{"/desk", "Моят ден", "inbox", false, "3"},
           {"/people", "Хора", "person"},
           {"/referrals", "Насочвания", "arrow", true, "12"},
           {"/services", "Услуги", "home"},
           {"/overview", "Картина", "chart"},
           {"/admin", "Настройки", "gear"}};
  return s;
}

TEST(look, writes_pages_to_be_looked_at) {
  const char* folder = std::getenv("GISHE_LOOK");
  if (!folder) GTEST_SKIP() << "GISHE_LOOK names no folder";
  const std::filesystem::path out(folder);
  std::filesystem::create_directories(out / "assets");
  for (const char* name : {"app.css", "app.js", "favicon.svg", "sofia-sans-latin.woff2", "sofia-sans-cyrillic.woff2"}) {
    const std::string address = asset(name);
    std::string bytes(find_asset(address.substr(8))->bytes);
    for (auto at = bytes.find("/assets/"); at != std::string::npos; at = bytes.find("/assets/")) bytes.erase(at, 8);
    write(out / address.substr(1), bytes);
  }
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const std::string code(words::code(language));
    write(out / ("style-" + code + ".html"), local(style_page(around(language)).html()));
    for (const auto& [name, frame] : {std::pair{"open-", Frame::open}, std::pair{"bare-", Frame::bare}}) {
      Page page("style.html", frame, around(language));
      const words::Words& w = page.words();
      page.title(w("style.title")).badge("STATE", Values::Tone::go, w("style.accepted"));
      page.input("FIELD_NAME", {.name = "name", .label = w("style.field_name")});
      write(out / (name + code + ".html"), local(page.html()));
    }
  }
}

}  // namespace
}  // namespace gishe::page
