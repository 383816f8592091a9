#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "platform/web/web.h"

namespace gishe::web {

/// Counts what was answered, for Prometheus. Labels are route patterns, never paths. Thread safe, without locks.
class Metrics {
 public:
  explicit Metrics(const Routes& routes);

  /// `route` −1: nothing of ours. `micros`: from the request's last byte to the answer.
  void count(int route, int status, std::int64_t micros);

  struct Now {
    int connections = 0, handlers_busy = 0, handlers_waiting = 0;
  };
  /// Text format 0.0.4.
  std::string text(const Now& now) const;

 private:
  static constexpr std::array statuses = {200, 201, 202, 204, 303, 304, 308, 400, 401, 403, 404, 405, 408,
                                          409, 411, 413, 415, 422, 429, 431, 500, 501, 503, 507, 0};
  static constexpr std::array<std::int64_t, 11> bounds_micros = {500,    1'000,   2'500,   5'000,     10'000,    25'000,
                                                                 50'000, 100'000, 250'000, 1'000'000, 10'000'000};
  struct Counted {
    std::array<std::atomic<std::uint64_t>, statuses.size()> by_status{};
    std::array<std::atomic<std::uint64_t>, bounds_micros.size() + 1> by_time{};
    std::atomic<std::uint64_t> micros{0};
  };
  std::vector<std::string> m_names;  // "GET /services/{id}", last: everything else
  std::unique_ptr<Counted[]> m_counted;
};

}  // namespace gishe::web
