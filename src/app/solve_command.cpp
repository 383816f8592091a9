#include <fmt/format.h>

#include "app/solve_parts.h"

// `gishe solve`: the planner on files that others publish, and on our own (docs/planner.md). No database is opened.
namespace gishe::app {
namespace {

namespace json = boost::json;
using planner::Unreadable;

/// Asks what the printed plan was asked. Throws whatever JSON throws where it is none.
std::string wrong_with(SolveWish w, const json::object& plan) {
  const json::object& problem = plan.at("problem").as_object();
  w.kind = std::string(problem.at("kind").as_string());
  w.format = std::string(problem.at("format").as_string());
  w.single_source = problem.contains("single_source");
  if (const json::value* v = problem.if_contains("p")) w.open = v->to_number<int>();
  if (const json::value* v = problem.if_contains("radius")) w.radius = v->to_number<double>();
  if (const json::value* v = problem.if_contains("capacity")) w.capacity = v->to_number<std::int64_t>();
  if (const json::value* v = problem.if_contains("budget")) w.budget = v->to_number<std::int64_t>();
  return is_sizing(w) ? wrong_with_sizing(w, plan) : wrong_with_siting(w, plan);
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
    if (w.kind == "access") return solve_access(w);
    return is_sizing(w) ? solve_sizing(w) : solve_siting(w);
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
