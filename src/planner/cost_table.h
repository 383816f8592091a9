#pragma once
#include <cstdint>
#include <vector>

#include "planner/reach.h"

namespace gishe::planner {

/// Every cost written down, client by client; -1: not allowed.
class Table : public Costs {
 public:
  Table(int sites, std::vector<std::int64_t> costs) : m_sites(sites), m_costs(std::move(costs)) {}
  void row(int client, std::vector<Reach>& out) const override {
    const std::int64_t* cost = m_costs.data() + static_cast<std::size_t>(client) * static_cast<std::size_t>(m_sites);
    for (int j = 0; j < m_sites; ++j)
      if (cost[j] >= 0) out.emplace_back(cost[j], j);
  }

 private:
  int m_sites;
  std::vector<std::int64_t> m_costs;
};

}  // namespace gishe::planner
