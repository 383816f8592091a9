#pragma once
#include <atomic>
#include <functional>
#include <vector>

#include "planner/size_prices.h"
#include "planner/sizing_node.h"

namespace gishe::planner {

/// The case as one node allows it, in the hands of one thread.
class NodeDesk {
 public:
  explicit NodeDesk(const SizingCase& c) : the_case(c) {}
  SizingCase the_case;

  void lay(const Node& node);
  /// Bounds a node, and takes the levels that no plan under `objective` has.
  Ascended look(Node& node, double first_step, int steps_max, std::int64_t objective,
                const std::function<bool()>& over);

 private:
  void mark(char to);
  std::vector<int> m_barred, m_forced;
};

/// One desk a thread. `over` is asked by the caller's thread only; the others hear of it.
class NodeDesks {
 public:
  NodeDesks(const SizingCase& c, int threads, std::function<bool()> over);

  bool over();
  NodeDesk& first() { return m_desks.front(); }
  /// Does job(desk, k, over) for every k below `jobs`, each thread its own share: the same shares in every run.
  using Job = std::function<void(NodeDesk& desk, int k, const std::function<bool()>& over)>;
  void share_out(int jobs, const Job& job);

 private:
  std::vector<NodeDesk> m_desks;
  std::function<bool()> m_over;
  std::atomic<bool> m_stopped = false;
};

}  // namespace gishe::planner
