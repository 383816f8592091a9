#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <semaphore>
#include <utility>

#include "base/clock.h"
#include "base/waiting.h"
#include "platform/pictures/drawing.h"

// The side of the fence that asks: starts the workshop, hands it the file, takes what comes back or gives up.
namespace gishe::pictures {
namespace {

constexpr std::int64_t patience_micros = 8'000'000;
constexpr auto turn_at_most = std::chrono::seconds(4);
constexpr int at_a_time = 2;
constexpr std::size_t answer_max = std::size_t{12} << 20;

std::counting_semaphore<at_a_time> benches(at_a_time);

/// The workshop's standard input and output are one socket; nothing else is open in it, and no secret of the
/// environment comes along.
pid_t start(int socket, Purpose purpose) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1 /* O_WRONLY */, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  std::string name = "gishe", command = purpose == Purpose::paper ? paper_workshop_command : workshop_command;
  const std::array<char*, 3> arguments = {name.data(), command.data(), nullptr};
  const std::array<char*, 1> environment = {nullptr};
  pid_t child = -1;
  const int failed = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  return failed ? -1 : child;
}

/// Sends and receives at the same time, so that neither side waits for the other. False: it took too long, or it said
/// too much.
bool exchange(int socket, std::string_view question, std::string& answer) {
  const std::int64_t until = steady_micros() + patience_micros;
  std::array<char, 64 * 1024> part;
  bool asking = true;
  for (;;) {
    if (asking && question.empty()) {
      shutdown(socket, SHUT_WR);
      asking = false;
    }
    pollfd watched{socket, static_cast<short>(asking ? POLLIN | POLLOUT : POLLIN), 0};
    const std::int64_t left = (until - steady_micros()) / 1000;
    if (left <= 0) return false;
    const int ready = poll(&watched, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    if (asking && (watched.revents & POLLOUT)) {
      const ssize_t put = send(socket, question.data(), question.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (put > 0) question.remove_prefix(static_cast<std::size_t>(put));
      if (put < 0 && errno != EAGAIN) asking = false;  // it has left; its exit code says why
    }
    if (watched.revents & (POLLIN | POLLHUP | POLLERR)) {
      const ssize_t got = recv(socket, part.data(), part.size(), MSG_DONTWAIT);
      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return true;
      if (got > 0) answer.append(part.data(), static_cast<std::size_t>(got));
      if (answer.size() > answer_max) return false;
    }
  }
}

Outcome outcome_of(int status) {
  if (!WIFEXITED(status)) return Outcome::hard;
  switch (const int code = WEXITSTATUS(status)) {
    case static_cast<int>(Outcome::good):
    case static_cast<int>(Outcome::foreign):
    case static_cast<int>(Outcome::huge):
    case static_cast<int>(Outcome::torn):
    case static_cast<int>(Outcome::hard):
    case static_cast<int>(Outcome::shut):
      return static_cast<Outcome>(code);
    default:
      return Outcome::hard;
  }
}

/// Ends the workshop, whatever it does, and says how it ended.
Outcome finish(pid_t child, bool in_time) {
  if (!in_time) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return in_time ? outcome_of(status) : Outcome::hard;
}

Outcome ask_workshop(std::string_view bytes, Purpose purpose, Made& made) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return Outcome::shut;
  const pid_t child = start(ends[1], purpose);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return Outcome::shut;
  }
  std::string answer;
  const bool in_time = exchange(ends[0], bytes, answer);
  close(ends[0]);
  const Outcome outcome = finish(child, in_time);
  if (outcome != Outcome::good) return outcome;
  auto renditions = unpacked(answer, purpose);
  if (!renditions) return Outcome::torn;
  made = std::move(*renditions);
  return Outcome::good;
}

Result<Made> drawn(std::string_view bytes, Purpose purpose, std::string_view field) {
  if (bytes.size() > bytes_max)
    return Refusal(too_large, std::string(field), {{"max", std::to_string(bytes_max >> 20)}});
  if (kind_of(bytes).empty()) return refusal_of(Outcome::foreign, field);
  const Waiting others_may_run;
  if (!benches.try_acquire_for(turn_at_most)) return Refusal(workshop_busy, std::string(field));
  struct Leave {
    ~Leave() { benches.release(); }
  } leave;
  Made made;
  const Outcome outcome = ask_workshop(bytes, purpose, made);
  if (outcome != Outcome::good) return refusal_of(outcome, field);
  return made;
}

}  // namespace

Result<Made> draw_anew(std::string_view bytes, std::string_view field) { return drawn(bytes, Purpose::page, field); }

Result<std::string> draw_paper_anew(std::string_view bytes, std::string_view field) {
  const auto made = drawn(bytes, Purpose::paper, field);
  if (!made) return made.refusals();
  return made->front().jpeg;
}

}  // namespace gishe::pictures
