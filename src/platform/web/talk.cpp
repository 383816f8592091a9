#include "platform/web/talk.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <iterator>

#include "platform/web/target.h"
#include "platform/web/wire.h"

namespace gishe::web {
namespace asio = boost::asio;
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t slow_micros = 1'000'000;
constexpr std::size_t linger_bytes_max = 4 << 20;
constexpr std::int64_t linger_seconds = 2;
// A browser shows the answer to an upload only when it could send all of it.
constexpr std::size_t upload_linger_bytes_max = 64 << 20;
constexpr std::int64_t slowest_reader_bytes_per_second = 16 * 1024;
constexpr std::array<std::string_view, 5> method_names = {"GET", "POST", "PUT", "PATCH", "DELETE"};

/// What the limits count: an IPv4 address, or the /64 an IPv6 subscriber gets.
std::string counted(const asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  const auto six = address.to_v6();
  if (six.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, six).to_string();
  const auto bytes = six.to_bytes();
  std::string prefix;
  for (std::size_t i = 0; i < 8; ++i) fmt::format_to(std::back_inserter(prefix), "{:02x}", bytes[i]);
  return prefix;
}

/// Gives the job to the pool and suspends the coroutine until somebody calls resume(), on any thread. `full`: the pool
/// did not take it.
template <class Token>
auto handed_over(Loop& loop, Pool& pool, const std::shared_ptr<Job>& job, bool& full, Token&& token) {
  return asio::async_initiate<Token, void()>(
      [&loop, &pool, job, &full](auto handler) {
        auto kept = std::make_shared<decltype(handler)>(std::move(handler));
        job->resume = [&loop, kept] { asio::post(loop, [kept] { std::move (*kept)(); }); };
        full = !pool.push(job);
        if (full) job->resume();
      },
      token);
}

}  // namespace

void Connection::forget_read(std::size_t bytes) {
  begin += bytes;
  if (begin == end) begin = end = 0;
}

void Connection::until(Phase next, std::int64_t limit_seconds) {
  phase = next;
  deadline = steady_micros() + limit_seconds * second;
}

// The sweep
// ------------------------------------------------------------------------------------------------------------

void Talk::tick() { m_date = http_date(system_clock().now()); }

void Talk::sweep() {
  const std::int64_t now = steady_micros();
  for (Connection* c : m_open) {
    if (c->deadline < now) expire(*c, now);
  }
  tick();
  if (!m_log.empty()) std::fwrite(m_log.data(), 1, m_log.size(), stderr);
  m_log.clear();
}

void Talk::expire(Connection& c, std::int64_t now) {
  Failure ignored;
  c.deadline = now + 3600 * second;  // once is enough
  switch (c.phase) {
    case Phase::handler:
      if (c.job && !c.job->answered.exchange(true)) {
        c.too_late = true;
        c.job->resume();
      }
      break;
    case Phase::writing:
    case Phase::lingering:
      c.socket.close(ignored);
      break;
    default:
      c.too_late = true;
      c.socket.cancel(ignored);
  }
}

void Talk::end_idle(bool all) {
  Failure ignored;
  for (Connection* c : m_open) {
    if (all || c->phase == Phase::idle) c->socket.close(ignored);
  }
}

// One connection
// -------------------------------------------------------------------------------------------------------

Awaitable<> Talk::serve(Socket socket, asio::ip::address peer) {
  Connection c(std::move(socket));
  c.address = counted(peer);
  c.from_loopback = peer.is_loopback();
  if (!m_engine.limits.enter(c.address)) co_return;
  m_open.insert(&c);
  ++m_count;
  struct Leave {
    Talk& talk;
    Connection& connection;
    ~Leave() {
      talk.m_open.erase(&connection);
      --talk.m_count;
      talk.m_engine.limits.leave(connection.address);
    }
  } leave{*this, c};
  try {
    co_await talk(c);
  } catch (const std::exception& bug) {
    log_line(fmt::format("connection ended: {}", bug.what()));
  }
}

Awaitable<> Talk::talk(Connection& c) {
  HeadReader head;
  for (int n = 1;; ++n) {
    if (n > 1) head.restart();
    if (!co_await read_head(c, head)) co_return;
    if (head.refused()) {
      co_await refuse(c, head.refused());
      co_return;
    }
    const bool last = n >= m_engine.options.requests_per_connection || !head.keep_alive() || m_engine.stopping;
    if (!co_await one_request(c, head, last)) co_return;
  }
}

