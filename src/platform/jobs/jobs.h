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
  /// A rare job must not wait a whole pause for its first turn: a machine that is switched off every night would never
  /// come to it.
  enum class First { after_a_pause, at_start };
  void every(std::string name, int seconds, std::function<void()> job, First first = First::after_a_pause);
  void start();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace gishe::jobs
