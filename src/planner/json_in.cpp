#include "planner/json_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "planner/reach.h"

namespace gishe::planner::json_in {

void fail(const std::string& reason) { throw Unreadable(0, reason); }

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

SiteRule rule(const json::object& site, const std::string& whose) {
  const json::value* v = site.if_contains("rule");
  if (!v || *v == "free") return SiteRule::free;
  if (*v == "kept") return SiteRule::kept;
  if (*v == "forbidden") return SiteRule::forbidden;
  fail(whose + ": \"rule\" is free, kept or forbidden");
}

std::string name(const json::object& o, const char* what, std::size_t i) {
  const json::value* v = o.if_contains("name");
  return v && v->is_string() ? std::string(v->as_string()) : fmt::format("{} {}", what, i + 1);
}

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
  const auto before = [](const Way& a, const Way& b) {
    return std::pair(a.client, a.site) < std::pair(b.client, b.site);
  };
  std::sort(all.begin(), all.end(), before);
  for (std::size_t k = 1; k < all.size(); ++k)
    if (!before(all[k - 1], all[k]))
      fail(fmt::format("minutes: the way from client {} to site {} stands there twice", all[k].client + 1,
                       all[k].site + 1));
  return all;
}

json::object object_of(std::string_view text) {
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
  json::value whole = parser.release();
  if (!whole.is_object()) fail("the file has to be one object");
  return std::move(whole.as_object());
}

std::int64_t whole(const json::object& o, const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most,
                   const std::string& whose) {
  const double value = number(o, key, static_cast<double>(fallback), whose);
  if (value != std::floor(value) || value < static_cast<double>(least) || value > static_cast<double>(most))
    fail(fmt::format("{}: \"{}\" has to be a whole number from {} to {}", whose, key, least, most));
  return static_cast<std::int64_t>(value);
}

}  // namespace gishe::planner::json_in
