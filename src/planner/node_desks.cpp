#include "planner/node_desks.h"

#include <algorithm>
#include <future>

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

void NodeDesk::mark(char to) {
  for (const int w : m_barred) the_case.barred[at(w)] = to;
  for (const int i : m_forced) the_case.forced[at(i)] = to;
}

void NodeDesk::lay(const Node& node) {
  mark(0);
  the_case.low = node.low;
  the_case.high = node.high;
  m_barred = node.barred;
  m_forced = node.forced;
  mark(1);
}

Ascended NodeDesk::look(Node& node, double first_step, int steps_max, std::int64_t objective,
                        const std::function<bool()>& over) {
  lay(node);
  Ascended mean =
      climb(the_case, node.offers, first_step, steps_max, [&](const std::vector<int>&) { return objective; }, over);
  const SizeBound bound = priced_bound(the_case, node.offers);
  node.bound = std::max(node.bound, bound.bound);
  if (node.bound < objective) fix_levels(the_case, bound, objective);
  node.low = the_case.low;
  node.high = the_case.high;
  return mean;
}

NodeDesks::NodeDesks(const SizingCase& c, int threads, std::function<bool()> over)
    : m_desks(at(threads), NodeDesk(c)), m_over(std::move(over)) {}

bool NodeDesks::over() {
  if (m_over()) m_stopped = true;
  return m_stopped;
}

void NodeDesks::share_out(int jobs, const Job& job) {
  const int threads = std::min(static_cast<int>(m_desks.size()), jobs);
  const auto share = [&](int thread, const std::function<bool()>& over) {
    for (int k = thread; k < jobs; k += threads) job(m_desks[at(thread)], k, over);
  };
  std::vector<std::future<void>> others;
  for (int thread = 1; thread < threads; ++thread)
    others.push_back(std::async(std::launch::async, share, thread, [this] { return m_stopped.load(); }));
  share(0, [this] { return over(); });
  for (auto& other : others) other.get();
}

}  // namespace gishe::planner
