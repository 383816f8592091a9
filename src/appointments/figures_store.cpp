#include <map>

#include "appointments/figures.h"

namespace gishe::appointments {
namespace {

constexpr int months_shown = 12, groups_max = 100;
constexpr int days_back = 366;

const db::Query q_appointments{"appointment.count_months",
                               "SELECT substr(starts_on, 1, 7), state, count(*) FROM appointment"
                               " WHERE municipality = $1 AND starts_on >= $2 AND starts_on <= $3"
                               " GROUP BY substr(starts_on, 1, 7), state ORDER BY 1, 2 LIMIT $4"};
const db::Query q_tickets{"queue.count_months",
                          "SELECT substr(queue_on, 1, 7), CASE WHEN state = 'done' THEN 1 ELSE 0 END, count(*),"
                          " count(called_at), CAST(coalesce(sum(called_at - taken_at), 0) AS BIGINT) FROM queue_ticket"
                          " WHERE municipality = $1 AND queue_on >= $2 AND queue_on <= $3 AND ended_at IS NOT NULL"
                          " GROUP BY substr(queue_on, 1, 7), CASE WHEN state = 'done' THEN 1 ELSE 0 END"
                          " ORDER BY 1, 2 LIMIT $4"};

void add_state(TrueMonth& month, std::string_view state, std::int64_t n) {
  if (state == "seen") month.came += n;
  if (state == "noshow") month.no_show += n;
  if (state == "excused") month.excused += n;
  if (state == "revoked") month.revoked += n;
  if (state == "unknown") month.unsaid += n;
}

}  // namespace

std::vector<TrueMonth> count_months(db::Session& session, const access::Scope& scope, Day today) {
  std::vector<TrueMonth> list;
  if (scope.none()) return list;
  std::map<std::string, TrueMonth, std::greater<>> months;
  const Day first = today.plus_days(-days_back);
  session.each(q_appointments, {scope.municipality(), first, today, groups_max},
               [&](const db::Row& r) { add_state(months[r.string(0)], r.text(1), r.integer(2)); });
  session.each(q_tickets, {scope.municipality(), first, today, groups_max}, [&](const db::Row& r) {
    TrueMonth& month = months[r.string(0)];
    (r.truth(1) ? month.served : month.left) += r.integer(2);
    month.called += r.integer(3);
    month.waited_seconds += r.integer(4) / 1'000'000;
  });
  for (auto& [name, month] : months) {
    if (list.size() == months_shown) break;
    month.month = name;
    list.push_back(month);
  }
  return list;
}

}  // namespace gishe::appointments
