#include "base/clock.h"

#include <chrono>

namespace gishe {

namespace {
class SystemClock final : public Clock {
 public:
  Instant now() const override {
    using namespace std::chrono;
    return {duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
  }
};
}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

std::int64_t steady_micros() {
  using namespace std::chrono;
  return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace gishe
