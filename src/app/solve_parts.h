#pragma once
#include <boost/json.hpp>
#include <string>

#include "app/commands.h"
#include "planner/planner.h"

// What `gishe solve` needs for problems of either form. An exit code comes back; Unreadable goes up.
namespace gishe::app {

enum SolveExit { found = 0, unreadable = 2, infeasible = 3, no_plan_in_time = 4 };

/// A file as text; throws planner::Unreadable with the reason why not.
std::string text_of(const std::string& path);

/// The time limit, Ctrl-C and the progress line. `value` makes an amount what is shown.
class SolveClock {
 public:
  explicit SolveClock(const SolveWish& wish);
  planner::Limits limits(std::function<double(std::int64_t)> value) const;
  double seconds() const;

 private:
  const SolveWish& m_wish;
  std::int64_t m_began;
};

/// An amount of a problem's unit, as it stands in the file.
double shown(std::int64_t amount, int decimals);

/// Places are limited: cflp, sscflp, transport, zone, and mclp with --capacity.
bool is_sizing(const SolveWish& wish);
int solve_sizing(const SolveWish& wish);
/// What is wrong with the plan, "" where it is what it says. Throws whatever JSON throws where it is none.
std::string wrong_with_sizing(const SolveWish& wish, const boost::json::object& plan);

}  // namespace gishe::app
