#include <fmt/format.h>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <csignal>
#include <stdexcept>

#include "platform/web/talk.h"
#include "platform/web/wire.h"

namespace gishe::web {
namespace asio = boost::asio;
namespace {

using Acceptor = asio::basic_socket_acceptor<Protocol, Executor>;
using Steady = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;
using ManyListeners = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto sweep_every = std::chrono::milliseconds(250);
constexpr std::int64_t idle_addresses_every = 40;  // sweeps

Acceptor listening(Loop& loop, const std::string& address, std::uint16_t port, bool shared) {
  Failure no;
  const auto host = asio::ip::make_address(address, no);
  if (no) throw std::runtime_error(fmt::format("\"{}\" is not an IP address to listen on", address));
  const Protocol::endpoint endpoint(host, port);
  Acceptor acceptor(loop);
  acceptor.open(endpoint.protocol(), no);
  if (!no) acceptor.set_option(Acceptor::reuse_address(true), no);
  if (!no && shared) acceptor.set_option(ManyListeners(true), no);
  if (!no) acceptor.bind(endpoint, no);
  if (!no) acceptor.listen(1024, no);
  if (no) throw std::runtime_error(fmt::format("cannot listen on {}:{}: {}", address, port, no.message()));
  return acceptor;
}

}  // namespace

struct IoThread::State {
  explicit State(Engine& e)
      : engine(e), talk(e, loop), acceptor(loop), metrics_acceptor(loop), timer(loop), work(loop.get_executor()) {}

  Engine& engine;
  Talk talk;  // outlives the loop, whose end destroys the connections' coroutines
  Loop loop{1};
  Acceptor acceptor, metrics_acceptor;
  Timer timer;
  asio::executor_work_guard<Executor> work;
  std::unique_ptr<asio::signal_set> signals;
  std::thread thread;

  Awaitable<Socket> next_client(Acceptor& from);
  Awaitable<> accept_all();
  Awaitable<> accept_metrics();
  Awaitable<> tell_metrics(Socket socket);
  Awaitable<> sweep();
};

/// A socket that is not open: the acceptor was closed.
Awaitable<Socket> IoThread::State::next_client(Acceptor& from) {
  for (;;) {
    Failure no;
    Socket socket = co_await from.async_accept(asio::redirect_error(wait_here, no));
    if (!no) co_return socket;
    if (!from.is_open()) co_return Socket(loop);
    // Out of descriptors or memory: what is open goes on, new ones wait in the kernel's queue for a moment.
    log_line(fmt::format("accept: {}", no.message()));
    Timer pause(loop, std::chrono::milliseconds(100));
    co_await pause.async_wait(asio::redirect_error(wait_here, no));
  }
}

Awaitable<> IoThread::State::accept_all() {
  for (;;) {
    Socket socket = co_await next_client(acceptor);
    if (!socket.is_open()) co_return;
    Failure no;
    const auto peer = socket.remote_endpoint(no);
    if (no) continue;  // gone already
    socket.set_option(Protocol::no_delay(true), no);
    asio::co_spawn(loop.get_executor(), talk.serve(std::move(socket), peer.address()), asio::detached);
  }
}

Awaitable<> IoThread::State::accept_metrics() {
  for (;;) {
    Socket socket = co_await next_client(metrics_acceptor);
    if (!socket.is_open()) co_return;
    asio::co_spawn(loop.get_executor(), tell_metrics(std::move(socket)), asio::detached);
  }
}

/// Whatever is asked on this port, the answer is the same; only this machine's collector can reach it.
Awaitable<> IoThread::State::tell_metrics(Socket socket) {
  Failure no;
  std::array<char, 4096> asked;
  co_await socket.async_read_some(asio::buffer(asked), asio::redirect_error(wait_here, no));
  if (no) co_return;
  Response response =
      Response::html(engine.metrics.text({engine.limits.connections(), engine.pool.busy(), engine.pool.waiting()}));
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  const std::string head = head_of(response, http_date(system_clock().now()), true);
  const std::array<asio::const_buffer, 2> parts = {asio::buffer(head), asio::buffer(response.body)};
  co_await asio::async_write(socket, parts, asio::redirect_error(wait_here, no));
}

Awaitable<> IoThread::State::sweep() {
  for (std::int64_t turn = 0;; ++turn) {
    Failure no;
    timer.expires_after(sweep_every);
    co_await timer.async_wait(asio::redirect_error(wait_here, no));
    talk.sweep();
    if (turn % idle_addresses_every == 0) engine.limits.forget_idle(steady_micros());
  }
}

IoThread::IoThread(Engine& engine) : m_state(std::make_unique<State>(engine)) {}
IoThread::~IoThread() { stop(); }

std::uint16_t IoThread::listen(const std::string& address, std::uint16_t port, bool shared) {
  m_state->acceptor = listening(m_state->loop, address, port, shared);
  return m_state->acceptor.local_endpoint().port();
}

void IoThread::listen_metrics(const std::string& address, std::uint16_t port) {
  m_state->metrics_acceptor = listening(m_state->loop, address, port, false);
}

void IoThread::catch_signals(std::function<void()> on_signal) {
  m_state->signals = std::make_unique<asio::signal_set>(m_state->loop, SIGTERM, SIGINT);
  m_state->signals->async_wait([on_signal = std::move(on_signal)](const Failure& no, int) {
    if (!no) on_signal();
  });
}

void IoThread::start() {
  State& s = *m_state;
  asio::co_spawn(s.loop.get_executor(), s.accept_all(), asio::detached);
  if (s.metrics_acceptor.is_open()) asio::co_spawn(s.loop.get_executor(), s.accept_metrics(), asio::detached);
  asio::co_spawn(s.loop.get_executor(), s.sweep(), asio::detached);
  s.thread = std::thread([&s] { s.loop.run(); });
}

void IoThread::stop_accepting() {
  asio::post(m_state->loop, [&s = *m_state] {
    Failure ignored;
    s.acceptor.close(ignored);
    s.metrics_acceptor.close(ignored);
    s.talk.end_idle(false);
  });
}

int IoThread::connections() const { return m_state->talk.connections(); }

void IoThread::stop() {
  State& s = *m_state;
  if (!s.thread.joinable()) return;
  asio::post(s.loop, [&s] {
    s.talk.end_idle(true);
    s.talk.sweep();
    // One turn of the loop later the coroutines have seen their sockets close.
    asio::post(s.loop, [&s] { s.loop.stop(); });
  });
  s.thread.join();
}

}  // namespace gishe::web
