#pragma once
#include <functional>
#include <memory>
#include <string>

namespace gishe::jobs {

/// Work that repeats beside the requests: expiring referrals, sending messages, signing checkpoints, pruning keys.
/// One thread; a job that throws is logged and tried again at its next turn.
class Runner {
 public:
  Runner();
  ~Runner();  // stops and waits for the job at hand
  void every(std::string name, int seconds, std::function<void()> job);
  void start();
  /// Runs the named job soon (after a commit that queued something).
  void wake(const std::string& name);
  void stop();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace gishe::jobs
