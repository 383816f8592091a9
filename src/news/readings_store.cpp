#include "base/text.h"
#include "news/readings.h"

namespace gishe::news {
namespace {

const db::Query q_add{"news.add_readings",
                      "INSERT INTO news_reading (municipality, item_id, on_day, times) VALUES ($1, $2, $3, $4)"
                      " ON CONFLICT (municipality, item_id, on_day)"
                      " DO UPDATE SET times = excluded.times + news_reading.times"};
const db::Query q_count{"news.count_readings",
                        "SELECT CAST(COALESCE(sum(times), 0) AS BIGINT) FROM news_reading WHERE municipality = $1 AND"
                        " item_id = $2"};

}  // namespace

void Readings::count(const MunicipalityCode& municipality, const ItemId& item, Day on) {
  std::lock_guard lock(m_mutex);
  ++m_gathered[{municipality.text, item.value, on.iso()}];
}

std::int64_t Readings::waiting(const MunicipalityCode& municipality, const ItemId& item) const {
  std::lock_guard lock(m_mutex);
  std::int64_t n = 0;
  for (auto at = m_gathered.lower_bound({municipality.text, item.value, ""});
       at != m_gathered.end() && std::get<0>(at->first) == municipality.text && std::get<1>(at->first) == item.value;
       ++at) {
    n += at->second;
  }
  return n;
}

void Readings::flush(db::Database& database) {
  std::map<Key, std::int64_t> taken;
  {
    std::lock_guard lock(m_mutex);
    taken.swap(m_gathered);
  }
  if (taken.empty()) return;
  try {
    database.write([&](db::Tx& tx) {
      for (const auto& [key, times] : taken) {
        tx.run(q_add, {std::get<0>(key), std::get<1>(key), std::get<2>(key), times});
      }
    });
  } catch (...) {
    std::lock_guard lock(m_mutex);
    for (const auto& [key, times] : taken) m_gathered[key] += times;
    throw;
  }
}

Readings& readings() {
  static Readings of_this_process;
  return of_this_process;
}

bool is_reader(const web::Request& request) {
  static constexpr std::string_view robots[] = {"bot",     "crawl",      "spider",  "slurp", "curl",
                                                "wget",    "python",     "http",    "fetch", "monitor",
                                                "preview", "lighthouse", "headless"};
  const std::string agent = text::lower(request.header("user-agent"));
  if (agent.empty() || !request.header("sec-purpose").empty() || !request.header("purpose").empty()) return false;
  for (const auto robot : robots) {
    if (agent.find(robot) != std::string::npos) return false;
  }
  return true;
}

std::int64_t count_readings(db::Session& session, const MunicipalityCode& municipality, const ItemId& item) {
  return session.count(q_count, {municipality, item});
}

}  // namespace gishe::news
