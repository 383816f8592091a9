#include <fmt/format.h>

#include <cmath>

#include "app/solve_parts.h"

// `gishe solve` where places are limited.
namespace gishe::app {
namespace {

namespace json = boost::json;
using namespace planner;

/// A cover whose sites take so many people: at most p of them, each taking one of a "budget" of p.
SizingProblem covered(const SolveWish& w, const std::string& text) {
  const SitingProblem s =
      w.format == "bds" ? read_bds(text, w.radius) : read_siting_json(text, SitingKind::mclp, w.radius);
  if (s.decimals > 0) throw Unreadable(0, "with a capacity the demand has to be whole people");
  SizingProblem p;
  p.clients = s.clients;
  p.sites = s.sites;
  p.demand = s.unserved_cost;
  p.unserved_cost = s.unserved_cost;
  p.costs = s.costs;
  p.budget = w.open;
  p.client_names = s.client_names;
  p.site_names = s.site_names;
  for (int j = 0; j < p.sites; ++j) {
    const auto at = static_cast<std::size_t>(j);
    const SiteRule rule = s.rule.empty() ? SiteRule::free : s.rule[at];
    p.sizes.emplace_back();
    if (rule != SiteRule::forbidden) p.sizes.back().push_back({w.capacity, 0, 1});
    p.kept.push_back(rule == SiteRule::kept);
  }
  return p;
}

SizingProblem read_problem(const SolveWish& w) {
  const std::string text = text_of(w.file);
  std::optional<std::int64_t> capacity, budget;
  if (w.capacity >= 0) capacity = w.capacity;
  if (w.budget >= 0) budget = w.budget;
  if (budget && w.kind != "zone") throw Unreadable(0, "--budget belongs to a zone");
  if (w.open >= 0 && w.kind != "mclp") throw Unreadable(0, "--p does not belong to the kind " + w.kind);
  if (w.kind == "mclp") {
    if (w.radius < 0 || w.open < 0) throw Unreadable(0, "mclp needs --radius and --p");
    if (w.format != "bds" && w.format != "json")
      throw Unreadable(0, fmt::format("--format {} does not hold a problem of kind {}", w.format, w.kind));
    return covered(w, text);
  }
  SizingProblem p;
  if (w.kind == "zone" && w.format == "json")
    p = read_zone_json(text, budget);
  else if (w.kind == "transport" && w.format == "json")
    p = read_sizing_json(text, capacity, true);
  else if (w.kind != "zone" && w.kind != "transport" && w.format == "json")
    p = read_sizing_json(text, capacity, false);
  else if (w.format == "orlib-cap" && w.kind != "zone" && w.kind != "transport")
    p = read_orlib_cap(text, capacity);
  else if (w.format == "goertz-klose" && w.kind != "zone" && w.kind != "transport")
    p = read_goertz_klose(text);
  else if (w.format == "holmberg" && w.kind != "zone" && w.kind != "transport")
    p = read_holmberg(text);
  else
    throw Unreadable(0, fmt::format("--format {} does not hold a problem of kind {}", w.format, w.kind));
  p.single_source = w.kind == "sscflp" || w.single_source;
  return p;
}

std::int64_t all_demand(const SizingProblem& p) {
  std::int64_t all = 0;
  for (const std::int64_t d : p.demand) all += d;
  return all;
}

bool has_plan(const SizingPlan& plan) { return plan.status != Status::infeasible && plan.status != Status::stopped; }

json::object printed(const SolveWish& w, const SizingProblem& p, const SizingPlan& plan, double seconds) {
  const auto amount = [&](std::int64_t a) -> json::value {
    if (!has_plan(plan)) return nullptr;
    if (w.kind == "mclp") a = all_demand(p) - a;
    if (p.decimals == 0) return a;
    return shown(a, p.decimals);
  };
  json::object o;
  o["status"] = name_of(plan.status);
  o["objective"] = amount(plan.objective);
  o["bound"] = amount(plan.bound);
  o["gap"] = has_plan(plan) ? json::value(plan.gap()) : json::value(nullptr);
  o["seconds"] = seconds;
  o["nodes"] = plan.nodes;
  if (!plan.reason.empty()) o["reason"] = plan.reason;
  json::array open, assignment, worth;
  for (int j = 0; j < std::ssize(plan.size); ++j) {
    const auto at = static_cast<std::size_t>(j);
    if (plan.size[at] < 0) continue;
    const Size& size = p.sizes[at][static_cast<std::size_t>(plan.size[at])];
    open.push_back({{"site", j + 1},
                    {"size", plan.size[at] + 1},
                    {"places", size.places},
                    {"one_more_place_saves", plan.worth[at] * shown(1, p.decimals)}});
  }
  for (const Served& s : plan.served) assignment.push_back({s.client + 1, s.site + 1, s.people});
  o["open"] = std::move(open);
  o["assignment"] = std::move(assignment);
  json::object problem{{"kind", w.kind}, {"format", w.format}};
  if (w.open >= 0) problem["p"] = w.open;
  if (w.radius >= 0) problem["radius"] = w.radius;
  if (w.single_source) problem["single_source"] = true;
  if (w.capacity >= 0) problem["capacity"] = w.capacity;
  if (w.budget >= 0) problem["budget"] = w.budget;
  o["problem"] = std::move(problem);
  return o;
}

void print_for_people(const SolveWish& w, const SizingProblem& p, const SizingPlan& plan, double seconds) {
  const auto amount = [&](std::int64_t a) { return shown(w.kind == "mclp" ? all_demand(p) - a : a, p.decimals); };
  if (!has_plan(plan)) {
    fmt::print("{}{}{}\n", name_of(plan.status), plan.reason.empty() ? "" : ": ", plan.reason);
    return;
  }
  fmt::print("{}: {} (proven: {} {}, gap {:.4f} %), {:.1f} s\n", name_of(plan.status), amount(plan.objective),
             w.kind == "mclp" ? "at most" : "at least", amount(plan.bound), 100 * plan.gap(), seconds);
  std::int64_t served = 0;
  for (const Served& s : plan.served) served += s.people;
  fmt::print("{} of {} people are served\n", served, all_demand(p));
  for (int j = 0; j < p.sites; ++j) {
    const auto at = static_cast<std::size_t>(j);
    if (plan.size[at] < 0) continue;
    fmt::print("  {}: {} places; one more would save {:.2f}\n",
               p.site_names.empty() ? std::to_string(j + 1) : p.site_names[at],
               p.sizes[at][static_cast<std::size_t>(plan.size[at])].places, plan.worth[at] * shown(1, p.decimals));
  }
}

}  // namespace

bool is_sizing(const SolveWish& w) {
  return w.kind == "cflp" || w.kind == "sscflp" || w.kind == "transport" || w.kind == "zone" ||
         (w.kind == "mclp" && w.capacity >= 0);
}

int solve_sizing(const SolveWish& w) {
  const SizingProblem problem = read_problem(w);
  const SolveClock clock(w);
  const Limits limits = clock.limits(
      [&](std::int64_t a) { return shown(w.kind == "mclp" ? all_demand(problem) - a : a, problem.decimals); });
  const SizingPlan plan = planner::solve(problem, limits);
  show_progress("");
  if (w.json)
    fmt::print("{}\n", json::serialize(printed(w, problem, plan, clock.seconds())));
  else
    print_for_people(w, problem, plan, clock.seconds());
  return plan.status == Status::infeasible ? infeasible : plan.status == Status::stopped ? no_plan_in_time : found;
}

std::string wrong_with_sizing(const SolveWish& w, const json::object& o) {
  const SizingProblem p = read_problem(w);
  double unit = 1;
  for (int d = 0; d < p.decimals; ++d) unit *= 10;
  const auto amount = [&](const char* key) {
    const std::int64_t a = std::llround(o.at(key).to_number<double>() * unit);
    return w.kind == "mclp" ? all_demand(p) - a : a;
  };
  SizingPlan plan;
  plan.status = o.at("status") == "optimal" ? Status::optimal : Status::feasible;
  plan.objective = amount("objective");
  plan.bound = amount("bound");
  plan.size.assign(static_cast<std::size_t>(p.sites), -1);
  for (const json::value& v : o.at("open").as_array())
    plan.size.at(v.at("site").to_number<std::size_t>() - 1) = v.at("size").to_number<int>() - 1;
  for (const json::value& v : o.at("assignment").as_array())
    plan.served.push_back(
        {v.at(0).to_number<int>() - 1, v.at(1).to_number<int>() - 1, v.at(2).to_number<std::int64_t>()});
  return check(p, plan);
}

}  // namespace gishe::app
