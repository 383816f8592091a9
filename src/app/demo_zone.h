#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/office/office.h"

namespace gishe::app {

/// The password of every demo account; printed when the demo is made, refused outside it.
inline constexpr const char* demo_password = "shiroka-peshtera-2026";

struct DemoMade {
  int people = 0, applications = 0;
  std::vector<std::string> accounts;  // "officer@lesichovo.example — desk_officer PAZ14"
};
/// Fills an empty database with the demo zone: places, organisations and services (facts), invented people, half a year
/// of applications. `progress` in hundredths. Throws std::runtime_error when the database is not empty.
DemoMade make_demo_zone(Office& office, const std::function<void(int)>& progress);

}  // namespace gishe::app
