#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "app/commands.h"
#include "app/wiring/wiring.h"
#include "platform/words/words.h"
#include "retention/retention.h"

namespace gishe::app {

std::unique_ptr<OpenHouse> open_house(const Where& where, const db::Database::Options& options) {
  wiring::join_capabilities();
  std::filesystem::create_directories(where.data);
  auto house =
      std::make_unique<OpenHouse>(db::Database::open(where.database.empty() ? where.data : where.database, options),
                                  secrets::Vault::open(where.data));
  retention::keep_list_in(where.data);
  return house;
}

int say_refused(const Refusals& refusals) {
  const words::Words words(words::Language::bg);
  for (const Refusal& refusal : refusals) {
    std::fprintf(stderr, "%s%s%s\n", refusal.field.c_str(), refusal.field.empty() ? "" : ": ",
                 words.refusal(refusal).c_str());
  }
  return refused;
}

void show_progress(const char* what, int percent) {
  show_progress(std::string(what) + " " + std::to_string(percent) + (percent >= 100 ? " %\n" : " %"));
}

void show_progress(std::string_view line) {
  if (isatty(STDERR_FILENO)) std::fprintf(stderr, "\r%.*s", static_cast<int>(line.size()), line.data());
}

}  // namespace gishe::app
