#include "platform/web/pool.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "platform/db/db.h"

namespace gishe::web {
namespace {

/// Whose request this thread is at.
thread_local bool of_stranger = false;

/// The client closed its side: nobody will read the answer.
bool hung_up(int socket) {
  char byte = 0;
  const ssize_t n = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

}  // namespace

Pool::Pool(int threads, int running_max, std::size_t waiting_max, std::function<void(Job&)> work)
    : m_running_max(running_max),
      m_strangers_max(std::max(1, running_max - std::max(1, running_max / 4))),
      m_waiting_max(waiting_max),
      m_work(std::move(work)) {
  for (int i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
}

bool Pool::push(std::shared_ptr<Job> job) {
  bool begins = false;
  {
    std::lock_guard lock(m_mutex);
    const bool full = m_known.size() + m_strangers.size() >= m_waiting_max;
    const bool full_of_strangers = m_strangers.size() >= (m_waiting_max + 1) * 3 / 4;
    if (m_stopping || full || (!job->known && full_of_strangers)) return false;
    (job->known ? m_known : m_strangers).push_back(std::move(job));
    begins = may_begin();
  }
  if (begins) m_wake.notify_one();
  return true;
}

void Pool::rests() {
  bool begins = false;
  {
    std::lock_guard lock(m_mutex);
    --m_running;
    if (of_stranger) --m_running_strangers;
    begins = may_begin();
  }
  if (begins) m_wake.notify_one();
}

/// It does not wait for its turn: what has begun is finished first.
void Pool::goes_on() {
  std::lock_guard lock(m_mutex);
  ++m_running;
  if (of_stranger) ++m_running_strangers;
}

/// Call with the lock held, when one may begin.
std::shared_ptr<Job> Pool::next() {
  auto& queue = known_may_begin() ? m_known : m_strangers;
  auto job = std::move(queue.front());
  queue.pop_front();
  return job;
}

void Pool::stop() {
  {
    std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_wake.notify_all();
  for (std::thread& thread : m_threads) thread.join();
  m_threads.clear();
  std::unique_lock lock(m_mutex);
  m_all_answered.wait(lock, [this] { return m_unanswered == 0; });
}

int Pool::waiting() const {
  std::lock_guard lock(m_mutex);
  return static_cast<int>(m_known.size() + m_strangers.size());
}

void Pool::run() {
  Waiting::tell(this);
  bool ran = false;
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(m_mutex);
      if (ran) --m_running;
      if (ran && of_stranger) --m_running_strangers;
      m_wake.wait(lock, [this] { return (m_stopping && nobody_waits()) || may_begin(); });
      if (nobody_waits()) return;
      job = next();
      of_stranger = !job->known;
      ++m_running;
      if (of_stranger) ++m_running_strangers;
      ++m_unanswered;
      ran = true;
      if (m_stopping && nobody_waits()) m_wake.notify_all();
    }
    ++m_busy;
    answer(job);
    --m_busy;
  }
}

/// The answer leaves when the handler is done and all that it wrote before it is on disk.
void Pool::answer(const std::shared_ptr<Job>& job) {
  const auto held = std::make_shared<db::HeldAnswer>();
  held->go = [this, job, held = held.get()] {
    job->lost = held->failed;
    if (!job->answered.exchange(true)) job->resume();
    std::lock_guard lock(m_mutex);
    if (--m_unanswered == 0) m_all_answered.notify_all();
  };
  db::HeldAnswer::of_this_thread = held;
  // Nobody waits for it any more: told "too late", or gone. A write of a client who is gone was meant, and is done.
  if (job->answered || (job->request.method == Method::get && hung_up(job->socket)))
    job->client_gone = true;
  else
    m_work(*job);
  db::HeldAnswer::of_this_thread.reset();
  held->landed(true);
}

}  // namespace gishe::web
