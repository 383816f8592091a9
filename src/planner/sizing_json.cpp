#include "planner/sizing_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "planner/json_in.h"
#include "planner/pair_costs.h"

namespace gishe::planner {

using namespace json_in;

namespace {

constexpr std::int64_t people_max = 1'000'000'000, money_max = 1'000'000'000'000;
constexpr std::int64_t modules_max = 1'000;
constexpr std::size_t pairs_max = 20'000'000;

const json::object& object(const json::value& v, const char* what, std::size_t i) {
  if (!v.is_object()) fail(fmt::format("{} {} has to be an object", what, i + 1));
  return v.as_object();
}

/// Whole people x minutes, in the unit of the minutes.
std::int64_t person_minutes(std::int64_t people, double minutes, int decimals, const std::string& whose) {
  const std::int64_t one = scaled(minutes, decimals, whose);
  if (one > 0 && people > Reach::cost_max / one) fail(whose + ": people x minutes is too large");
  return people * one;
}

}  // namespace

SizingProblem read_sizing_json(std::string_view text, std::optional<std::int64_t> capacity, bool all_open) {
  const json::object file = object_of(text);
  const json::array &clients = list(file, "clients"), &sites = list(file, "sites");
  if (clients.empty() || sites.empty()) fail("there are no clients or no sites");
  if (clients.size() > places_max || sites.size() > places_max) fail("more than 100,000 clients or sites");
  SizingProblem p;
  p.clients = static_cast<int>(clients.size());
  p.sites = static_cast<int>(sites.size());
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const json::object& client = object(clients[i], "client", i);
    p.client_names.push_back(name(client, "client", i));
    p.demand.push_back(whole(client, "demand", 1, 0, people_max, p.client_names.back()));
  }
  std::vector<double> opening(sites.size());
  const std::vector<Way> all = ways(file, clients.size(), sites.size());
  for (const Way& w : all) p.decimals = std::max(p.decimals, decimals(w.minutes, p.client_names[w.client]));
  for (std::size_t j = 0; j < sites.size(); ++j) {
    const json::object& site = object(sites[j], "site", j);
    p.site_names.push_back(name(site, "site", j));
    if (!all_open) opening[j] = number(site, "opening_cost", 0, p.site_names.back());
    p.decimals = std::max(p.decimals, decimals(opening[j], p.site_names.back()));
    const SiteRule rule = json_in::rule(site, p.site_names.back());
    const bool forbidden = rule == SiteRule::forbidden;
    p.kept.push_back(rule == SiteRule::kept || (all_open && !forbidden));
    if (!capacity && !site.contains("places")) fail(p.site_names.back() + ": \"places\" is missing");
    const std::int64_t places = capacity ? *capacity : whole(site, "places", 0, 0, people_max, p.site_names.back());
    p.sizes.emplace_back();
    if (!forbidden) p.sizes.back().push_back({places, 0, 0});
  }
  for (std::size_t j = 0; j < sites.size(); ++j)
    for (Size& s : p.sizes[j]) s.cost = scaled(opening[j], p.decimals, p.site_names[j]);
  std::vector<std::vector<Reach>> rows(clients.size());
  for (const Way& w : all)
    rows[w.client].emplace_back(person_minutes(p.demand[w.client], w.minutes, p.decimals, p.client_names[w.client]),
                                static_cast<int>(w.site));
  if (file.contains("unserved_minutes")) {
    const double minutes = number(file, "unserved_minutes", 0, "the file");
    for (std::size_t i = 0; i < clients.size(); ++i)
      p.unserved_cost.push_back(person_minutes(p.demand[i], minutes, p.decimals, p.client_names[i]));
  }
  p.costs = std::make_shared<PairCosts>(std::move(rows));
  return p;
}

AccessCase read_access_json(std::string_view text, std::optional<std::int64_t> capacity,
                            std::vector<std::string>& names) {
  const json::object file = object_of(text);
  const json::array &clients = list(file, "clients"), &sites = list(file, "sites");
  if (clients.size() * sites.size() > pairs_max) fail("more than 20 million pairs");
  AccessCase c;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const json::object& client = object(clients[i], "client", i);
    names.push_back(name(client, "client", i));
    c.people.push_back(number(client, "demand", 1, names.back()));
  }
  for (std::size_t j = 0; j < sites.size(); ++j) {
    const json::object& site = object(sites[j], "site", j);
    const std::string called = name(site, "site", j);
    if (!capacity && !site.contains("places")) fail(called + ": \"places\" is missing");
    c.places_offered.push_back(capacity ? static_cast<double>(*capacity) : number(site, "places", 0, called));
  }
  c.minutes.assign(clients.size(), std::vector<double>(sites.size(), std::numeric_limits<double>::infinity()));
  for (const Way& w : ways(file, clients.size(), sites.size())) c.minutes[w.client][w.site] = w.minutes;
  return c;
}