Awaitable<bool> Talk::read_more(Connection& c) {
  if (c.begin > 0 && c.end == c.in.size()) {
    std::copy(c.in.data() + c.begin, c.in.data() + c.end, c.in.data());
    c.end -= c.begin;
    c.begin = 0;
  }
  if (c.end == c.in.size()) c.in.resize(c.in.empty() ? 2048 : c.in.size() * 2);
  Failure no;
  const std::size_t got = co_await c.socket.async_read_some(asio::buffer(c.in.data() + c.end, c.in.size() - c.end),
                                                            asio::redirect_error(wait_here, no));
  c.end += got;
  co_return !no && got > 0;
}

/// True: a head, or a reason to refuse one. False: the client left, or said nothing for too long.
Awaitable<bool> Talk::read_head(Connection& c, HeadReader& head) {
  if (c.unread().empty()) {
    c.until(Phase::idle, m_engine.options.idle_seconds);
    if (m_engine.stopping || !co_await read_more(c)) co_return false;
  }
  c.until(Phase::head, m_engine.options.header_seconds);
  for (;;) {
    const std::size_t used = head.look(c.unread());
    if (used > 0) {
      c.forget_read(used);
      co_return true;
    }
    if (head.refused()) co_return true;
    if (!co_await read_more(c)) {
      if (c.too_late) co_await refuse(c, 408);
      co_return false;
    }
  }
}

/// Large bodies only where there is a door, from those who have begun something; who they really are is asked later.
std::size_t Talk::body_bytes_max(const HeadReader& head, std::string_view path) const {
  const bool upload = head.field("Content-Type").starts_with("multipart/form-data") && !head.field("Cookie").empty() &&
                      m_engine.gate.router().find(head.method(), path).route >= 0;
  return upload ? m_engine.options.upload_bytes_max : m_engine.options.body_bytes_max;
}

/// Behind a proxy on this machine: the last address it added, which is the one it saw.
std::string Talk::asking_address(const Connection& c, const HeadReader& head) const {
  if (!m_engine.options.behind_tls || !c.from_loopback) return c.address;
  std::string_view forwarded = head.last_field("X-Forwarded-For");
  if (const std::size_t comma = forwarded.rfind(','); comma != std::string_view::npos)
    forwarded.remove_prefix(comma + 1);
  while (!forwarded.empty() && forwarded.front() == ' ') forwarded.remove_prefix(1);
  Failure no;
  const auto address = asio::ip::make_address(std::string(forwarded), no);
  return no ? c.address : counted(address);
}

/// 0, or the status to refuse with; −1: the client left.
Awaitable<int> Talk::read_body(Connection& c, const HeadReader& head, Job& job) {
  std::string& body = job.request.body;
  const std::size_t length = head.content_length();
  if (length == 0) co_return 0;
  c.until(Phase::body, m_engine.options.body_seconds);
  const std::size_t there = std::min(length, c.unread().size());
  body.assign(c.unread().substr(0, there));
  c.forget_read(there);
  Failure no;
  if (body.size() < length && head.expects_continue()) {
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(c.socket, asio::buffer(go_on), asio::redirect_error(wait_here, no));
  }
  while (body.size() < length) {
    // Memory follows what really came, not what was promised.
    const std::size_t at = body.size();
    const std::size_t next = std::min(length, std::max<std::size_t>(at * 2, 16 * 1024));
    if (!job.held.grow_to(next)) co_return 503;
    body.resize(next);
    const std::size_t got = co_await c.socket.async_read_some(asio::buffer(body.data() + at, body.size() - at),
                                                              asio::redirect_error(wait_here, no));
    body.resize(at + got);
    if (c.too_late) co_return 408;
    if (no) co_return -1;
  }
  co_return 0;
}

