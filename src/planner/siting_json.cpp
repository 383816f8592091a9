#include "planner/siting_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "planner/numbers_in.h"
#include "planner/pair_costs.h"

namespace gishe::planner {
namespace {

namespace json = boost::json;

constexpr std::size_t places_max = 100'000;

[[noreturn]] void fail(const std::string& reason) { throw Unreadable(0, reason); }

/// A number of at least 0, and how it stands in the file.
double number(const json::object& o, const char* key, double fallback, const std::string& whose) {
  const json::value* v = o.if_contains(key);
  if (!v) return fallback;
  const double n = v->is_double()   ? v->as_double()
                   : v->is_int64()  ? static_cast<double>(v->as_int64())
                   : v->is_uint64() ? static_cast<double>(v->as_uint64())
                                    : -1;
  if (!(n >= 0) || !std::isfinite(n)) fail(fmt::format("{}: \"{}\" has to be a number from 0", whose, key));
  return n;
}

const json::array& list(const json::object& o, const char* key) {
  const json::value* v = o.if_contains(key);
  if (!v || !v->is_array()) fail(fmt::format("\"{}\" has to be a list", key));
  return v->as_array();
}

std::string name(const json::object& o, const char* what, std::size_t i) {
  const json::value* v = o.if_contains("name");
  return v && v->is_string() ? std::string(v->as_string()) : fmt::format("{} {}", what, i + 1);
}

/// How many decimals a number has, at most 4; more are an error of the file.
int decimals(double value, const std::string& whose) {
  for (int d = 0; d <= 4; ++d) {
    const double scaled = value * std::pow(10.0, d);
    if (std::abs(scaled - std::round(scaled)) < 1e-7 * std::max(1.0, scaled)) return d;
  }
  fail(whose + ": a number has more than 4 decimals");
}

std::int64_t scaled(double value, int d, const std::string& whose) {
  const double whole = std::round(value * std::pow(10.0, d));
  if (whole > static_cast<double>(Reach::cost_max)) fail(whose + ": a number is too large");
  return static_cast<std::int64_t>(whole);
}

struct Way {
  std::size_t client, site;
  double minutes;
};

std::vector<Way> ways(const json::object& file, std::size_t clients, std::size_t sites) {
  std::vector<Way> all;
  for (const json::value& v : list(file, "minutes")) {
    const auto k = all.size();
    const std::string whose = fmt::format("minutes, entry {}", k + 1);
    if (!v.is_array() || v.as_array().size() != 3) fail(whose + ": has to be [client, site, minutes]");
    const json::array& a = v.as_array();
    const auto index = [&](const json::value& n, std::size_t count, const char* what) {
      if (!n.is_int64() || n.as_int64() < 1 || static_cast<std::size_t>(n.as_int64()) > count)
        fail(fmt::format("{}: no such {}", whose, what));
      return static_cast<std::size_t>(n.as_int64() - 1);
    };
    json::object minutes;
    minutes["minutes"] = a[2];
    all.push_back({index(a[0], clients, "client"), index(a[1], sites, "site"), number(minutes, "minutes", 0, whose)});
  }
  return all;
}

}  // namespace

SitingProblem read_siting_json(std::string_view text, SitingKind kind, double radius) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 8;
  json::stream_parser parser({}, options);
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (error) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(read, text.size())), '\n');
    throw Unreadable(static_cast<int>(line), "this is no JSON: " + error.message());
  }
  const json::value whole = parser.release();
  if (!whole.is_object()) fail("the file has to be one object");
  const json::object& file = whole.as_object();
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
    SiteRule rule = SiteRule::free;
    if (const json::value* v = site.if_contains("rule")) {
      if (*v == "kept")
        rule = SiteRule::kept;
      else if (*v == "forbidden")
        rule = SiteRule::forbidden;
      else if (*v != "free")
        fail(p.site_names.back() + ": \"rule\" is free, kept or forbidden");
    }
    p.rule.push_back(rule);
  }
  const std::vector<Way> all = ways(file, clients.size(), sites.size());
  const bool by_minutes = kind == SitingKind::pmedian || kind == SitingKind::ufl;
  if (by_minutes)
    for (const Way& w : all) of_minutes = std::max(of_minutes, decimals(w.minutes, p.client_names[w.client]));
  const bool by_demand = kind != SitingKind::setcover;
  p.decimals = std::max((by_demand ? of_demand : 0) + of_minutes, kind == SitingKind::mclp ? 0 : of_opening);
  if (p.decimals > 6) fail("demand and minutes have more than 6 decimals together");

  std::vector<Way> sorted = all;
  std::sort(sorted.begin(), sorted.end(),
            [](const Way& a, const Way& b) { return std::pair(a.client, a.site) < std::pair(b.client, b.site); });
  for (std::size_t k = 1; k < sorted.size(); ++k)
    if (sorted[k].client == sorted[k - 1].client && sorted[k].site == sorted[k - 1].site)
      fail(fmt::format("{}: the way to {} stands there twice", p.client_names[sorted[k].client],
                       p.site_names[sorted[k].site]));

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
