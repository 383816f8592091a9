#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "app/solve_parts.h"

// `gishe solve access`: what people can reach of the places there are.
namespace gishe::app {
namespace {

namespace json = boost::json;
using namespace planner;

double number(std::string_view text, const std::string& part) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !(value >= 0) ||
      !std::isfinite(value))
    throw Unreadable(0, "--weights is minutes:weight, as 20:1, not \"" + part + "\"");
  return value;
}

Weight weight_of(const SolveWish& w) {
  if (w.method == "gravity") return power(w.beta, 1);
  if (w.weights.empty()) {
    if (w.radius < 0) throw Unreadable(0, "access needs --radius or --weights");
    return within(w.radius);
  }
  std::vector<std::pair<double, double>> until;
  for (const std::string& part : w.weights) {
    const std::string_view all = part;
    const auto colon = std::min(all.find(':'), all.size());
    until.emplace_back(number(all.substr(0, colon), part), number(all.substr(std::min(colon + 1, all.size())), part));
    if (until.size() > 1 && until.back().first <= until[until.size() - 2].first)
      throw Unreadable(0, "--weights: the minutes have to rise");
  }
  return steps(until);
}

Access access_of(const std::string& method, const AccessCase& c, const Weight& w) {
  if (method == "m2sfca") return modified_two_step(c, w);
  if (method == "3sfca") return three_step(c, w);
  if (method == "gravity") return gravity(c, w);
  if (method == "bfca") return balanced(c, w);
  return two_step(c, w);  // 2sfca; e2sfca with falling weights
}

json::array list(const std::vector<double>& values) {
  json::array all;
  for (const double v : values) all.emplace_back(v);
  return all;
}

}  // namespace

int solve_access(const SolveWish& w) {
  if (w.format != "json") refuse_format(w);
  if (w.method == "e2sfca" && w.weights.empty()) throw Unreadable(0, "e2sfca needs --weights");
  std::optional<std::int64_t> capacity;
  if (w.capacity >= 0) capacity = w.capacity;
  std::vector<std::string> names;
  const AccessCase c = read_access_json(text_of(w.file), capacity, names);
  const Access a = access_of(w.method, c, weight_of(w));
  const double unequal = gini(a.by_place, c.people);
  if (w.json) {
    json::object o{{"method", w.method}, {"gini", unequal}, {"unreachable", a.unreachable}};
    o["access"] = list(a.by_place);
    o["by_site"] = list(a.by_site);
    fmt::print("{}\n", json::serialize(o));
    return found;
  }
  for (std::size_t i = 0; i < names.size(); ++i) fmt::print("{}: {:.6g}\n", names[i], a.by_place[i]);
  fmt::print("Gini {:.4f}; places that nobody reaches: {:g}\n", unequal, a.unreachable);
  return found;
}

}  // namespace gishe::app
