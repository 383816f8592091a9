#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/db/wall.h"
#include "platform/jobs/jobs.h"

namespace gishe::jobs {

using Moment = std::chrono::steady_clock::time_point;

struct Runner::State {
  struct Job {
    std::string name;
    std::chrono::seconds pause;
    std::function<void()> work;
    Moment next;
  };
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Job> jobs;
  bool stopping = false;
  std::thread thread;

  void loop() {
    const db::ActingAs house({db::Acting::As::house, {}, {}});
    std::unique_lock lock(mutex);
    while (!stopping) {
      std::size_t due = 0;
      for (std::size_t i = 1; i < jobs.size(); ++i) {
        if (jobs[i].next < jobs[due].next) due = i;
      }
      if (jobs.empty()) {
        changed.wait(lock);
        continue;
      }
      if (const auto at = jobs[due].next; std::chrono::steady_clock::now() < at) {
        changed.wait_until(lock, at);
        continue;  // meanwhile we may have been stopped
      }
      jobs[due].next = std::chrono::steady_clock::now() + jobs[due].pause;
      const auto name = jobs[due].name;
      const auto work = jobs[due].work;
      lock.unlock();
      try {
        work();
      } catch (const std::exception& e) {
        fmt::print(stderr, "job {} failed: {}\n", name, e.what());
      }
      lock.lock();
    }
  }
};

Runner::Runner() : m_state(std::make_unique<State>()) {}
Runner::~Runner() { stop(); }

void Runner::every(std::string name, int seconds, std::function<void()> job, First first) {
  const std::lock_guard lock(m_state->mutex);
  const std::chrono::seconds pause(std::max(1, seconds));
  auto turn = std::chrono::steady_clock::now();
  if (first == First::after_a_pause) turn += pause;
  m_state->jobs.push_back({std::move(name), pause, std::move(job), turn});
  m_state->changed.notify_one();
}

void Runner::start() {
  const std::lock_guard lock(m_state->mutex);
  if (!m_state->thread.joinable()) m_state->thread = std::thread([state = m_state.get()] { state->loop(); });
}

void Runner::stop() {
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->stopping = true;
    m_state->changed.notify_one();
  }
  if (m_state->thread.joinable()) m_state->thread.join();
}

}  // namespace gishe::jobs
