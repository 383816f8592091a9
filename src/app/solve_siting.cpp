#include <fmt/format.h>

#include <numeric>

#include "app/solve_parts.h"

// `gishe solve` where sites serve whoever comes.
namespace gishe::app {
namespace {

namespace json = boost::json;
using namespace planner;

SitingKind kind_of(const SolveWish& w) {
  if (w.kind == "pmedian") return SitingKind::pmedian;
  if (w.kind == "ufl") return SitingKind::ufl;
  if (w.kind == "mclp") return SitingKind::mclp;
  if (w.kind == "setcover") return SitingKind::setcover;
  throw Unreadable(0, "there is no kind \"" + w.kind + "\"");
}

SitingProblem read_problem(const SolveWish& w) {
  const SitingKind kind = kind_of(w);
  const std::string text = text_of(w.file);
  const bool needs_radius = kind == SitingKind::mclp || kind == SitingKind::setcover;
  if (needs_radius && w.radius < 0) throw Unreadable(0, w.kind + " needs --radius");
  SitingProblem p;
  if (w.format == "json")
    p = read_siting_json(text, kind, w.radius);
  else if (w.format == "orlib-pmed" && kind == SitingKind::pmedian)
    p = read_orlib_pmed(text);
  else if (w.format == "tsplib" && kind == SitingKind::pmedian)
    p = read_tsplib(text);
  else if (w.format == "orlib-cap" && kind == SitingKind::ufl)
    p = read_orlib_uncapacitated(text);
  else if (w.format == "bds" && kind == SitingKind::mclp)
    p = read_bds(text, w.radius);
  else
    refuse_format(w);
  if (w.open >= 0) {
    if (w.open > p.sites) throw Unreadable(0, fmt::format("--p {} is more than the {} sites", w.open, p.sites));
    p.open_exactly = w.open;
  }
  if (kind == SitingKind::pmedian && !p.open_exactly) throw Unreadable(0, "pmedian needs --p");
  if (kind == SitingKind::mclp && !p.open_exactly) throw Unreadable(0, "mclp needs --p");
  return p;
}

Amounts amounts_of(const SolveWish& w, const SitingProblem& p) {
  if (w.kind != "mclp") return Amounts(p.decimals);
  return Amounts(p.decimals, std::accumulate(p.unserved_cost.begin(), p.unserved_cost.end(), std::int64_t{0}));
}

}  // namespace

int solve_siting(const SolveWish& w) {
  const SitingProblem p = read_problem(w);
  const Amounts amounts = amounts_of(w, p);
  SolveClock clock(w);
  const SitingPlan plan = planner::solve(p, clock.limits(amounts));
  const auto parts = [&](json::object& o) {
    json::array open, assignment;
    for (const int j : plan.open) open.emplace_back(j + 1);
    for (const int j : plan.assignment) assignment.emplace_back(j + 1);
    o["open"] = std::move(open);
    o["assignment"] = std::move(assignment);
    json::object problem{{"kind", w.kind}, {"format", w.format}};
    if (p.open_exactly) problem["p"] = *p.open_exactly;
    if (w.radius >= 0) problem["radius"] = w.radius;
    o["problem"] = std::move(problem);
  };
  const auto lines = [&] {
    fmt::print("open {} of {}:", plan.open.size(), p.sites);
    for (const int j : plan.open)
      fmt::print(" {}", p.site_names.empty() ? std::to_string(j + 1) : p.site_names[static_cast<std::size_t>(j)] + ";");
    fmt::print("\n");
  };
  return say_plan(w, plan, amounts, clock, parts, lines);
}

std::string wrong_with_siting(const SolveWish& w, const json::object& o) {
  const SitingProblem p = read_problem(w);
  SitingPlan plan{verdict_in(o, amounts_of(w, p)), {}, {}};
  for (const json::value& j : o.at("open").as_array()) plan.open.push_back(j.to_number<int>() - 1);
  for (const json::value& j : o.at("assignment").as_array()) plan.assignment.push_back(j.to_number<int>() - 1);
  return check(p, plan);
}

}  // namespace gishe::app
