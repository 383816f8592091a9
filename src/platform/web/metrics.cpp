#include "platform/web/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gishe::web {
namespace {

constexpr std::array<std::string_view, 5> method_names = {"GET", "POST", "PUT", "PATCH", "DELETE"};

}  // namespace

Metrics::Metrics(const Routes& routes) : m_counted(std::make_unique<Counted[]>(routes.size() + 1)) {
  for (const Route& route : routes) {
    m_names.push_back(fmt::format("{} {}", method_names[static_cast<std::size_t>(route.method)], route.pattern));
  }
  m_names.emplace_back("other");
}

void Metrics::count(int route, int status, std::int64_t micros) {
  Counted& c = m_counted[route < 0 ? m_names.size() - 1 : static_cast<std::size_t>(route)];
  const auto known = std::find(statuses.begin(), statuses.end() - 1, status);
  c.by_status[static_cast<std::size_t>(known - statuses.begin())].fetch_add(1, std::memory_order_relaxed);
  const auto bound = std::lower_bound(bounds_micros.begin(), bounds_micros.end(), micros);
  c.by_time[static_cast<std::size_t>(bound - bounds_micros.begin())].fetch_add(1, std::memory_order_relaxed);
  c.micros.fetch_add(static_cast<std::uint64_t>(micros), std::memory_order_relaxed);
}

std::string Metrics::text(const Now& now) const {
  std::string out = "# TYPE gishe_requests_total counter\n";
  auto to = std::back_inserter(out);
  for (std::size_t r = 0; r < m_names.size(); ++r) {
    for (std::size_t s = 0; s < statuses.size(); ++s) {
      const auto n = m_counted[r].by_status[s].load(std::memory_order_relaxed);
      if (n) fmt::format_to(to, "gishe_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", m_names[r], statuses[s], n);
    }
  }
  out += "# TYPE gishe_request_seconds histogram\n";
  for (std::size_t r = 0; r < m_names.size(); ++r) {
    std::uint64_t so_far = 0, all = 0;
    for (const auto& n : m_counted[r].by_time) all += n.load(std::memory_order_relaxed);
    if (all == 0) continue;
    for (std::size_t b = 0; b < bounds_micros.size(); ++b) {
      so_far += m_counted[r].by_time[b].load(std::memory_order_relaxed);
      fmt::format_to(to, "gishe_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", m_names[r],
                     static_cast<double>(bounds_micros[b]) / 1e6, so_far);
    }
    fmt::format_to(to, "gishe_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", m_names[r], all);
    fmt::format_to(to, "gishe_request_seconds_sum{{route=\"{}\"}} {:.6f}\n", m_names[r],
                   static_cast<double>(m_counted[r].micros.load(std::memory_order_relaxed)) / 1e6);
    fmt::format_to(to, "gishe_request_seconds_count{{route=\"{}\"}} {}\n", m_names[r], all);
  }
  fmt::format_to(to,
                 "# TYPE gishe_connections gauge\ngishe_connections {}\n# TYPE gishe_handlers_busy gauge\n"
                 "gishe_handlers_busy {}\n# TYPE gishe_handlers_waiting gauge\ngishe_handlers_waiting {}\n",
                 now.connections, now.handlers_busy, now.handlers_waiting);
  return out;
}

}  // namespace gishe::web
