#include <array>
#include <map>
#include <mutex>

#include "base/text.h"
#include "directory/seen.h"

namespace gishe::directory {
namespace {

using Sums = std::array<std::int64_t, 4>;
constexpr std::size_t services_waiting_max = 100'000;

/// What waits to be written down; one a process.
struct Waiting {
  std::mutex mutex;
  std::map<ServiceId, Sums> sums;
};
Waiting& waiting() {
  static Waiting one;
  return one;
}

void put_back(const std::map<ServiceId, Sums>& sums) {
  auto& w = waiting();
  const std::lock_guard lock(w.mutex);
  for (const auto& [service, counted] : sums) {
    auto& sum = w.sums[service];
    for (std::size_t i = 0; i < counted.size(); ++i) sum[i] += counted[i];
  }
}

}  // namespace

void count_seen(const ServiceId& service, Seen how) {
  auto& w = waiting();
  const std::lock_guard lock(w.mutex);
  if (w.sums.size() >= services_waiting_max && !w.sums.contains(service)) return;
  ++w.sums[service][static_cast<std::size_t>(how)];
}

void count_seen(const web::Context& c, const ServiceId& service, Seen how) {
  count_seen(c, std::vector<ServiceId>{service}, how);
}

void count_seen(const web::Context& c, const std::vector<ServiceId>& services, Seen how) {
  if (c.actor.signed_in() || names_a_robot(c.request.header("user-agent"))) return;
  for (const auto& service : services) count_seen(service, how);
}

bool names_a_robot(std::string_view user_agent) {
  constexpr std::string_view marks[] = {"bot",      "crawl",   "spider", "slurp", "preview",   "monitor",
                                        "archiver", "index",   "fetch",  "curl",  "wget",      "python",
                                        "java/",    "go-http", "scrap",  "feed",  "lighthouse"};
  if (user_agent.empty()) return true;
  const std::string lower = text::lower(user_agent.substr(0, 400));
  for (const auto mark : marks) {
    if (lower.find(mark) != std::string::npos) return true;
  }
  return false;
}

int flush_seen(Office& office) {
  // An entry that is gone meanwhile takes its sums along.
  static const db::Query q_add{
      "directory.add_seen",
      "INSERT INTO service_seen (service_id, seen_on, found, opened, printed, asked)"
      " SELECT s.id, $2, $3, $4, $5, $6 FROM service s WHERE s.id = $1 ON CONFLICT (service_id, seen_on) DO UPDATE SET"
      " found = service_seen.found + excluded.found, opened = service_seen.opened + excluded.opened,"
      " printed = service_seen.printed + excluded.printed, asked = service_seen.asked + excluded.asked"};
  std::map<ServiceId, Sums> sums;
  {
    auto& w = waiting();
    const std::lock_guard lock(w.mutex);
    sums.swap(w.sums);
  }
  if (sums.empty()) return 0;
  const Day today = office.today();
  try {
    office.db.write([&](db::Tx& tx) {
      for (const auto& [service, n] : sums) tx.run(q_add, {service, today, n[0], n[1], n[2], n[3]});
    });
  } catch (...) {
    put_back(sums);
    throw;
  }
  return static_cast<int>(sums.size());
}

std::vector<SeenMonth> list_seen(db::Session& session, const ServiceId& service, Day since) {
  static const db::Query q_by_month{
      "directory.seen_by_month",
      "SELECT substr(seen_on, 1, 7), CAST(sum(found) AS BIGINT), CAST(sum(opened) AS BIGINT),"
      " CAST(sum(printed) AS BIGINT), CAST(sum(asked) AS BIGINT) FROM service_seen WHERE service_id"
      " IN (SELECT id FROM service WHERE id = $1 OR merged_into = $1) AND seen_on >= $2 GROUP BY substr(seen_on, 1, 7) "
      "ORDER BY substr(seen_on, 1, 7) LIMIT 120"};
  std::vector<SeenMonth> months;
  session.each(q_by_month, {service, since.iso().substr(0, 7) + "-01"}, [&](const db::Row& r) {
    months.push_back({r.string(0), r.integer(1), r.integer(2), r.integer(3), r.integer(4)});
  });
  return months;
}

}  // namespace gishe::directory
