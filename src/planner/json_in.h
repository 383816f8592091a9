#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "planner/numbers_in.h"
#include "planner/siting.h"

/// What our own files have in common. Everything throws Unreadable with the name of what is wrong.
namespace gishe::planner::json_in {

namespace json = boost::json;

constexpr std::size_t places_max = 100'000;

[[noreturn]] void fail(const std::string& reason);

/// The whole text as one object; the line stands in the refusal.
json::object object_of(std::string_view text);
const json::array& list(const json::object& o, const char* key);
/// A number of at least 0.
double number(const json::object& o, const char* key, double fallback, const std::string& whose);
/// A whole number within limits.
std::int64_t whole(const json::object& o, const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most,
                   const std::string& whose);
/// Free where it does not stand there.
SiteRule rule(const json::object& site, const std::string& whose);
std::string name(const json::object& o, const char* what, std::size_t i);
/// How many decimals a number has, at most 4; more are an error of the file.
int decimals(double value, const std::string& whose);
std::int64_t scaled(double value, int decimals, const std::string& whose);

/// [client, site, minutes], counted from 1 in the file and from 0 here; in order, none twice.
struct Way {
  std::size_t client, site;
  double minutes;
};
std::vector<Way> ways(const json::object& file, std::size_t clients, std::size_t sites);

}  // namespace gishe::planner::json_in
