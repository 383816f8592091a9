#include <fmt/format.h>

#include <algorithm>

#include "platform/post/outside.h"
#include "territory/place_store.h"
#include "territory/road_matrix.h"

namespace gishe::territory {
namespace {

constexpr std::size_t block = 50;  // OSRM refuses more than 100 points in one question by default
constexpr int questions_a_turn = 20;

using Settlements = std::vector<Settlement>;

/// The n-th block of `all`.
Settlements take(const Settlements& all, std::size_t n) {
  const auto at = [&](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), i)); };
  return {at(n * block), at((n + 1) * block)};
}

/// Asks one table and keeps it; what cannot be reached by road keeps its estimate. Empty, or why it failed.
std::string measure(db::Database& database, const std::string& osrm, const Settlements& from, const Settlements& to) {
  std::vector<GeoPoint> points;
  for (const auto* list : {&from, &to}) {
    for (const auto& s : *list) points.push_back({s.latitude, s.longitude});
  }
  post::OutsideRequest request;
  request.url = table_address(osrm, points, from.size());
  request.own_network = true;  // the usual place of an OSRM is the next machine
  const auto answer = post::ask_outside(request);
  if (answer.status == 0) return answer.fault;
  const auto table = answer.status == 200 ? read_table(answer.body, from.size(), to.size()) : std::nullopt;
  if (!table) return fmt::format("answered {} and no table of {} × {}", answer.status, from.size(), to.size());
  database.write([&](db::Tx& tx) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      for (std::size_t j = 0; j < to.size(); ++j) {
        const auto& cell = table->rows[i][j];
        if (cell) store_routed_travel(tx, from[i].code, to[j].code, *cell);
      }
    }
  });
  return {};
}

}  // namespace

std::string Roads::measure_on(db::Database& database, Day today) {
  if (m_day != today) {
    m_day = today;
    m_next = 0;
    m_done = false;
  }
  if (m_done) return {};
  const Settlements all = database.read([&](db::Session& s) { return list_zone_settlements(s, today); });
  const std::size_t blocks = (all.size() + block - 1) / block;
  for (int asked = 0; asked < questions_a_turn && m_next < blocks * blocks; ++asked, ++m_next) {
    auto fault = measure(database, m_osrm, take(all, m_next / blocks), take(all, m_next % blocks));
    if (!fault.empty()) return fault;
  }
  m_done = m_next >= blocks * blocks;
  return {};
}

}  // namespace gishe::territory
