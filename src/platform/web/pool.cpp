#include "platform/web/pool.h"

#include <sys/socket.h>

#include <cerrno>

namespace gishe::web {
namespace {

/// The client closed its side: nobody will read the answer.
bool hung_up(int socket) {
  char byte = 0;
  const ssize_t n = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

}  // namespace

Pool::Pool(int threads, std::size_t waiting_max, std::function<void(Job&)> work)
    : m_waiting_max(waiting_max), m_work(std::move(work)) {
  for (int i = 0; i < threads; ++i) m_threads.emplace_back([this] { run(); });
}

bool Pool::push(std::shared_ptr<Job> job) {
  {
    std::lock_guard lock(m_mutex);
    if (m_stopping || m_queue.size() >= m_waiting_max) return false;
    m_queue.push_back(std::move(job));
  }
  m_wake.notify_one();
  return true;
}

void Pool::stop() {
  {
    std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_wake.notify_all();
  for (std::thread& thread : m_threads) thread.join();
  m_threads.clear();
}

int Pool::waiting() const {
  std::lock_guard lock(m_mutex);
  return static_cast<int>(m_queue.size());
}

void Pool::run() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(m_mutex);
      m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
      if (m_queue.empty()) return;
      job = std::move(m_queue.front());
      m_queue.pop_front();
    }
    ++m_busy;
    // Nobody waits for it any more: told "too late", or gone. A write of a client who is gone was meant, and is done.
    if (job->answered || (job->request.method == Method::get && hung_up(job->socket)))
      job->client_gone = true;
    else
      m_work(*job);
    --m_busy;
    if (!job->answered.exchange(true)) job->resume();
  }
}

}  // namespace gishe::web
