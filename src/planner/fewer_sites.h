#pragma once
#include <vector>

#include "planner/reach.h"

namespace gishe::planner {

/// The costs of some of the sites, under new numbers; `all` must outlive it.
class FewerSites : public Costs {
 public:
  /// `number`: by old site its new number, -1: left out.
  FewerSites(const Costs& all, const std::vector<int>& number) : m_all(all), m_number(number) {}
  void row(int client, std::vector<Reach>& out) const override {
    const std::size_t before = out.size();
    m_all.row(client, out);
    auto end = out.begin() + static_cast<std::ptrdiff_t>(before);
    for (auto r = end; r != out.end(); ++r)
      if (const int site = m_number[static_cast<std::size_t>(r->site())]; site >= 0) *end++ = {r->cost(), site};
    out.erase(end, out.end());
  }

 private:
  const Costs& m_all;
  std::vector<int> m_number;
};

}  // namespace gishe::planner
