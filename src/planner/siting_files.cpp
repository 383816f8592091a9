#include "planner/siting_files.h"

#include <cmath>
#include <limits>

#include "planner/cost_table.h"
#include "planner/numbers_in.h"
#include "planner/pair_costs.h"

namespace gishe::planner {
namespace {

constexpr std::int64_t places_max = 100'000;
std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

struct Point {
  double x, y;
};

/// Costs that are made from coordinates when they are asked for.
class Map : public Costs {
 public:
  explicit Map(std::vector<Point> points) : m_points(std::move(points)) {}
  void row(int client, std::vector<Reach>& out) const override {
    const Point from = m_points[at(client)];
    int site = 0;
    for (const Point to : m_points) {
      const double dx = from.x - to.x, dy = from.y - to.y;
      out.emplace_back(static_cast<std::int64_t>(std::sqrt(dx * dx + dy * dy)), site++);
    }
  }

 private:
  std::vector<Point> m_points;
};

}  // namespace

SitingProblem read_orlib_pmed(std::string_view text) {
  NumbersIn in(text);
  const std::int64_t n = in.whole("the number of nodes", 1, 5'000);
  const std::int64_t edges = in.whole("the number of edges", 0, 20'000'000);
  SitingProblem p;
  p.open_exactly = static_cast<int>(in.whole("the number of medians", 1, n));
  p.clients = p.sites = static_cast<int>(n);
  std::vector<std::int64_t> d(at(n * n), -1);
  for (std::int64_t e = 0; e < edges; ++e) {
    const std::int64_t a = in.whole("the first end of an edge", 1, n) - 1;
    const std::int64_t b = in.whole("the second end of an edge", 1, n) - 1;
    d[at(a * n + b)] = d[at(b * n + a)] = in.whole("the cost of an edge", 0, 1'000'000'000);
  }
  if (!in.at_end()) in.fail("more edges than the first line says");
  for (std::int64_t i = 0; i < n; ++i) d[at(i * n + i)] = 0;
  // Floyd and Warshall.
  for (std::int64_t k = 0; k < n; ++k)
    for (std::int64_t i = 0; i < n; ++i) {
      const std::int64_t to = d[at(i * n + k)];
      if (to < 0) continue;
      for (std::int64_t j = 0; j < n; ++j) {
        const std::int64_t on = d[at(k * n + j)];
        if (on >= 0 && (d[at(i * n + j)] < 0 || to + on < d[at(i * n + j)])) d[at(i * n + j)] = to + on;
      }
    }
  p.costs = std::make_shared<Table>(p.sites, std::move(d));
  return p;
}

SitingProblem read_tsplib(std::string_view text) {
  NumbersIn in(text);
  std::int64_t n = 0;
  bool euclid = false;
  for (;;) {
    std::string key(in.word("NODE_COORD_SECTION"));
    if (key == "NODE_COORD_SECTION") break;
    if (key.ends_with(':'))
      key.pop_back();
    else if (in.peek() == ":")
      in.word(":");
    if (key == "DIMENSION") n = in.whole("DIMENSION", 1, places_max);
    if (key == "EDGE_WEIGHT_TYPE") {
      if (in.peek() != "EUC_2D") in.fail("only EUC_2D is read here, not " + std::string(in.peek().substr(0, 20)));
      euclid = true;
    }
  }
  if (n == 0) in.fail("DIMENSION is missing");
  if (!euclid) in.fail("EDGE_WEIGHT_TYPE is missing");
  std::vector<Point> points(at(n), {std::numeric_limits<double>::quiet_NaN(), 0});
  for (std::int64_t k = 0; k < n; ++k) {
    const std::int64_t i = in.whole("the number of a node", 1, n) - 1;
    if (!std::isnan(points[at(i)].x)) in.fail("node " + std::to_string(i + 1) + " stands here a second time");
    const double x = in.real("a coordinate"), y = in.real("a coordinate");
    if (std::max(std::abs(x), std::abs(y)) > 1e9) in.fail("a coordinate is too large");
    points[at(i)] = {x, y};
  }
  SitingProblem p;
  p.clients = p.sites = static_cast<int>(n);
  p.costs = std::make_shared<Map>(std::move(points));
  return p;
}

SitingProblem read_orlib_uncapacitated(std::string_view text) {
  NumbersIn in(text);
  SitingProblem p;
  p.decimals = decimals_of(text);
  if (p.decimals > 6) in.fail("a number has more than 6 decimals");
  p.sites = static_cast<int>(in.whole("the number of sites", 1, 20'000));
  p.clients = static_cast<int>(in.whole("the number of clients", 1, places_max));
  if (static_cast<std::int64_t>(p.sites) * p.clients > 200'000'000) in.fail("more than 200 million pairs");
  for (int j = 0; j < p.sites; ++j) {
    in.word("a capacity");
    p.opening_cost.push_back(in.amount("an opening cost", p.decimals, Reach::cost_max));
  }
  std::vector<std::int64_t> costs;
  for (int i = 0; i < p.clients; ++i) {
    in.real("a demand");
    for (int j = 0; j < p.sites; ++j) costs.push_back(in.amount("a cost", p.decimals, Reach::cost_max));
  }
  if (!in.at_end()) in.fail("more numbers than the first line says");
  p.costs = std::make_shared<Table>(p.sites, std::move(costs));
  return p;
}

SitingProblem read_bds(std::string_view text, double radius) {
  NumbersIn in(text);
  std::vector<Point> sites, clients;
  SitingProblem p;
  // The first line holds the sizes; they are counted again here.
  while (!in.at_end() && in.peek() != "F" && in.peek() != "C") in.word("a size");
  while (!in.at_end()) {
    const std::string_view kind = in.word("F or C");
    if (kind != "F" && kind != "C")
      in.fail("a line begins with F or C, not with \"" + std::string(kind.substr(0, 20)) + "\"");
    in.word("an id");
    const double x = in.real("a coordinate"), y = in.real("a coordinate");
    if (kind == "F") {
      in.real("a cost");
      sites.push_back({x, y});
    } else {
      p.unserved_cost.push_back(in.whole("a demand", 0, 1'000'000'000));
      clients.push_back({x, y});
    }
    if (std::ssize(sites) > places_max || std::ssize(clients) > 2'000'000)
      in.fail("more places than can be planned here");
  }
  if (sites.empty() || clients.empty()) in.fail("there are no sites or no clients");
  std::vector<std::vector<Reach>> rows(clients.size());
  for (std::size_t i = 0; i < clients.size(); ++i)
    for (std::size_t j = 0; j < sites.size(); ++j) {
      const double dx = clients[i].x - sites[j].x, dy = clients[i].y - sites[j].y;
      if (std::sqrt(dx * dx + dy * dy) <= radius) rows[i].emplace_back(0, static_cast<int>(j));
    }
  p.clients = static_cast<int>(clients.size());
  p.sites = static_cast<int>(sites.size());
  p.costs = std::make_shared<PairCosts>(std::move(rows));
  return p;
}

}  // namespace gishe::planner