/// False: the connection ends here.
Awaitable<bool> Talk::one_request(Connection& c, HeadReader& head, bool last) {
  const std::int64_t started = steady_micros();
  const Response* ready =
      head.method() == Method::get ? m_engine.gate.at_once(head.target(), head.field("Accept-Encoding")) : nullptr;
  if (ready) {
    m_engine.metrics.count(-1, ready->status, 0);
    co_return co_await send(c, *ready, head.head_only(), last) && !last;
  }
  if (!m_engine.limits.may_ask(asking_address(c, head), started)) {
    co_await refuse(c, 429, head.target());
    co_return false;
  }
  auto target = parse_target(head.target());
  const std::size_t bytes_max = target ? body_bytes_max(head, target->path) : 0;
  if (!target || head.content_length() > bytes_max) {
    const bool upload = target && bytes_max == m_engine.options.upload_bytes_max;
    co_await refuse(c, target ? 413 : 400, head.target(), upload);
    co_return false;
  }
  auto job = std::make_shared<Job>();
  Request& request = job->request;
  request.remote = asking_address(c, head);
  job->held = HeldBytes(m_engine.limits, request.remote);
  if (const int no = co_await read_body(c, head, *job)) {
    job.reset();  // refusing reads on for a while: not with these bytes
    if (no > 0) co_await refuse(c, no, head.target());
    co_return false;
  }
  request.method = head.method();
  request.path = std::move(target->path);
  request.query_values = std::move(target->query);
  request.target = head.target();
  head.fill(request);
  request.cookies = parse_cookies(head.field("Cookie"));
  const int route = (job->match = m_engine.gate.router().find(request.method, request.path)).route;

  const Outcome outcome = co_await by_handler(c, job);
  if (outcome == Outcome::client_gone) co_return false;
  // After "too late" the handler still owns the job, and may be writing its answer.
  const Response late = outcome == Outcome::too_late ? plain_answer(503, head.target()) : Response();
  const Response& response = outcome == Outcome::too_late ? late : job->response;
  last = last || outcome == Outcome::too_late;
  note(head, route, response, started);
  co_return co_await send(c, response, head.head_only(), last) && !last;
}

Awaitable<Talk::Outcome> Talk::by_handler(Connection& c, std::shared_ptr<Job> job) {
  c.until(Phase::handler, m_engine.options.handler_seconds);
  job->socket = c.socket.native_handle();
  c.job = job;
  bool full = false;
  job->known = m_engine.gate.knows(job->request);
  co_await handed_over(m_loop, m_engine.pool, job, full, wait_here);
  c.job.reset();
  if (full || c.too_late || job->lost) {
    c.too_late = false;
    co_return Outcome::too_late;
  }
  co_return job->client_gone ? Outcome::client_gone : Outcome::answered;
}

Awaitable<bool> Talk::send(Connection& c, const Response& response, bool head_only, bool close) {
  const std::string head = head_of(response, m_date, close);
  const std::size_t body_bytes = head_only ? 0 : response.body.size();
  c.until(Phase::writing,
          m_engine.options.body_seconds + static_cast<std::int64_t>(body_bytes) / slowest_reader_bytes_per_second);
  const std::array<asio::const_buffer, 2> parts = {asio::buffer(head), asio::buffer(response.body.data(), body_bytes)};
  Failure no;
  co_await asio::async_write(c.socket, parts, asio::redirect_error(wait_here, no));
  co_return !no;
}

/// Says why, then reads on for a moment: closing with bytes unread would take the answer away from the client.
Awaitable<> Talk::refuse(Connection& c, int status, std::string_view target, bool upload) {
  const Response response = plain_answer(status, target);
  m_engine.metrics.count(-1, status, 0);
  if (!co_await send(c, response, false, true)) co_return;
  c.until(Phase::lingering, upload ? m_engine.options.body_seconds : linger_seconds);
  Failure no;
  c.socket.shutdown(Socket::shutdown_send, no);
  const std::size_t dropped_max = upload ? upload_linger_bytes_max : linger_bytes_max;
  std::size_t dropped = 0;
  std::array<char, 8192> bin;
  while (!no && dropped < dropped_max) {
    dropped += co_await c.socket.async_read_some(asio::buffer(bin), asio::redirect_error(wait_here, no));
  }
}

void Talk::note(const HeadReader& head, int route, const Response& response, std::int64_t started) {
  const std::int64_t micros = steady_micros() - started;
  m_engine.metrics.count(route, response.status, micros);
  const bool slow = micros > slow_micros;
  if (!m_engine.options.access_log && !slow) return;
  const std::string_view pattern = route < 0 ? "-" : m_engine.gate.routes()[static_cast<std::size_t>(route)].pattern;
  fmt::format_to(std::back_inserter(m_log), "{} {} {} {} {:.1f}ms {}B r{}{}\n", system_clock().now().iso(),
                 head.head_only() ? "HEAD" : method_names[static_cast<std::size_t>(head.method())], pattern,
                 response.status, static_cast<double>(micros) / 1000.0, response.body.size(), ++m_engine.requests,
                 slow ? " slow" : "");
}

}  // namespace gishe::web
