#pragma once
#include <utility>

#include "planner/reach.h"

namespace gishe::planner {

/// The allowed pairs only, client by client.
class PairCosts : public Costs {
 public:
  explicit PairCosts(std::vector<std::vector<Reach>> rows) : m_rows(std::move(rows)) {}
  void row(int client, std::vector<Reach>& out) const override {
    const auto& row = m_rows[static_cast<std::size_t>(client)];
    out.insert(out.end(), row.begin(), row.end());
  }

 private:
  std::vector<std::vector<Reach>> m_rows;
};

}  // namespace gishe::planner
