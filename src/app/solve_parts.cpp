#include "app/solve_parts.h"

#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace gishe::app {
namespace {

constexpr std::uintmax_t file_max = std::uintmax_t{1} << 30;
volatile std::sig_atomic_t interrupted = 0;

}  // namespace

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

Limits SolveClock::limits(std::function<double(std::int64_t)> value) const {
  Limits limits;
  limits.stop = [this] { return interrupted != 0 || seconds() >= m_wish.time_limit; };
  limits.tell = [this, value = std::move(value)](const Progress& now) {
    show_progress(fmt::format("{:.0f} s: {} against {}", seconds(), value(now.objective), value(now.bound)));
  };
  limits.gap = m_wish.gap;
  limits.seed = m_wish.seed;
  return limits;
}

double shown(std::int64_t amount, int decimals) {
  double unit = 1;
  for (int d = 0; d < decimals; ++d) unit *= 10;
  return static_cast<double>(amount) / unit;
}

}  // namespace gishe::app
