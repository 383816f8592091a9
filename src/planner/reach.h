#pragma once
#include <cstdint>
#include <vector>

namespace gishe::planner {

/// One way to serve a client: the site, and what it costs to serve all of the client's demand from there.
/// One word, so that sorting reaches sorts them by cost, then by site: lists are the same on every machine.
class Reach {
 public:
  static constexpr int site_bits = 20;
  static constexpr std::int64_t sites_max = std::int64_t{1} << site_bits;
  static constexpr std::int64_t cost_max = (std::int64_t{1} << 43) - 1;

  Reach() = default;
  /// 0 <= cost <= cost_max, 0 <= site < sites_max.
  Reach(std::int64_t cost, int site)
      : m_word(static_cast<std::uint64_t>(cost) << site_bits | static_cast<std::uint32_t>(site)) {}
  std::int64_t cost() const { return static_cast<std::int64_t>(m_word >> site_bits); }
  int site() const { return static_cast<int>(m_word & (sites_max - 1)); }
  auto operator<=>(const Reach&) const = default;

 private:
  std::uint64_t m_word = 0;
};

/// Where the costs come from. A row may be made on demand: a map of coordinates, a matrix, a list of allowed pairs.
class Costs {
 public:
  virtual ~Costs() = default;
  /// Every site that may serve the client, in any order; a site that is left out may not.
  virtual void row(int client, std::vector<Reach>& out) const = 0;
};

}  // namespace gishe::planner
