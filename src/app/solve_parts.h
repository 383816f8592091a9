#pragma once
#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>

#include "app/commands.h"
#include "planner/planner.h"

// What `gishe solve` does alike for both forms of problems (siting, sizing). Unreadable goes up.
namespace gishe::app {

enum SolveExit { found = 0, unreadable = 2, infeasible = 3, no_plan_in_time = 4 };

/// A file as text; throws planner::Unreadable with the reason why not.
std::string text_of(const std::string& path);
[[noreturn]] void refuse_format(const SolveWish& wish);

/// A problem's amounts as they stand in files and plans. A cover counts what is covered, so its bound stands above.
class Amounts {
 public:
  /// `all`: with a cover, what all clients need.
  explicit Amounts(int decimals, std::optional<std::int64_t> all = {});
  double shown(std::int64_t amount) const;
  boost::json::value written(std::int64_t amount) const;
  std::int64_t read(const boost::json::value& written) const;
  bool is_cover() const { return m_all.has_value(); }
  /// One of the problem's unit.
  double unit() const { return 1 / m_units; }

 private:
  std::int64_t turned(std::int64_t amount) const { return m_all ? *m_all - amount : amount; }
  double m_units;
  bool m_whole;
  std::optional<std::int64_t> m_all;
};

/// The time limit, Ctrl-C, the progress line, and what was known when.
class SolveClock {
 public:
  struct Step {
    double seconds;
    std::int64_t objective, bound;
  };

  explicit SolveClock(const SolveWish& wish);
  planner::Limits limits(const Amounts& amounts);
  double seconds() const;
  /// The last always, of many before it every second, fourth, …
  const std::vector<Step>& steps() const { return m_steps; }

 private:
  void keep(const planner::Progress& now);

  std::vector<Step> m_steps;
  const SolveWish& m_wish;
  std::int64_t m_began;
};

/// Prints a plan, as JSON with what `parts` adds or as a line and what `lines` prints; gives back the exit code.
int say_plan(const SolveWish& wish, const planner::Verdict& plan, const Amounts& amounts, const SolveClock& clock,
             const std::function<void(boost::json::object&)>& parts, const std::function<void()>& lines);
/// What a printed plan says of itself.
planner::Verdict verdict_in(const boost::json::object& plan, const Amounts& amounts);

/// Where sites serve whoever comes: pmedian, ufl, mclp, setcover. `wrong_with_…`: what is wrong with a printed plan, ""
/// where it is what it says; throws whatever JSON throws where it is none.
int solve_siting(const SolveWish& wish);
std::string wrong_with_siting(const SolveWish& wish, const boost::json::object& plan);

/// Where places are limited: cflp, sscflp, transport, zone, and mclp with --capacity.
bool is_sizing(const SolveWish& wish);
int solve_sizing(const SolveWish& wish);
std::string wrong_with_sizing(const SolveWish& wish, const boost::json::object& plan);

/// Who can reach how much: access. Nothing is decided, so there is no plan.
int solve_access(const SolveWish& wish);

}  // namespace gishe::app
