#include <fmt/format.h>

#include "app/commands.h"
#include "app/demo_zone.h"

namespace gishe::app {

int demo(const Where& where) {
  const auto house = open_house(where);
  const DemoMade made =
      make_demo_zone(house->office, [](int percent) { show_progress("making the demo zone", percent); });
  fmt::print("The demo zone is made: {} invented people, {} applications.\nPassword of every demo account: {}\n",
             made.people, made.applications, demo_password);
  for (const std::string& account : made.accounts) fmt::print("  {}\n", account);
  return done;
}

}  // namespace gishe::app
