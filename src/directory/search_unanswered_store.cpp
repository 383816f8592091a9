#include <map>
#include <mutex>

#include "directory/search_unanswered.h"
#include "directory/seen.h"

namespace gishe::directory {
namespace {

using db::Query;

constexpr std::size_t waiting_max = 1'000;
constexpr std::int64_t a_day_max = 5'000, times_min = 3, days_min = 2, shown_max = 200;
constexpr int days_kept = 90;

const Query q_of_day{"directory.unanswered_of_day", "SELECT count(*) FROM search_unanswered WHERE asked_on = $1"};
const Query q_add{"directory.add_unanswered",
                  "INSERT INTO search_unanswered (digest, asked_on, times) VALUES ($1, $2, $3)"
                  " ON CONFLICT (digest, asked_on) DO UPDATE SET times = search_unanswered.times + excluded.times"};
// What was asked often enough to be nobody's own words may be read from now on.
const Query q_say{"directory.say_unanswered",
                  "UPDATE search_unanswered SET words = $1 WHERE digest = $2 AND asked_on = $3 AND"
                  " (SELECT count(*) FROM search_unanswered a WHERE a.digest = $2) >= $4 AND"
                  " (SELECT CAST(sum(a.times) AS BIGINT) FROM search_unanswered a WHERE a.digest = $2) >= $5"};
const Query q_list{"directory.unanswered",
                   "SELECT max(words), CAST(sum(times) AS BIGINT), count(*), max(asked_on) FROM search_unanswered"
                   " GROUP BY digest HAVING max(words) IS NOT NULL AND count(*) >= $1"
                   " AND CAST(sum(times) AS BIGINT) >= $2"
                   " ORDER BY 2 DESC, max(asked_on) DESC, max(words) LIMIT $3"};
const Query q_forget{"directory.forget_unanswered", "DELETE FROM search_unanswered WHERE asked_on < $1"};

using Sums = std::map<std::string, std::int64_t, std::less<>>;

/// What waits to be written down; one a process.
struct Waiting {
  std::mutex mutex;
  Sums sums;
};
Waiting& waiting() {
  static Waiting one;
  return one;
}

void add(const std::string& words, std::int64_t times) {
  auto& w = waiting();
  const std::lock_guard lock(w.mutex);
  if (w.sums.size() < waiting_max || w.sums.contains(words)) w.sums[words] += times;
}

void write_down(db::Tx& tx, Office& office, const Sums& sums) {
  const Day today = office.today();
  if (tx.count(q_of_day, {today}) >= a_day_max) return;
  for (const auto& [words, times] : sums) {
    const auto digest = office.vault.keyed_hash("directory.unanswered", words);
    tx.run(q_add, {db::Blob{digest}, today, times});
    tx.run(q_say, {words, db::Blob{digest}, today, days_min, times_min});
  }
}

}  // namespace

void count_unanswered(const web::Context& c, std::string_view typed) {
  if (c.actor.signed_in() || names_a_robot(c.request.header("user-agent"))) return;
  if (const auto words = kept_of_search(typed); !words.empty()) add(words, 1);
}

int flush_unanswered(Office& office) {
  Sums sums;
  {
    auto& w = waiting();
    const std::lock_guard lock(w.mutex);
    sums.swap(w.sums);
  }
  if (sums.empty()) return 0;
  try {
    office.db.write([&](db::Tx& tx) { write_down(tx, office, sums); });
  } catch (...) {
    for (const auto& [words, times] : sums) add(words, times);
    throw;
  }
  return static_cast<int>(sums.size());
}

std::int64_t forget_unanswered(Office& office) {
  const Day first = office.today().plus_days(-days_kept);
  return office.db.write([&](db::Tx& tx) { return tx.run(q_forget, {first}); });
}

std::vector<UnansweredSearch> list_unanswered(db::Session& session) {
  std::vector<UnansweredSearch> all;
  session.each(q_list, {days_min, times_min, shown_max},
               [&](const db::Row& r) { all.push_back({r.string(0), r.integer(1), r.integer(2), r.day(3)}); });
  return all;
}

}  // namespace gishe::directory
