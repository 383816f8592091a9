#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>

#include "base/clock.h"
#include "platform/web/engine.h"
#include "platform/web/signed_cookie.h"

namespace gishe::web {
namespace {

constexpr int stop_seconds = 10;

}  // namespace

void log_line(std::string_view line) {
  // The words of a fault may come from far away: they never end the line or speak to a terminal.
  std::string whole = system_clock().now().iso() + " " + std::string(line);
  std::replace_if(whole.begin(), whole.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  whole += '\n';
  std::fwrite(whole.data(), 1, whole.size(), stderr);
}

struct Server::State {
  State(Office& office, Routes routes, Doorkeeper doorkeeper, const ServerOptions& options)
      : engine(office, std::move(routes), std::move(doorkeeper), options) {}

  Engine engine;
  std::vector<std::unique_ptr<IoThread>> threads;
  std::uint16_t port = 0;

  std::mutex mutex;
  std::condition_variable changed;
  bool asked_to_stop = false;
  bool stopped = false;

  void ask_to_stop() {
    std::lock_guard lock(mutex);
    asked_to_stop = true;
    changed.notify_all();
  }
  int connections() const {
    int n = 0;
    for (const auto& thread : threads) n += thread->connections();
    return n;
  }
};

Server::Server(Office& office, Routes routes, Doorkeeper doorkeeper, ServerOptions options) {
  set_behind_tls(options.behind_tls);
  m_state = std::make_unique<State>(office, std::move(routes), std::move(doorkeeper), options);
}

Server::~Server() { stop(); }

void Server::start() {
  std::signal(SIGPIPE, SIG_IGN);
  State& s = *m_state;
  const ServerOptions& options = s.engine.options;
  const bool shared = options.io_threads > 1;
  s.port = options.port;
  for (int i = 0; i < std::max(1, options.io_threads); ++i) {
    s.threads.push_back(std::make_unique<IoThread>(s.engine));
    s.port = s.threads.back()->listen(options.address, s.port, shared);
  }
  if (options.metrics_port) s.threads.front()->listen_metrics(options.metrics_address, options.metrics_port);
  s.threads.front()->catch_signals([&s] { s.ask_to_stop(); });
  for (const auto& thread : s.threads) thread->start();
}

std::uint16_t Server::port() const { return m_state->port; }
const Routes& Server::routes() const { return m_state->engine.gate.routes(); }

void Server::wait() {
  State& s = *m_state;
  {
    std::unique_lock lock(s.mutex);
    s.changed.wait(lock, [&] { return s.asked_to_stop; });
  }
  stop();
}

void Server::stop() {
  State& s = *m_state;
  s.ask_to_stop();
  {
    std::lock_guard lock(s.mutex);
    if (s.stopped) return;
    s.stopped = true;
  }
  s.engine.stopping = true;
  for (const auto& thread : s.threads) thread->stop_accepting();
  const std::int64_t until = steady_micros() + stop_seconds * 1'000'000;
  std::unique_lock lock(s.mutex);
  while (s.connections() > 0 && steady_micros() < until) s.changed.wait_for(lock, std::chrono::milliseconds(20));
  lock.unlock();
  s.engine.pool.stop();
  for (const auto& thread : s.threads) thread->stop();
}

}  // namespace gishe::web
