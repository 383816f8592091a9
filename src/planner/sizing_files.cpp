#include "planner/sizing_files.h"

#include <algorithm>

#include "planner/cost_table.h"
#include "planner/numbers_in.h"

namespace gishe::planner {
namespace {

constexpr std::int64_t sites_max = 20'000, clients_max = 100'000, pairs_max = 100'000'000, people_max = 1'000'000'000;

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

void check_sizes(const NumbersIn& in, const SizingProblem& p) {
  if (static_cast<std::int64_t>(p.sites) * p.clients > pairs_max) in.fail("more than 100 million pairs");
}

/// At least `least` decimals, so that a part of an amount can be told; refuses more than 6 in the file.
int decimals_for(const NumbersIn& in, std::string_view text, int least) {
  const int decimals = decimals_of(text);
  if (decimals > 6) in.fail("a number has more than 6 decimals");
  return std::max(decimals, least);
}

/// How many sites and clients the first line says.
void read_counts(NumbersIn& in, SizingProblem& p) {
  p.sites = static_cast<int>(in.whole("the number of sites", 1, sites_max));
  p.clients = static_cast<int>(in.whole("the number of clients", 1, clients_max));
  check_sizes(in, p);
}

std::int64_t people(NumbersIn& in) { return in.whole("a demand", 0, people_max); }

/// The rest of the file: what each site takes for all of each client's people, site after site.
void read_costs_by_site(NumbersIn& in, SizingProblem& p) {
  std::vector<std::int64_t> costs(at(static_cast<std::int64_t>(p.sites) * p.clients));
  for (int j = 0; j < p.sites; ++j)
    for (int i = 0; i < p.clients; ++i)
      costs[at(static_cast<std::int64_t>(i) * p.sites + j)] = in.amount("a cost", p.decimals, Reach::cost_max);
  if (!in.at_end()) in.fail("more numbers than the first line says");
  p.costs = std::make_shared<Table>(p.sites, std::move(costs));
}

}  // namespace

SizingProblem read_orlib_cap(std::string_view text, std::optional<std::int64_t> capacity) {
  NumbersIn in(text);
  SizingProblem p;
  p.decimals = decimals_for(in, text, 3);
  read_counts(in, p);
  for (int j = 0; j < p.sites; ++j) {
    std::int64_t places = 0;
    if (in.peek() == "capacity") {
      if (!capacity) in.fail("the file leaves the capacity open: it has to be given");
      in.word("a capacity");
      places = *capacity;
    } else {
      places = in.whole("a capacity", 0, people_max);
      if (capacity) places = *capacity;
    }
    p.sizes.push_back({{places, in.amount("an opening cost", p.decimals, Reach::cost_max), 0}});
  }
  std::vector<std::int64_t> costs;
  for (int i = 0; i < p.clients; ++i) {
    p.demand.push_back(people(in));
    for (int j = 0; j < p.sites; ++j) costs.push_back(in.amount("a cost", p.decimals, Reach::cost_max));
  }
  if (!in.at_end()) in.fail("more numbers than the first line says");
  p.costs = std::make_shared<Table>(p.sites, std::move(costs));
  return p;
}

SizingProblem read_holmberg(std::string_view text) {
  NumbersIn in(text);
  SizingProblem p;
  p.decimals = decimals_for(in, text, 0);
  p.single_source = true;
  read_counts(in, p);
  for (int j = 0; j < p.sites; ++j) {
    const std::int64_t places = in.whole("a capacity", 0, people_max);
    p.sizes.push_back({{places, in.amount("an opening cost", p.decimals, Reach::cost_max), 0}});
  }
  for (int i = 0; i < p.clients; ++i) p.demand.push_back(people(in));
  read_costs_by_site(in, p);
  return p;
}

SizingProblem read_goertz_klose(std::string_view text) {
  NumbersIn in(text);
  SizingProblem p;
  // Only the matrix and the fixed costs are amounts; the header's words are passed over.
  const std::size_t matrix = text.find("[MATRIX]");
  if (matrix == text.npos) in.fail("there is no [MATRIX]");
  p.decimals = decimals_for(in, text.substr(matrix), 3);
  const auto to = [&](const char* what) {
    while (in.peek() != what) in.word(what);
    in.word(what);
  };
  to("[DEPOTS]");
  to("name");  // ends the header
  while (in.peek() != "[CUSTOMERS]") {
    const std::int64_t places = in.whole("a capacity", 0, people_max);
    const std::int64_t fixed = in.amount("a fixed cost", p.decimals, Reach::cost_max);
    if (in.amount("a cost a unit", p.decimals, Reach::cost_max) != 0) in.fail("costs a unit are not read here");
    in.real("a coordinate");
    in.real("a coordinate");
    in.word("a name");
    p.sizes.push_back({{places, fixed, 0}});
    if (std::ssize(p.sizes) > sites_max) in.fail("more sites than can be planned here");
  }
  to("name");  // ends the header
  while (!in.at_end() && !in.peek().starts_with('[')) {
    p.demand.push_back(people(in));
    in.real("a coordinate");
    in.real("a coordinate");
    in.word("a name");
    if (std::ssize(p.demand) > clients_max) in.fail("more clients than can be planned here");
  }
  p.sites = static_cast<int>(p.sizes.size());
  p.clients = static_cast<int>(p.demand.size());
  if (p.sites == 0 || p.clients == 0) in.fail("there are no depots or no customers");
  check_sizes(in, p);
  to("[MATRIX]");
  to("Dim");
  const std::int64_t rows = in.whole("the rows of the matrix", 1, sites_max);
  const std::int64_t columns = in.whole("the columns of the matrix", 1, clients_max);
  if (rows != p.sites || columns != p.clients) in.fail("the matrix is not of the depots and the customers");
  read_costs_by_site(in, p);
  return p;
}

}  // namespace gishe::planner
