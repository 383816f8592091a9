#include "app/solve_parts.h"

#include <fmt/format.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>

namespace gishe::app {
namespace {

constexpr std::uintmax_t file_max = std::uintmax_t{1} << 30;
volatile std::sig_atomic_t interrupted = 0;

}  // namespace

namespace json = boost::json;
using namespace planner;

std::string text_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw Unreadable(0, "cannot be read: " + error.message());
  if (size > file_max) throw Unreadable(0, "is over 1 GiB");
  std::ifstream in(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (!in) throw Unreadable(0, "cannot be read to its end");
  return text;
}

SolveClock::SolveClock(const SolveWish& wish) : m_wish(wish), m_began(steady_micros()) {
  std::signal(SIGINT, [](int) { interrupted = 1; });
}

double SolveClock::seconds() const { return static_cast<double>(steady_micros() - m_began) / 1e6; }

void SolveClock::keep(const Progress& now) {
  constexpr std::size_t steps_max = 1000;
  if (m_steps.size() == steps_max) {
    for (std::size_t k = 0; k < steps_max / 2; ++k) m_steps[k] = m_steps[2 * k + 1];
    m_steps.resize(steps_max / 2);
  }
  m_steps.push_back({seconds(), now.objective, now.bound});
}

Limits SolveClock::limits(const Amounts& amounts) {
  Limits limits;
  limits.stop = [this] { return interrupted != 0 || seconds() >= m_wish.time_limit; };
  m_steps.clear();
  limits.tell = [this, amounts](const Progress& now) {
    keep(now);
    show_progress(
        fmt::format("{:.0f} s: {} against {}", seconds(), amounts.shown(now.objective), amounts.shown(now.bound)));
  };
  limits.gap = m_wish.gap;
  limits.seed = m_wish.seed;
  limits.threads = m_wish.threads;
  return limits;
}

void refuse_format(const SolveWish& w) {
  throw Unreadable(0, fmt::format("--format {} does not hold a problem of kind {}", w.format, w.kind));
}

Amounts::Amounts(int decimals, std::optional<std::int64_t> all)
    : m_units(std::pow(10.0, decimals)), m_whole(decimals == 0), m_all(all) {}

double Amounts::shown(std::int64_t amount) const { return static_cast<double>(turned(amount)) / m_units; }

json::value Amounts::written(std::int64_t amount) const {
  if (m_whole) return turned(amount);
  return shown(amount);
}

std::int64_t Amounts::read(const json::value& written) const {
  return turned(std::llround(written.to_number<double>() * m_units));
}

int say_plan(const SolveWish& w, const Verdict& plan, const Amounts& amounts, const SolveClock& clock,
             const std::function<void(json::object&)>& parts, const std::function<void()>& lines) {
  show_progress("");
  const double seconds = clock.seconds();
  if (w.json) {
    json::object o;
    o["status"] = name_of(plan.status);
    o["objective"] = plan.has_plan() ? amounts.written(plan.objective) : json::value(nullptr);
    o["bound"] = plan.has_plan() ? amounts.written(plan.bound) : json::value(nullptr);
    o["gap"] = plan.has_plan() ? json::value(plan.gap()) : json::value(nullptr);
    o["seconds"] = seconds;
    o["nodes"] = plan.nodes;
    if (!plan.reason.empty()) o["reason"] = plan.reason;
    json::array steps;
    for (const auto& s : clock.steps())
      steps.push_back({s.seconds, amounts.written(s.objective), amounts.written(s.bound)});
    o["steps"] = std::move(steps);
    parts(o);
    fmt::print("{}\n", json::serialize(o));
  } else if (plan.has_plan()) {
    fmt::print("{}: {} (proven: {} {}, gap {:.4f} %), {:.1f} s\n", name_of(plan.status), amounts.shown(plan.objective),
               amounts.is_cover() ? "at most" : "at least", amounts.shown(plan.bound), 100 * plan.gap(), seconds);
    lines();
  } else {
    fmt::print("{}{}{}\n", name_of(plan.status), plan.reason.empty() ? "" : ": ", plan.reason);
  }
  return plan.status == Status::infeasible ? infeasible : plan.status == Status::stopped ? no_plan_in_time : found;
}

Verdict verdict_in(const json::object& o, const Amounts& amounts) {
  Verdict verdict;
  verdict.status = o.at("status") == "optimal" ? Status::optimal : Status::feasible;
  verdict.objective = amounts.read(o.at("objective"));
  verdict.bound = amounts.read(o.at("bound"));
  return verdict;
}

}  // namespace gishe::app
