#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/waiting.h"
#include "platform/web/limits.h"
#include "platform/web/router.h"
#include "platform/web/web.h"

namespace gishe::web {

/// One request on its way through a handler thread. It outlives the connection when the client is told "too slow":
/// the handler cannot be stopped, only its answer dropped.
struct Job {
  Request request;
  HeldBytes held;  // by its body
  Router::Match match;
  Response response;
  bool known = false;  // of somebody who was signed in a moment ago: goes before strangers
  int socket = -1;     // to see whether the client is still there; never read from or written to by the pool
  std::int64_t queued_at = 0;
  std::atomic<bool> answered{false};  // whoever turns it true resumes the connection
  bool client_gone = false;
  bool lost = false;  // something the answer promised is not on disk: it must not leave
  std::function<void()> resume;
};

/// Threads that may wait. The queue is bounded. No more than `running_max` run at once: on a small computer the first
/// come is served sooner so, and one that only waits for a commit (base/waiting.h) lets the next begin. Strangers never
/// hold all places, neither those to run nor those to wait: a robot that reads the public pages does not keep the desk
/// waiting.
class Pool final : private Waiting::Listener {
 public:
  Pool(int threads, int running_max, std::size_t waiting_max, std::function<void(Job&)> work);
  ~Pool() { stop(); }
  /// False: the queue is full (or the pool stops), nothing will happen.
  bool push(std::shared_ptr<Job> job);
  /// Does what is queued, then ends the threads.
  void stop();
  int busy() const { return m_busy; }
  int waiting() const;

 private:
  void run();
  void answer(const std::shared_ptr<Job>& job);
  void rests() override;
  void goes_on() override;
  bool known_may_begin() const { return !m_known.empty() && m_running < m_running_max; }
  bool stranger_may_begin() const {
    return !m_strangers.empty() && m_running < m_running_max && m_running_strangers < m_strangers_max;
  }
  bool may_begin() const { return known_may_begin() || stranger_may_begin(); }
  bool nobody_waits() const { return m_known.empty() && m_strangers.empty(); }
  std::shared_ptr<Job> next();

  const int m_running_max;
  const int m_strangers_max;  // running at once: three quarters, at least one
  const std::size_t m_waiting_max;
  const std::function<void(Job&)> m_work;
  mutable std::mutex m_mutex;
  std::condition_variable m_wake, m_all_answered;
  std::deque<std::shared_ptr<Job>> m_known, m_strangers;
  int m_running = 0;
  int m_running_strangers = 0;
  int m_unanswered = 0;  // begun; their answers have not left yet
  bool m_stopping = false;
  std::atomic<int> m_busy{0};
  std::vector<std::thread> m_threads;
};

}  // namespace gishe::web
