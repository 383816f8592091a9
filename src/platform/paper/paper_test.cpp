#include "platform/paper/paper.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/uuid.h"
#include "platform/paper/qr.h"

namespace gishe::paper {
namespace {

const Head head{"Община Лесичово", "Едно гише, с. Калугерово", "2026-00417", "22.11.2026 г.",
                "https://gishe.example/f/2026-00417"};

Letter referral() {
  Letter letter(words::Language::bg, head);
  letter.title("Направление за социална услуга");
  letter.paragraph(
      "До Община Белово. Моля да приемете човека, за когото е това насочване, в посочената услуга. Предаваме само "
      "необходимото: останалото е при нас и може да бъде поискано с въпрос.");
  letter.facts(
      {{"За кого", "Петър Петров Петров, роден 1948 г., с. Динката"},
       {"Услуга", "Дневен център за възрастни хора, гр. Белово"},
       {"Защо",
        "Живее сам, след инсулт се придвижва трудно. Има нужда от топъл обяд, компания и раздвижване през деня."},
       {"Отговор до", "27.11.2026 г."}});
  letter.table({"Ден", "Час", "Път", "Бележка"},
               {{"Понеделник", "09:00–13:00", "34 мин.", "Превоз от общината"},
                {"Сряда", "09:00–13:00", "34 мин.", "Превоз от общината"},
                {"Петък", "09:00–13:00", "34 мин.", "Превозва го дъщеря му, която работи в Белово"}});
  letter.checklist(
      {{true, "Съгласие на лицето"}, {true, "Декларация за доходите"}, {false, "Експертно решение на ТЕЛК"}});
  letter.signatures({"Служител на гишето", "Получател, дата"});
  letter.small("С кода горе вдясно се проверява номерът на това писмо. Той не съдържа лични данни.");
  return letter;
}

/// What a poppler tool says about the bytes.
std::string ask(const std::string& tool, const std::string& pdf) {
  const auto path = std::filesystem::temp_directory_path() / ("gishe-paper-" + Uuid::make().text() + ".pdf");
  std::ofstream(path, std::ios::binary) << pdf;
  const bool text = tool.starts_with("pdftotext");
  FILE* pipe = popen((tool + " " + path.string() + (text ? " -" : "") + " 2>&1").c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer{};
  while (const auto n = fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  pclose(pipe);
  std::filesystem::remove(path);
  return out;
}

int pages(const std::string& pdf) {
  const std::string told = ask("pdfinfo", pdf);
  const auto at = told.find("Pages:");
  return at == std::string::npos ? 0 : std::atoi(told.c_str() + at + 6);
}

TEST(paper, a_referral_fits_on_one_page) {
  const std::string pdf = referral().pdf();
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_EQ(pages(pdf), 1);
  EXPECT_LT(pdf.size(), 120'000u);
  if (const char* folder = std::getenv("GISHE_LOOK"))
    std::ofstream(std::string(folder) + "/referral.pdf", std::ios::binary) << pdf;
}

TEST(paper, text_can_be_selected_and_is_tagged) {
  const std::string pdf = referral().pdf();
  const std::string text = ask("pdftotext -layout", pdf);
  for (const char* words :
       {"Община Лесичово", "Направление за социална услуга", "Петър Петров Петров", "09:00–13:00", "2026-00417"}) {
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
  }
  const std::string told = ask("pdfinfo", pdf);
  EXPECT_NE(told.find("Tagged:          yes"), std::string::npos) << told;
  EXPECT_NE(told.find("A4"), std::string::npos) << told;
}

TEST(paper, the_font_travels_in_the_binary) {
  const std::string fonts = ask("pdffonts", referral().pdf());
  EXPECT_NE(fonts.find("SofiaSans-Regular"), std::string::npos) << fonts;
  EXPECT_NE(fonts.find("SofiaSans-Bold"), std::string::npos) << fonts;
  EXPECT_EQ(fonts.find("DejaVu"), std::string::npos) << fonts;
}

TEST(paper, the_metadata_name_nobody) {
  const std::string told = ask("pdfinfo", referral().pdf());
  EXPECT_NE(told.find("Направление за социална услуга"), std::string::npos);
  EXPECT_EQ(told.find("Петър"), std::string::npos);
  EXPECT_EQ(told.find("Author"), std::string::npos);
}

TEST(paper, long_text_flows_over_pages_without_losing_any) {
  Letter letter(words::Language::bg, head);
  letter.title("Дълго");
  std::string long_text;
  for (int i = 0; i < 900; ++i) long_text += "дума" + std::to_string(i) + " ";
  letter.paragraph(long_text).facts({{"Етикет", long_text}});
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 120; ++i) rows.push_back({"ред" + std::to_string(i), "стойност"});
  letter.table({"Ред", "Стойност"}, rows);
  const std::string pdf = letter.pdf();
  EXPECT_GT(pages(pdf), 4);
  const std::string text = ask("pdftotext", pdf);
  EXPECT_NE(text.find("дума0 "), std::string::npos);
  EXPECT_NE(text.find("дума899"), std::string::npos);
  for (int i = 0; i < 120; ++i) EXPECT_NE(text.find("ред" + std::to_string(i) + "\n"), std::string::npos) << i;
}

TEST(paper, even_nonsense_makes_a_letter) {
  Letter letter(words::Language::en, {""});
  letter.title("").paragraph("").facts({}).table({}, {}).checklist({}).signatures({}).small("");
  letter.table({"a", "b"}, {{"only one"}, {"1", "2", "3 too many"}}).paragraph(std::string(3000, 'x'));
  EXPECT_GE(pages(letter.pdf()), 1);
}

TEST(paper, a_book_is_refused) {
  Letter letter(words::Language::bg, head);
  std::string text;
  for (int i = 0; i < 6'000; ++i) text += "ред\n";
  letter.paragraph(text);
  EXPECT_THROW(letter.pdf(), std::length_error);
}

TEST(paper, threads_make_letters_at_the_same_time) {
  warm_up();
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([] { EXPECT_TRUE(referral().pdf().starts_with("%PDF-")); });
  }
}

TEST(qr, has_its_finder_patterns) {
  const auto rows = qr_modules("https://gishe.example/f/2026-00417");
  ASSERT_GE(rows.size(), 21u);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_TRUE(rows[0][i]);
    EXPECT_TRUE(rows[i][0]);
    EXPECT_TRUE(rows[0][rows.size() - 1 - i]);
  }
  EXPECT_FALSE(rows[1][1]);
  EXPECT_THROW(qr_modules(std::string(5000, 'x')), std::length_error);
}

}  // namespace
}  // namespace gishe::paper
