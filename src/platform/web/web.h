#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/actor.h"
#include "base/refusal.h"
#include "platform/access/action.h"
#include "platform/office/office.h"
#include "platform/page/page.h"
#include "platform/words/words.h"

/// What a handler sees of HTTP. No Beast, no JSON library here.
namespace gishe::web {

enum class Method { get, post, put, patch, del };

struct Upload {
  std::string field, file_name, content_type, bytes;
};

struct Request {
  Method method = Method::get;
  std::string path;    // decoded
  std::string target;  // path and query as sent
  std::string remote;  // address, for limits only; never logged whole
  std::string body;
  std::vector<std::pair<std::string, std::string>> path_values, query_values, form_values, headers, cookies;
  std::vector<Upload> uploads;

  /// Value of {name} in the route's pattern.
  std::string_view in_path(std::string_view name) const;
  template <class IdType>
  std::optional<IdType> id(std::string_view name) const {
    return IdType::parse(in_path(name));
  }
  std::string_view query(std::string_view name) const;  // first, or empty
  std::string_view form(std::string_view name) const;   // first, or empty
  std::vector<std::string_view> form_all(std::string_view name) const;
  std::string_view header(std::string_view lower_case_name) const;
  std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool cacheable = false;  // else Cache-Control: no-store; a page that is gets an ETag, and 304 where it still holds

  static Response html(std::string body, int status = 200);
  /// 303 after a write.
  static Response see_other(std::string location);
  static Response json(std::string body, int status = 200);
  static Response pdf(std::string bytes, std::string_view file_name);  // inline, RFC 5987 file name
};

/// Everything a handler needs about the one request it answers.
struct Context {
  const Request& request;
  Office& office;
  Actor actor;
  words::Words words;
  page::Surroundings surroundings;

  page::Page page(std::string_view template_name, page::Frame frame = page::Frame::staff) const {
    return page::Page(template_name, frame, surroundings);
  }
  Response show(const page::Page& page, int status = 200) const { return Response::html(page.html(), status); }
  /// A page that is the same for everybody who reads this language and holds no form that writes: the browser may keep
  /// it and asks each time whether it still holds (ETag). To somebody signed in as show().
  Response show_to_all(const page::Page& page) const;
  /// The page for a refusal that belongs to no field: not found, not your function, changed meanwhile …
  Response refuse(const Refusal& refusal) const;
  Response refuse(const Refusals& refusals) const { return refuse(refusals.front()); }
  /// application/problem+json (RFC 9457) with the refusal's stable name, status and words.
  Response problem(const Refusals& refusals) const;
  /// 303 to `location`, with one line shown there once.
  Response go(std::string location, std::string_view notice_key = {}) const;
  /// The form's idempotency key (hidden field form_key) or the Idempotency-Key header. The header of somebody who is
  /// not signed in counts together with where she asks from: strangers may choose the same.
  std::string once_key() const;
  /// The key made one form's own, where several forms of one page share it; empty where there is none.
  std::string once_key(std::string_view act) const;
};

using Handler = Response (*)(Context&);

/// One door of the house. The permission stands in the row; a route without one does not compile.
struct Route {
  Method method;
  std::string_view pattern;  // "/referrals/{id}/acceptance"
  access::Action permission;
  Handler handler;
  /// For /api/v1 only: what OpenAPI says. Request and response are names of schemas in openapi.json; a response with
  /// a slash is a media type. `query`: names of parameters in openapi.json, between blanks.
  struct Api {
    std::string_view summary, request_schema, response_schema;
    std::string_view query = {};
    int status = 200;    // of a good answer
    bool reads = false;  // a POST that only asks, because names and secrets do not belong into addresses
  };
  std::optional<Api> api = std::nullopt;
};
using Routes = std::vector<Route>;

/// Signing in is staff's business; web only asks these (set once by app/wiring).
struct SignedIn {
  Actor actor;
  std::string csrf;
  std::optional<words::Language> language;
  std::string post_label, municipality_name;
  std::string first_go_to;  // a page that comes before all others, for example a second factor; empty: none
};
struct Doorkeeper {
  /// The session or bearer token of a request → who it is; nullopt: nobody.
  std::function<std::optional<SignedIn>(Office&, std::string_view session_cookie)> by_session;
  std::function<std::optional<SignedIn>(Office&, std::string_view bearer_token)> by_token;
  /// Keeps the language somebody signed in has chosen. Not set: the choice lives in a cookie of the device only.
  std::function<void(Office&, const Actor&, words::Language)> choose_language;
  /// Rail of the staff frame for this actor.
  std::function<std::vector<page::NavItem>(const Actor&, const words::Words&, std::string_view path)> nav;
};
inline constexpr std::string_view session_cookie_name = "__Host-gishe";    // over TLS
inline constexpr std::string_view session_cookie_plain = "gishe-session";  // on loopback without TLS
/// Header value that sets or clears the session cookie, right for the way this server is reached.
std::string session_cookie(std::string_view token, int seconds);

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string metrics_address = "127.0.0.1";
  std::uint16_t metrics_port = 0;  // 0: none
  int io_threads = 1;
  int handler_threads = 48;
  int running_max = 4;  // of them, at the same time; who waits for a commit does not count
  int connections_max = 4096;
  int connections_per_address = 64;
  int requests_per_second_per_address = 50;
  int requests_per_connection = 100;
  std::size_t body_bytes_max = 1 << 20;
  std::size_t upload_bytes_max = 25 << 20;
  std::size_t bodies_bytes_max = 128 << 20;  // of all requests together; one address has half of it at most
  int header_seconds = 10, body_seconds = 30, idle_seconds = 30, handler_seconds = 10;
  bool behind_tls = false;  // a proxy speaks TLS for us: Secure cookies, HSTS, X-Forwarded-For from loopback only
  bool developing = false;
  bool access_log = true;  // one line a request on stderr: method, route pattern, status, ms, bytes, id
};

/// Serves until stop(); answers what is under way, refuses what is new, at most 10 s.
class Server {
 public:
  Server(Office& office, Routes routes, Doorkeeper doorkeeper, ServerOptions options);
  ~Server();
  void start();                // listens; throws std::runtime_error with the reason in words
  std::uint16_t port() const;  // the one really bound
  void wait();                 // until stop() or a signal
  void stop();
  const Routes& routes() const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace gishe::web