SizingProblem read_zone_json(std::string_view text, std::optional<std::int64_t> budget) {
  const json::object file = object_of(text);
  const json::array &services = list(file, "services"), &settlements = list(file, "settlements"),
                    &sites = list(file, "sites");
  if (services.empty() || settlements.empty() || sites.empty()) fail("there are no services, settlements or sites");
  if (services.size() > 100 || settlements.size() * services.size() > 10 * places_max ||
      sites.size() * services.size() > places_max)
    fail("more services, settlements or sites than can be planned here");
  SizingProblem p;
  const std::size_t n = settlements.size(), m = sites.size(), kinds = services.size();
  p.clients = static_cast<int>(n * kinds);
  p.sites = static_cast<int>(m * kinds);
  const double limit = number(file, "travel_limit", 1e9, "the file");
  const double unserved = number(file, "unserved_minutes", 600, "the file");
  if (budget)
    p.budget = budget;
  else if (file.contains("budget"))
    p.budget = whole(file, "budget", 0, 0, money_max, "the file");
  if (file.contains("quota")) p.quota = whole(file, "quota", 0, 0, people_max, "the file");

  std::map<std::string, int> towns;
  const auto town = [&](const json::object& o, const std::string& whose) {
    const json::value* v = o.if_contains("municipality");
    if (!v || !v->is_string()) fail(whose + ": \"municipality\" is missing");
    return towns.emplace(std::string(v->as_string()), static_cast<int>(towns.size())).first->second;
  };
  std::vector<std::string> kind_names;
  for (std::size_t k = 0; k < kinds; ++k) kind_names.push_back(name(object(services[k], "service", k), "service", k));
  p.client_names.resize(n * kinds);
  p.demand.resize(n * kinds);
  p.client_town.resize(n * kinds);
  for (std::size_t i = 0; i < n; ++i) {
    const json::object& settlement = object(settlements[i], "settlement", i);
    const std::string called = name(settlement, "settlement", i);
    const json::array& people = list(settlement, "people");
    if (people.size() != kinds) fail(called + ": \"people\" needs one number for each service");
    const int of = town(settlement, called);
    for (std::size_t k = 0; k < kinds; ++k) {
      json::object one;
      one["people"] = people[k];
      p.client_names[k * n + i] = kinds == 1 ? called : called + ", " + kind_names[k];
      p.demand[k * n + i] = whole(one, "people", 0, 0, people_max, called);
      p.client_town[k * n + i] = of;
    }
  }
  std::vector<std::vector<std::int64_t>> existing(m, std::vector<std::int64_t>(kinds));
  p.site_names.resize(m * kinds);
  p.site_town.resize(m * kinds);
  for (std::size_t j = 0; j < m; ++j) {
    const json::object& site = object(sites[j], "site", j);
    const std::string called = name(site, "site", j);
    const int of = town(site, called);
    for (std::size_t k = 0; k < kinds; ++k) {
      p.site_names[k * m + j] = kinds == 1 ? called : called + ", " + kind_names[k];
      p.site_town[k * m + j] = of;
    }
    if (!site.contains("existing")) continue;
    for (const json::value& v : list(site, "existing")) {
      const json::object& e = object(v, "existing", 0);
      const auto k = static_cast<std::size_t>(whole(e, "service", 0, 1, static_cast<std::int64_t>(kinds), called) - 1);
      existing[j][k] = whole(e, "modules", 0, 1, modules_max, called);
    }
  }
  p.sizes.resize(m * kinds);
  p.kept.resize(m * kinds);
  for (std::size_t k = 0; k < kinds; ++k) {
    const json::object& service = services[k].as_object();
    const std::string& called = kind_names[k];
    const std::int64_t module = whole(service, "module", 1, 1, people_max, called);
    const std::int64_t least = whole(service, "least_modules", 1, 1, modules_max, called);
    const std::int64_t most = whole(service, "most_modules", 1, least, modules_max, called);
    const std::int64_t opening = whole(service, "opening_cost", 0, 0, money_max, called);
    const std::int64_t place = whole(service, "place_cost", 0, 0, money_max / 1000, called);
    if (module * place > money_max / modules_max) fail(called + ": a module costs too much");
    for (std::size_t j = 0; j < m; ++j) {
      const std::int64_t has = existing[j][k];
      if (has > most) fail(fmt::format("{}: more modules exist than are allowed", p.site_names[k * m + j]));
      p.kept[k * m + j] = has > 0;
      for (std::int64_t modules = std::max(least, has); modules <= most; ++modules)
        p.sizes[k * m + j].push_back({modules * module, 0, (has > 0 ? 0 : opening) + modules * module * place});
    }
  }
  const std::vector<Way> all = ways(file, n, m);
  for (const Way& w : all) p.decimals = std::max(p.decimals, decimals(w.minutes, p.client_names[w.client]));
  p.decimals = std::max(p.decimals, decimals(unserved, "unserved_minutes"));
  std::vector<std::vector<Reach>> rows(n * kinds);
  for (const Way& w : all) {
    if (w.minutes > limit) continue;
    for (std::size_t k = 0; k < kinds; ++k) {
      const std::size_t client = k * n + w.client;
      if (p.demand[client] > 0)
        rows[client].emplace_back(person_minutes(p.demand[client], w.minutes, p.decimals, p.client_names[client]),
                                  static_cast<int>(k * m + w.site));
    }
  }
  for (std::size_t c = 0; c < n * kinds; ++c)
    p.unserved_cost.push_back(person_minutes(p.demand[c], unserved, p.decimals, p.client_names[c]));
  p.costs = std::make_shared<PairCosts>(std::move(rows));
  return p;
}

}  // namespace gishe::planner
