#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>

#include "app/solve_parts.h"

// `gishe solve`: the planner on files that others publish, and on our own (docs/planner.md). No database is opened.
namespace gishe::app {
namespace {

namespace json = boost::json;
using namespace planner;

std::optional<SitingKind> kind_of(const std::string& name) {
  if (name == "pmedian") return SitingKind::pmedian;
  if (name == "ufl") return SitingKind::ufl;
  if (name == "mclp") return SitingKind::mclp;
  if (name == "setcover") return SitingKind::setcover;
  return std::nullopt;
}

SitingProblem read_problem(const SolveWish& w, SitingKind kind) {
  const std::string text = text_of(w.file);
  const bool needs_radius = kind == SitingKind::mclp || kind == SitingKind::setcover;
  if (needs_radius && w.radius < 0) throw Unreadable(0, w.kind + " needs --radius");
  const auto refuse = [&]() -> SitingProblem {
    throw Unreadable(0, fmt::format("--format {} does not hold a problem of kind {}", w.format, w.kind));
  };
  SitingProblem p;
  if (w.format == "json")
    p = read_siting_json(text, kind, w.radius);
  else if (w.format == "orlib-pmed")
    p = kind == SitingKind::pmedian ? read_orlib_pmed(text) : refuse();
  else if (w.format == "tsplib")
    p = kind == SitingKind::pmedian ? read_tsplib(text) : refuse();
  else if (w.format == "orlib-cap")
    p = kind == SitingKind::ufl ? read_orlib_uncapacitated(text) : refuse();
  else if (w.format == "bds")
    p = kind == SitingKind::mclp ? read_bds(text, w.radius) : refuse();
  if (w.open >= 0) {
    if (w.open > p.sites) throw Unreadable(0, fmt::format("--p {} is more than the {} sites", w.open, p.sites));
    p.open_exactly = w.open;
  }
  if (kind == SitingKind::pmedian && !p.open_exactly) throw Unreadable(0, "pmedian needs --p");
  if (kind == SitingKind::mclp && !p.open_exactly) throw Unreadable(0, "mclp needs --p");
  return p;
}

std::int64_t all_demand(const SitingProblem& p) {
  std::int64_t all = 0;
  for (const std::int64_t d : p.unserved_cost) all += d;
  return all;
}

/// The plan as it is printed. A cover counts what is covered, so its bound stands above.
json::object printed(const SolveWish& w, const SitingProblem& p, const SitingPlan& plan, double seconds) {
  const auto amount = [&](std::int64_t a) -> json::value {
    if (w.kind == "mclp") a = all_demand(p) - a;
    if (p.decimals == 0) return a;
    return shown(a, p.decimals);
  };
  json::object o;
  o["status"] = name_of(plan.status);
  const bool has_plan = plan.status != Status::infeasible && plan.status != Status::stopped;
  o["objective"] = has_plan ? amount(plan.objective) : json::value(nullptr);
  o["bound"] = has_plan ? amount(plan.bound) : json::value(nullptr);
  o["gap"] = has_plan ? json::value(plan.gap()) : json::value(nullptr);
  o["seconds"] = seconds;
  o["nodes"] = plan.nodes;
  if (!plan.reason.empty()) o["reason"] = plan.reason;
  json::array open, assignment;
  for (const int j : plan.open) open.emplace_back(j + 1);
  for (const int j : plan.assignment) assignment.emplace_back(j + 1);
  o["open"] = std::move(open);
  o["assignment"] = std::move(assignment);
  json::object problem{{"kind", w.kind}, {"format", w.format}};
  if (p.open_exactly) problem["p"] = *p.open_exactly;
  if (w.radius >= 0) problem["radius"] = w.radius;
  o["problem"] = std::move(problem);
  return o;
}

void print_for_people(const SolveWish& w, const SitingProblem& p, const SitingPlan& plan, double seconds) {
  const auto amount = [&](std::int64_t a) { return shown(w.kind == "mclp" ? all_demand(p) - a : a, p.decimals); };
  if (plan.open.empty() && plan.assignment.empty()) {
    fmt::print("{}{}{}\n", name_of(plan.status), plan.reason.empty() ? "" : ": ", plan.reason);
    return;
  }
  fmt::print("{}: {} (proven: {} {}, gap {:.4f} %), {:.1f} s\n", name_of(plan.status), amount(plan.objective),
             w.kind == "mclp" ? "at most" : "at least", amount(plan.bound), 100 * plan.gap(), seconds);
  fmt::print("open {} of {}:", plan.open.size(), p.sites);
  for (const int j : plan.open)
    fmt::print(" {}", p.site_names.empty() ? std::to_string(j + 1) : p.site_names[static_cast<std::size_t>(j)] + ";");
  fmt::print("\n");
}

/// What is wrong with the plan in the file, "" where it is what it says. Throws whatever JSON throws where it is none.
std::string wrong_with(SolveWish w, const json::object& o) {
  const json::object& problem = o.at("problem").as_object();
  w.kind = std::string(problem.at("kind").as_string());
  if (const json::value* v = problem.if_contains("capacity")) w.capacity = v->to_number<std::int64_t>();
  w.single_source = problem.contains("single_source");
  if (const json::value* v = problem.if_contains("budget")) w.budget = v->to_number<std::int64_t>();
  w.format = std::string(problem.at("format").as_string());
  if (const json::value* v = problem.if_contains("p")) w.open = v->to_number<int>();
  if (const json::value* v = problem.if_contains("radius")) w.radius = v->to_number<double>();
  if (is_sizing(w)) return wrong_with_sizing(w, o);
  const auto kind = kind_of(w.kind);
  if (!kind) throw Unreadable(0, "the plan is of a kind that is not known here");
  const SitingProblem p = read_problem(w, *kind);
  double unit = 1;
  for (int d = 0; d < p.decimals; ++d) unit *= 10;
  const auto amount = [&](const char* key) {
    const std::int64_t a = std::llround(o.at(key).to_number<double>() * unit);
    return w.kind == "mclp" ? all_demand(p) - a : a;
  };
  SitingPlan plan;
  plan.status = o.at("status") == "optimal" ? Status::optimal : Status::feasible;
  plan.objective = amount("objective");
  plan.bound = amount("bound");
  for (const json::value& j : o.at("open").as_array()) plan.open.push_back(j.to_number<int>() - 1);
  for (const json::value& j : o.at("assignment").as_array()) plan.assignment.push_back(j.to_number<int>() - 1);
  return check(p, plan);
}

int check_plan(const SolveWish& w) {
  if (w.plan.empty()) throw Unreadable(0, "check needs PLAN too");
  const std::string text = text_of(w.plan);
  std::string wrong;
  try {
    wrong = wrong_with(w, json::parse(text).as_object());
  } catch (const Unreadable&) {
    throw;
  } catch (const std::exception&) {
    fmt::print(stderr, "{}: this is no plan that `gishe solve --json` printed\n", w.plan);
    return unreadable;
  }
  fmt::print("{}\n", wrong.empty() ? "the plan is what it says" : "wrong: " + wrong);
  return wrong.empty() ? found : infeasible;
}

}  // namespace

int solve(const SolveWish& w) {
  try {
    if (w.kind == "check") return check_plan(w);
    if (is_sizing(w)) return solve_sizing(w);
    const auto kind = kind_of(w.kind);
    if (!kind) throw Unreadable(0, "there is no kind \"" + w.kind + "\"");
    const SitingProblem problem = read_problem(w, *kind);
    const SolveClock clock(w);
    const Limits limits = clock.limits(
        [&](std::int64_t a) { return shown(w.kind == "mclp" ? all_demand(problem) - a : a, problem.decimals); });
    const SitingPlan plan = planner::solve(problem, limits);
    show_progress("");
    if (w.json)
      fmt::print("{}\n", json::serialize(printed(w, problem, plan, clock.seconds())));
    else
      print_for_people(w, problem, plan, clock.seconds());
    return plan.status == Status::infeasible ? infeasible : plan.status == Status::stopped ? no_plan_in_time : found;
  } catch (const Unreadable& wrong) {
    if (wrong.line() > 0)
      fmt::print(stderr, "{}, line {}: {}\n", w.file, wrong.line(), wrong.what());
    else
      fmt::print(stderr, "{}: {}\n", w.file, wrong.what());
  } catch (const std::invalid_argument& wrong) {
    fmt::print(stderr, "{}: {}\n", w.file, wrong.what());
  }
  return unreadable;
}

}  // namespace gishe::app
