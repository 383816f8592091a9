#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/web/gate.h"
#include "platform/web/limits.h"
#include "platform/web/metrics.h"
#include "platform/web/pool.h"

namespace gishe::web {

/// What all io threads of one server share.
struct Engine {
  Engine(Office& office_here, Routes routes, Doorkeeper doorkeeper, ServerOptions given)
      : office(office_here),
        options(std::move(given)),
        gate(office_here, std::move(routes), std::move(doorkeeper), options),
        limits(options),
        metrics(gate.routes()),
        pool(options.handler_threads, options.running_max, 1024,
             [this](Job& job) { job.response = gate.answer(job.request, job.match); }) {}

  Office& office;
  const ServerOptions options;
  Gate gate;
  Limits limits;
  Metrics metrics;
  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> requests{0};
  Pool pool;
};

/// One thread with its own event loop, listening socket and connections; nothing of a connection is seen by another.
class IoThread {
 public:
  explicit IoThread(Engine& engine);
  ~IoThread();
  /// Throws std::runtime_error in words. Port 0 takes a free one. `shared`: several threads listen on the same port.
  std::uint16_t listen(const std::string& address, std::uint16_t port, bool shared);
  /// Prometheus text for whoever asks, on a port of its own.
  void listen_metrics(const std::string& address, std::uint16_t port);
  /// Calls `on_signal` on SIGTERM and SIGINT.
  void catch_signals(std::function<void()> on_signal);
  void start();
  /// No new connections, idle ones end, busy ones end after their answer.
  void stop_accepting();
  int connections() const;
  /// Ends what is left, and the thread.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace gishe::web
