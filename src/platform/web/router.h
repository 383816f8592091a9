#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/target.h"
#include "platform/web/web.h"

namespace gishe::web {

/// Finds the row for a method and a path. Fixed segments win over {names}; a {name} takes exactly one non-empty
/// segment.
class Router {
 public:
  /// Throws std::logic_error naming two rows that answer the same requests, or a pattern that is none.
  explicit Router(const Routes& routes);

  struct Match {
    int route = -1;        // index into Routes; -1: nothing here
    Pairs path_values;     // of a found route
    unsigned allowed = 0;  // bits 1 << Method that this path knows, for 405
  };
  Match find(Method method, std::string_view path) const;

 private:
  struct Node {
    std::vector<std::pair<std::string, int>> fixed;  // sorted by segment → node
    int any = -1;
    std::vector<std::pair<Method, int>> routes;  // route index by method
  };
  int child(int node, std::string_view segment);
  bool walk(int node, std::string_view rest, std::vector<std::string_view>& taken, int& leaf) const;

  std::vector<Node> m_nodes;
  std::vector<std::vector<std::string>> m_names;  // by route: the {names} in order
};

}  // namespace gishe::web
