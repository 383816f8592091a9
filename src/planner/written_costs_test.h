#pragma once
#include <vector>

#include "planner/reach.h"

namespace gishe::planner {

/// Costs written down pair by pair, for tests; -1: not allowed.
class WrittenCosts : public Costs {
 public:
  explicit WrittenCosts(std::vector<std::vector<std::int64_t>> rows) : m_rows(std::move(rows)) {}
  void row(int client, std::vector<Reach>& out) const override {
    int site = 0;
    for (const std::int64_t cost : m_rows[static_cast<std::size_t>(client)]) {
      if (cost >= 0) out.emplace_back(cost, site);
      ++site;
    }
  }
  const std::vector<std::vector<std::int64_t>>& rows() const { return m_rows; }

 private:
  std::vector<std::vector<std::int64_t>> m_rows;
};

}  // namespace gishe::planner
