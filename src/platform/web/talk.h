#pragma once
// Included by talk.cpp and io_thread.cpp only: the two files that know Asio.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "platform/web/engine.h"
#include "platform/web/head.h"

namespace gishe::web {

// Concrete executors: half the compile time and twice the speed of the type-erased ones (stack.md §3).
using Loop = boost::asio::io_context;
using Executor = Loop::executor_type;
using Protocol = boost::asio::ip::tcp;
using Socket = boost::asio::basic_stream_socket<Protocol, Executor>;
template <class T = void>
using Awaitable = boost::asio::awaitable<T, Executor>;
inline constexpr boost::asio::use_awaitable_t<Executor> wait_here;
using Failure = boost::system::error_code;

enum class Phase { idle, head, body, handler, writing, lingering };

/// One client's socket and what the sweep needs to know of it. Lives in its coroutine's frame.
struct Connection {
  explicit Connection(Socket&& s) : socket(std::move(s)) {}

  Socket socket;
  std::string address;  // as the limits count it
  bool from_loopback = false;
  Phase phase = Phase::idle;
  std::int64_t deadline = 0;  // steady microseconds
  bool too_late = false;      // the sweep ended what it was waiting for
  std::shared_ptr<Job> job;   // while a handler thread has it

  std::vector<char> in;  // unread bytes are [begin, end)
  std::size_t begin = 0, end = 0;
  std::string_view unread() const { return {in.data() + begin, end - begin}; }
  void forget_read(std::size_t bytes);
  void until(Phase next, std::int64_t limit_seconds);
};

/// Speaks HTTP/1.1 with the clients of one thread.
class Talk {
 public:
  Talk(Engine& engine, Loop& loop) : m_engine(engine), m_loop(loop) { tick(); }

  Awaitable<> serve(Socket socket, boost::asio::ip::address peer);
  /// Four times a second: ends what took too long, writes the access log out.
  void sweep();
  /// Ends the connections that wait for a request (all: every one).
  void end_idle(bool all);
  int connections() const { return m_count; }

 private:
  enum class Outcome { answered, client_gone, too_late };

  void tick();
  void expire(Connection& c, std::int64_t now);
  Awaitable<> talk(Connection& c);
  Awaitable<bool> read_more(Connection& c);
  Awaitable<bool> read_head(Connection& c, HeadReader& head);
  Awaitable<int> read_body(Connection& c, const HeadReader& head, Job& job);
  Awaitable<bool> one_request(Connection& c, HeadReader& head, bool last);
  Awaitable<Outcome> by_handler(Connection& c, std::shared_ptr<Job> job);
  Awaitable<bool> send(Connection& c, const Response& response, bool head_only, bool close);
  Awaitable<> refuse(Connection& c, int status, std::string_view target = {}, bool upload = false);
  std::size_t body_bytes_max(const HeadReader& head, std::string_view path) const;
  std::string asking_address(const Connection& c, const HeadReader& head) const;
  void note(const HeadReader& head, int route, const Response& response, std::int64_t started);

  Engine& m_engine;
  Loop& m_loop;
  std::unordered_set<Connection*> m_open;
  std::atomic<int> m_count{0};
  std::string m_date, m_log;
};

}  // namespace gishe::web
