#include "platform/web/router.h"

#include <algorithm>
#include <stdexcept>

namespace gishe::web {
namespace {

std::string_view next_segment(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('/', 1), rest.size());
  const std::string_view segment = rest.substr(1, end - 1);
  rest.remove_prefix(end);
  return segment;
}

bool is_name(std::string_view segment) { return segment.size() > 2 && segment.front() == '{' && segment.back() == '}'; }

bool by_segment(const std::pair<std::string, int>& entry, std::string_view segment) { return entry.first < segment; }

}  // namespace

Router::Router(const Routes& routes) {
  m_nodes.emplace_back();
  m_names.resize(routes.size());
  for (std::size_t i = 0; i < routes.size(); ++i) {
    std::string_view rest = routes[i].pattern;
    if (rest.empty() || rest.front() != '/') throw std::logic_error("no pattern: " + std::string(rest));
    int node = 0;
    while (!rest.empty()) {
      const std::string_view segment = next_segment(rest);
      if (is_name(segment)) m_names[i].emplace_back(segment.substr(1, segment.size() - 2));
      node = child(node, segment);
    }
    auto& here = m_nodes[static_cast<std::size_t>(node)].routes;
    for (const auto& [method, other] : here) {
      if (method == routes[i].method) {
        throw std::logic_error("two routes answer " + std::string(routes[i].pattern) + " and " +
                               std::string(routes[static_cast<std::size_t>(other)].pattern));
      }
    }
    here.emplace_back(routes[i].method, static_cast<int>(i));
  }
}

int Router::child(int node, std::string_view segment) {
  const int fresh = static_cast<int>(m_nodes.size());
  Node& parent = m_nodes[static_cast<std::size_t>(node)];
  if (is_name(segment)) {
    if (parent.any >= 0) return parent.any;
    parent.any = fresh;
  } else {
    const auto at = std::lower_bound(parent.fixed.begin(), parent.fixed.end(), segment, by_segment);
    if (at != parent.fixed.end() && at->first == segment) return at->second;
    parent.fixed.emplace(at, std::string(segment), fresh);
  }
  m_nodes.emplace_back();
  return fresh;
}

bool Router::walk(int node, std::string_view rest, std::vector<std::string_view>& taken, int& leaf) const {
  const Node& here = m_nodes[static_cast<std::size_t>(node)];
  if (rest.empty()) {
    leaf = node;
    return !here.routes.empty();
  }
  const std::string_view segment = next_segment(rest);
  const auto at = std::lower_bound(here.fixed.begin(), here.fixed.end(), segment, by_segment);
  if (at != here.fixed.end() && at->first == segment && walk(at->second, rest, taken, leaf)) return true;
  if (here.any < 0 || segment.empty()) return false;
  taken.push_back(segment);
  if (walk(here.any, rest, taken, leaf)) return true;
  taken.pop_back();
  return false;
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  std::vector<std::string_view> taken;
  int leaf = -1;
  if (path.empty() || path.front() != '/' || !walk(0, path, taken, leaf)) return match;
  for (const auto& [known, route] : m_nodes[static_cast<std::size_t>(leaf)].routes) {
    match.allowed |= 1u << static_cast<unsigned>(known);
    if (known == method) match.route = route;
  }
  if (match.route >= 0) {
    const auto& names = m_names[static_cast<std::size_t>(match.route)];
    for (std::size_t i = 0; i < names.size(); ++i) match.path_values.emplace_back(names[i], taken[i]);
  }
  return match;
}

}  // namespace gishe::web
