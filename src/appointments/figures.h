#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/access/access.h"
#include "platform/db/db.h"

/// What came of the appointments and of the queue, by month, as numbers that cannot be taken apart again.
namespace gishe::appointments {

inline constexpr std::int64_t smallest_shown = 5;

/// True counts; never leave this folder.
struct TrueMonth {
  std::string month;  // 2026-11
  std::int64_t came = 0, no_show = 0, excused = 0, revoked = 0, unsaid = 0;
  std::int64_t served = 0, left = 0;  // tickets: done; did not come or closed
  std::int64_t waited_seconds = 0;    // of those called, together
  std::int64_t called = 0;
};
struct Month {
  std::string month;
  std::optional<std::int64_t> booked, came, no_show, excused, revoked;
  std::optional<std::int64_t> served, left, wait_minutes;  // mean; of five and more calls
};
/// Numbers under five go, and the total with them unless what is hidden of it is two numbers and five together; a
/// ticket's two ends hide each other.
Month suppress(const TrueMonth& month);

/// The last twelve months, the latest first.
std::vector<TrueMonth> count_months(db::Session& session, const access::Scope& scope, Day today);

}  // namespace gishe::appointments
