#include <fmt/format.h>

#include <numeric>

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
  if (w.fair && w.kind != "zone") throw Unreadable(0, "--fair belongs to a zone");
  if (w.open >= 0 && w.kind != "mclp") throw Unreadable(0, "--p does not belong to the kind " + w.kind);
  if (w.kind == "mclp") {
    if (w.radius < 0 || w.open < 0) throw Unreadable(0, "mclp needs --radius and --p");
    if (w.format != "bds" && w.format != "json") refuse_format(w);
    return covered(w, text);
  }
  const bool located = w.kind == "cflp" || w.kind == "sscflp";
  SizingProblem p;
  if (w.format == "json")
    p = w.kind == "zone" ? read_zone_json(text, budget) : read_sizing_json(text, capacity, !located);
  else if (w.format == "orlib-cap" && located)
    p = read_orlib_cap(text, capacity);
  else if (w.format == "goertz-klose" && located)
    p = read_goertz_klose(text);
  else if (w.format == "holmberg" && located)
    p = read_holmberg(text);
  else
    refuse_format(w);
  p.single_source = w.kind == "sscflp" || w.single_source;
  return p;
}

std::int64_t all_people(const SizingProblem& p) {
  return std::accumulate(p.demand.begin(), p.demand.end(), std::int64_t{0});
}

Amounts amounts_of(const SolveWish& w, const SizingProblem& p) {
  if (w.kind != "mclp") return Amounts(p.decimals);
  return Amounts(p.decimals, all_people(p));
}

}  // namespace

bool is_sizing(const SolveWish& w) {
  return w.kind == "cflp" || w.kind == "sscflp" || w.kind == "transport" || w.kind == "zone" ||
         (w.kind == "mclp" && w.capacity >= 0);
}

int solve_sizing(const SolveWish& w) {
  const SizingProblem p = read_problem(w);
  const Amounts amounts = amounts_of(w, p);
  SolveClock clock(w);
  std::optional<FairPlan> fair;
  if (w.fair) fair = planner::solve_fair(p, clock.limits(amounts));
  const SizingPlan plan = fair ? fair->plan : planner::solve(p, clock.limits(amounts));
  /// use(site, which size, the size, what one more place saves)
  const auto each_open = [&](const auto& use) {
    for (std::size_t j = 0; j < plan.size.size(); ++j)
      if (plan.size[j] >= 0)
        use(j, plan.size[j], p.sizes[j][static_cast<std::size_t>(plan.size[j])], plan.worth[j] * amounts.unit());
  };
  const auto parts = [&](json::object& o) {
    json::array open, assignment;
    each_open([&](std::size_t site, int which, const Size& size, double saves) {
      open.push_back(
          {{"site", site + 1}, {"size", which + 1}, {"places", size.places}, {"one_more_place_saves", saves}});
    });
    for (const Served& s : plan.served) assignment.push_back({s.client + 1, s.site + 1, s.people});
    o["open"] = std::move(open);
    o["assignment"] = std::move(assignment);
    if (fair) o["worst_share"] = {{"unserved", fair->share / 1000.0}, {"bound", fair->share_bound / 1000.0}};
    if (plan.has_plan()) {
      const AccessSpread spread = access_spread(p, plan);
      o["access"] = {{"gini", spread.gini}, {"least", spread.least}, {"most", spread.most}};
    }
    json::object problem{{"kind", w.kind}, {"format", w.format}};
    if (w.open >= 0) problem["p"] = w.open;
    if (w.radius >= 0) problem["radius"] = w.radius;
    if (w.single_source) problem["single_source"] = true;
    if (w.capacity >= 0) problem["capacity"] = w.capacity;
    if (w.budget >= 0) problem["budget"] = w.budget;
    o["problem"] = std::move(problem);
  };
  const auto lines = [&] {
    std::int64_t served = 0;
    for (const Served& s : plan.served) served += s.people;
    fmt::print("{} of {} people are served\n", served, all_people(p));
    if (fair)
      fmt::print("worst off: {:.1f} % of a municipality's people (no plan does better than {:.1f} %)\n",
                 fair->share / 10.0, fair->share_bound / 10.0);
    const AccessSpread spread = access_spread(p, plan);
    fmt::print("places for one person who may come: {:.3f} to {:.3f}, Gini {:.3f}\n", spread.least, spread.most,
               spread.gini);
    each_open([&](std::size_t site, int, const Size& size, double saves) {
      fmt::print("  {}: {} places; one more would save {:.2f}\n",
                 p.site_names.empty() ? std::to_string(site + 1) : p.site_names[site], size.places, saves);
    });
  };
  return say_plan(w, plan, amounts, clock, parts, lines);
}

std::string wrong_with_sizing(const SolveWish& w, const json::object& o) {
  const SizingProblem p = read_problem(w);
  SizingPlan plan{verdict_in(o, amounts_of(w, p)), {}, {}, {}};
  plan.size.assign(static_cast<std::size_t>(p.sites), -1);
  for (const json::value& v : o.at("open").as_array())
    plan.size.at(v.at("site").to_number<std::size_t>() - 1) = v.at("size").to_number<int>() - 1;
  for (const json::value& v : o.at("assignment").as_array())
    plan.served.push_back(
        {v.at(0).to_number<int>() - 1, v.at(1).to_number<int>() - 1, v.at(2).to_number<std::int64_t>()});
  return check(p, plan);
}

}  // namespace gishe::app
