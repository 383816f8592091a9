#include "planner/swap_search.h"

#include <algorithm>
#include <limits>
#include <span>

namespace gishe::planner {
namespace {

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;
std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

SwapSearch::SwapSearch(SitingCase& c)
    : m_case(c),
      m_open(at(c.sites)),
      m_first_site(at(c.clients)),
      m_second_site(at(c.clients)),
      m_first(at(c.clients)),
      m_second(at(c.clients)),
      m_gain(at(c.sites)),
      m_loss(at(c.sites)),
      m_extra(at(c.sites)),
      m_start(at(c.sites) + 1),
      m_next(at(c.sites)) {}

std::vector<int> SwapSearch::open() const {
  std::vector<int> list;
  for (int j = 0; j < m_case.sites; ++j)
    if (m_open[at(j)]) list.push_back(j);
  return list;
}

void SwapSearch::begin(const std::vector<int>& wanted) {
  const auto& c = m_case;
  std::fill(m_open.begin(), m_open.end(), false);
  m_open_count = 0;
  const auto open = [&](int j) {
    if (m_open[at(j)] || c.rule_of(j) == SiteRule::forbidden) return;
    if (c.open_exactly && m_open_count == *c.open_exactly) return;
    m_open[at(j)] = true;
    ++m_open_count;
  };
  for (int j = 0; j < c.sites; ++j)
    if (c.rule_of(j) == SiteRule::kept) open(j);
  for (const int j : wanted) open(j);
  if (c.open_exactly)
    for (int j = 0; j < c.sites; ++j) open(j);
  settle_all();
}

/// Finds the closest and the second closest open site of a client; being unserved is a site that is always open.
void SwapSearch::settle(int client) {
  const std::int64_t unserved = m_case.unserved[at(client)];
  int found = 0;
  m_first_site[at(client)] = m_second_site[at(client)] = -1;
  m_first[at(client)] = m_second[at(client)] = unserved;
  m_case.near.walk(client, [&](Reach r) {
    if (r.cost() >= unserved) return false;
    if (!m_open[at(r.site())]) return true;
    if (++found == 1) {
      m_first[at(client)] = r.cost();
      m_first_site[at(client)] = r.site();
      return true;
    }
    m_second[at(client)] = r.cost();
    m_second_site[at(client)] = r.site();
    return false;
  });
}

void SwapSearch::settle_all() {
  m_cost = 0;
  m_work += 8 * m_case.clients;
  for (int j = 0; j < m_case.sites; ++j)
    if (m_open[at(j)]) m_cost += m_case.opening_cost[at(j)];
  for (int i = 0; i < m_case.clients; ++i) {
    settle(i);
    m_cost += m_first[at(i)];
  }
}

SwapSearch::Move SwapSearch::best_move() {
  const auto& c = m_case;
  for (int j = 0; j < c.sites; ++j) {
    m_gain[at(j)] = -c.opening_cost[at(j)];
    m_loss[at(j)] = -c.opening_cost[at(j)];
  }
  m_terms.clear();
  std::fill(m_start.begin(), m_start.end(), 0);
  for (int i = 0; i < c.clients; ++i) {
    const int out = m_first_site[at(i)];
    const std::int64_t first = m_first[at(i)], second = m_second[at(i)];
    if (out >= 0) m_loss[at(out)] += second - first;
    m_case.near.walk(i, [&](Reach r) {
      const std::int64_t cost = r.cost();
      if (cost >= second) return false;
      const int in = r.site();
      if (m_open[at(in)] || c.rule_of(in) == SiteRule::forbidden) return true;
      if (cost < first) m_gain[at(in)] += first - cost;
      m_terms.push_back({in, i, cost});
      ++m_start[at(in) + 1];
      return true;
    });
  }
  for (std::size_t j = 1; j < m_start.size(); ++j) m_start[j] += m_start[j - 1];
  m_work += 3 * std::ssize(m_terms) + 4 * c.sites + 4 * c.clients;
  m_sorted.resize(m_terms.size());
  std::copy(m_start.begin(), m_start.end() - 1, m_next.begin());
  for (const Term& t : m_terms) m_sorted[m_next[at(t.in)]++] = t;

  Move best;
  int cheapest_out = -1;
  for (int j = 0; j < c.sites; ++j) {
    if (!m_open[at(j)]) continue;
    if (c.rule_of(j) == SiteRule::kept) {
      m_loss[at(j)] = never;
      continue;
    }
    if (cheapest_out < 0 || m_loss[at(j)] < m_loss[at(cheapest_out)]) cheapest_out = j;
    if (!c.open_exactly && -m_loss[at(j)] > best.profit) best = {-m_loss[at(j)], -1, j};
  }
  for (int in = 0; in < c.sites; ++in) {
    if (m_open[at(in)] || c.rule_of(in) == SiteRule::forbidden) continue;
    const std::int64_t gain = m_gain[at(in)];
    if (!c.open_exactly && gain > best.profit) best = {gain, in, -1};
    if (cheapest_out >= 0 && gain - m_loss[at(cheapest_out)] > best.profit)
      best = {gain - m_loss[at(cheapest_out)], in, cheapest_out};
    const auto terms = std::span(m_sorted).subspan(m_start[at(in)], m_start[at(in) + 1] - m_start[at(in)]);
    for (const Term& t : terms)
      if (const int out = m_first_site[at(t.client)]; out >= 0)
        m_extra[at(out)] += m_second[at(t.client)] - std::max(t.cost, m_first[at(t.client)]);
    for (const Term& t : terms) {
      const int out = m_first_site[at(t.client)];
      if (out < 0) continue;
      const std::int64_t profit = gain - m_loss[at(out)] + m_extra[at(out)];
      m_extra[at(out)] = 0;
      if (m_loss[at(out)] != never && profit > best.profit) best = {profit, in, out};
    }
  }
  return best;
}

void SwapSearch::apply(const Move& move) {
  if (move.in >= 0) m_open[at(move.in)] = true, ++m_open_count, m_cost += m_case.opening_cost[at(move.in)];
  if (move.out >= 0) m_open[at(move.out)] = false, --m_open_count, m_cost -= m_case.opening_cost[at(move.out)];
  const auto again = [&](int client) {
    const std::int64_t before = m_first[at(client)];
    settle(client);
    m_cost += m_first[at(client)] - before;
  };
  for (int i = 0; i < m_case.clients; ++i)
    if (move.out >= 0 && (m_first_site[at(i)] == move.out || m_second_site[at(i)] == move.out)) again(i);
  if (move.in >= 0)
    for (std::size_t k = m_start[at(move.in)]; k < m_start[at(move.in) + 1]; ++k) again(m_sorted[k].client);
}

void SwapSearch::improve(const std::function<bool()>& over) {
  while (!over()) {
    const Move move = best_move();
    if (move.profit <= 0) return;
    apply(move);
  }
}

void SwapSearch::shake(int swaps, std::mt19937_64& random) {
  for (int n = 0; n < swaps; ++n) {
    std::vector<int> leaving;
    for (int j = 0; j < m_case.sites; ++j)
      if (m_open[at(j)] && m_case.rule_of(j) == SiteRule::free) leaving.push_back(j);
    if (leaving.empty()) break;
    const int out = leaving[random() % leaving.size()];
    // A client of the site that leaves says what lies near it.
    std::vector<int> its;
    for (int i = 0; i < m_case.clients; ++i)
      if (m_first_site[at(i)] == out) its.push_back(i);
    if (its.empty()) continue;
    int in = -1, seen = 0;
    m_case.near.walk(its[random() % its.size()], [&](Reach r) {
      const int j = r.site();
      if (m_open[at(j)] || m_case.rule_of(j) == SiteRule::forbidden) return true;
      ++seen;
      if (random() % static_cast<std::uint64_t>(seen) == 0) in = j;
      return seen < 12;
    });
    if (in >= 0) m_open[at(in)] = true, m_open[at(out)] = false;
  }
  settle_all();
}

}  // namespace gishe::planner
