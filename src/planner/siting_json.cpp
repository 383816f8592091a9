#include "planner/siting_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "planner/json_in.h"
#include "planner/pair_costs.h"

namespace gishe::planner {
using namespace json_in;

SitingProblem read_siting_json(std::string_view text, SitingKind kind, double radius) {
  const json::object file = object_of(text);
  const json::array &clients = list(file, "clients"), &sites = list(file, "sites");
  if (clients.empty() || sites.empty()) fail("there are no clients or no sites");
  if (clients.size() > places_max || sites.size() > places_max) fail("more than 100,000 clients or sites");

  SitingProblem p;
  p.clients = static_cast<int>(clients.size());
  p.sites = static_cast<int>(sites.size());
  std::vector<double> demand, opening;
  int of_demand = 0, of_minutes = 0, of_opening = 0;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    if (!clients[i].is_object()) fail(fmt::format("client {} has to be an object", i + 1));
    p.client_names.push_back(name(clients[i].as_object(), "client", i));
    demand.push_back(number(clients[i].as_object(), "demand", 1, p.client_names.back()));
    of_demand = std::max(of_demand, decimals(demand.back(), p.client_names.back()));
  }
  for (std::size_t j = 0; j < sites.size(); ++j) {
    if (!sites[j].is_object()) fail(fmt::format("site {} has to be an object", j + 1));
    const json::object& site = sites[j].as_object();
    p.site_names.push_back(name(site, "site", j));
    opening.push_back(number(site, "opening_cost", kind == SitingKind::setcover ? 1 : 0, p.site_names.back()));
    of_opening = std::max(of_opening, decimals(opening.back(), p.site_names.back()));
    p.rule.push_back(rule(site, p.site_names.back()));
  }
  const std::vector<Way> all = ways(file, clients.size(), sites.size());
  const bool by_minutes = kind == SitingKind::pmedian || kind == SitingKind::ufl;
  if (by_minutes)
    for (const Way& w : all) of_minutes = std::max(of_minutes, decimals(w.minutes, p.client_names[w.client]));
  const bool by_demand = kind != SitingKind::setcover;
  p.decimals = std::max((by_demand ? of_demand : 0) + of_minutes, kind == SitingKind::mclp ? 0 : of_opening);
  if (p.decimals > 6) fail("demand and minutes have more than 6 decimals together");

  std::vector<std::vector<Reach>> rows(clients.size());
  for (const Way& w : all) {
    const std::string& whose = p.client_names[w.client];
    auto& row = rows[w.client];
    const int site = static_cast<int>(w.site);
    if (by_minutes)
      row.emplace_back(scaled(demand[w.client] * w.minutes, p.decimals, whose), site);
    else if (w.minutes <= radius)
      row.emplace_back(0, site);
  }
  if (kind == SitingKind::mclp)
    for (std::size_t i = 0; i < demand.size(); ++i)
      p.unserved_cost.push_back(scaled(demand[i], p.decimals, p.client_names[i]));
  if (kind == SitingKind::ufl || kind == SitingKind::setcover)
    for (std::size_t j = 0; j < opening.size(); ++j)
      p.opening_cost.push_back(scaled(opening[j], p.decimals, p.site_names[j]));
  p.costs = std::make_shared<PairCosts>(std::move(rows));
  return p;
}

}  // namespace gishe::planner
