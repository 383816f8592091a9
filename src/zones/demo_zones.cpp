#include <fmt/format.h>

#include <stdexcept>

#include "platform/words/words.h"
#include "zones/indicator_acts.h"
#include "zones/plan_acts.h"
#include "zones/zones.h"

// The demo's plan of five municipalities, and figures for its profile that say they are invented.
namespace gishe::zones {
namespace {

struct Figures {
  const char* indicator;
  const char* last_year[7];  // PAZ14, PAZ21, PAZ06, PAZ32, PAZ39, the district, the country
  const char* year_before[7];
};
constexpr const char* areas[] = {"PAZ14", "PAZ21", "PAZ06", "PAZ32", "PAZ39", "PAZ", "BG"};
constexpr Figures figures[] = {
    {"old_age_dependency",
     {"48.2", "39.5", "46.1", "44.7", "27.3", "38.9", "37.6"},
     {"47.5", "38.8", "45.4", "44.9", "26.8", "38.2", "37.0"}},
    {"alone_75", {"214", "611", "372", "190", "61", "", ""}, {"208", "604", "380", "187", "61", "", ""}},
    {"children", {"742", "3105", "1290", "655", "1184", "", ""}, {"768", "3190", "1322", "671", "1201", "", ""}},
    {"disability_decisions",
     {"98.4", "91.2", "95.5", "89.7", "72.1", "93.0", "95.8"},
     {"97.1", "90.6", "94.2", "90.1", "70.5", "92.2", "94.9"}},
    {"unemployment",
     {"8.9", "6.1", "7.4", "7.0", "21.3", "8.2", "5.6"},
     {"9.6", "6.6", "7.9", "7.2", "22.8", "8.8", "5.9"}},
    {"doctors", {"0.4", "0.7", "0.6", "0.6", "0.4", "0.6", "0.6"}, {"0.4", "0.7", "0.6", "0.7", "0.4", "0.6", "0.6"}},
    {"social_workers", {"1.1", "1.6", "1.2", "1.0", "0.9", "1.4", "1.8"}, {"", "", "", "", "", "", ""}},
    {"social_spending", {"61", "74", "58", "66", "49", "70", "83"}, {"52", "66", "51", "58", "43", "62", "74"}},
};

std::string table_of_figures(int last_year) {
  const words::Words w(words::Language::bg);
  std::string lines = "area,indicator,year,value,source,document\n";
  const auto add = [&](const Figures& f, const char* const(&values)[7], int year) {
    for (std::size_t i = 0; i < std::size(areas); ++i)
      if (*values[i])
        lines += fmt::format("{},{},{},{},\"{}\",\"{}\"\n", areas[i], f.indicator, year, values[i],
                             w("zones.demo_source"), w("zones.demo_document"));
  };
  for (const auto& f : figures) {
    add(f, f.year_before, last_year - 1);
    add(f, f.last_year, last_year);
  }
  return lines;
}

}  // namespace

void load_demo(Office& office, const Actor& planner) {
  const NewPlan plan{words::Words(words::Language::bg)("zones.demo_name"),
                     2027,
                     2029,
                     "bg",
                     {{"PAZ21"}, {"PAZ06"}, {"PAZ32"}, {"PAZ39"}}};
  const auto opened = open_plan(office, planner, plan, "");
  if (!opened) throw std::runtime_error(std::string("demo plan: ") + opened.refusals().front().code->name);
  const auto taken = import_indicators(office, planner, "pokazateli.csv", table_of_figures(2025), "");
  if (!taken) throw std::runtime_error(std::string("demo figures: ") + taken.refusals().front().code->name);
}

}  // namespace gishe::zones
