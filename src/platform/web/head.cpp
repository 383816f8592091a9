#include "platform/web/head.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>

namespace gishe::web {
namespace http = boost::beast::http;
namespace {

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

/// host, host:port, 1.2.3.4:80 or [::1]:80: letters, digits, dots, hyphens; brackets only around an IPv6 address.
bool good_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  std::string_view port;
  if (host.front() == '[') {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos || close < 3) return false;
    for (const char c : host.substr(1, close - 1)) {
      if (!std::isxdigit(static_cast<unsigned char>(c)) && c != ':' && c != '.') return false;
    }
    port = host.substr(close + 1);
  } else {
    const std::size_t colon = host.find(':');
    const std::string_view name = host.substr(0, colon);
    if (name.empty()) return false;
    for (const char c : name) {
      if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-') return false;
    }
    if (colon != std::string_view::npos) port = host.substr(colon);
  }
  if (port.empty()) return true;
  return port.front() == ':' && port.size() > 1 && port.size() <= 6 &&
         std::all_of(port.begin() + 1, port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::size_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 15) return std::nullopt;
  std::size_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  return n;
}

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

int status_of(const boost::beast::error_code& broken) {
  if (broken == http::error::header_limit || broken == http::error::buffer_overflow) return 431;
  if (broken == http::error::bad_transfer_encoding) return 411;
  if (broken == http::error::bad_version) return 505;
  return 400;
}

}  // namespace

struct HeadReader::State {
  std::optional<http::request_parser<http::empty_body>> parser;
  int refused = 0;
  Method method = Method::get;
  bool head_only = false;
  bool expects_continue = false;
  std::size_t content_length = 0;
  std::size_t parsed = 0;  // bytes of this head the parser has taken

  const http::request<http::empty_body>& head() const { return parser->get(); }
  int judge();
  int judge_method();
  int judge_length();
};

HeadReader::HeadReader() : m_state(std::make_unique<State>()) { restart(); }
HeadReader::~HeadReader() = default;

void HeadReader::restart() {
  State& s = *m_state;
  s.parser.emplace();
  s.parser->header_limit(head_bytes_max);
  s.parser->body_limit(boost::none);  // ours is asked before the body is read, and depends on who sends it
  s.refused = 0;
  s.method = Method::get;
  s.head_only = s.expects_continue = false;
  s.content_length = s.parsed = 0;
}

std::size_t HeadReader::look(std::string_view unread) {
  State& s = *m_state;
  const std::size_t line = unread.substr(0, request_line_max + 2).find('\n');
  if (line == std::string_view::npos && unread.size() > request_line_max) {
    s.refused = 414;
    return 0;
  }
  boost::beast::error_code broken;
  // The parser takes the request line before the fields are complete.
  const std::string_view fresh = unread.substr(s.parsed);
  s.parsed += s.parser->put(boost::asio::const_buffer(fresh.data(), fresh.size()), broken);
  if (broken && broken != http::error::need_more) {
    s.refused = status_of(broken);
    return 0;
  }
  if (!s.parser->is_header_done()) {
    if (unread.size() >= head_bytes_max) s.refused = 431;
    return 0;
  }
  s.refused = s.judge();
  return s.refused ? 0 : s.parsed;
}

int HeadReader::State::judge() {
  const auto& fields = head();
  std::size_t count = 0;
  for (auto field = fields.begin(); field != fields.end(); ++field) ++count;
  if (count > header_fields_max) return 431;
  if (fields.count(http::field::transfer_encoding) > 0) return 411;
  if (fields.version() != 10 && fields.version() != 11) return 505;
  if (fields.target().size() > request_line_max) return 414;

  const std::size_t hosts = fields.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && fields.version() == 11)) return 400;
  if (hosts == 1 && !good_host(view(fields[http::field::host]))) return 400;
  if (const int no = judge_method()) return no;
  return judge_length();
}

int HeadReader::State::judge_method() {
  const std::string_view name = view(head().method_string());
  if (name == "GET") return 0;
  if (name == "HEAD") {
    head_only = true;
    return 0;
  }
  if (name == "POST")
    method = Method::post;
  else if (name == "PUT")
    method = Method::put;
  else if (name == "PATCH")
    method = Method::patch;
  else if (name == "DELETE")
    method = Method::del;
  else
    return is_any_of(name, {"OPTIONS", "TRACE", "CONNECT"}) ? 405 : 501;
  return 0;
}

int HeadReader::State::judge_length() {
  const auto& fields = head();
  const std::size_t lengths = fields.count(http::field::content_length);
  if (lengths > 1) return 400;
  if (lengths == 1) {
    const auto length = whole_number(view(fields[http::field::content_length]));
    if (!length) return 400;
    content_length = *length;
  } else if (method == Method::post || method == Method::put || method == Method::patch) {
    return 411;
  }
  if (method == Method::get && content_length > 0) return 400;  // a body nobody reads is where smuggling starts
  if (fields.count(http::field::content_encoding) > 0) return 415;
  const std::string_view expect = view(fields[http::field::expect]);
  if (expect.empty()) return 0;
  expects_continue = boost::beast::iequals(fields[http::field::expect], "100-continue");
  return expects_continue ? 0 : 417;
}

int HeadReader::refused() const { return m_state->refused; }
Method HeadReader::method() const { return m_state->method; }
bool HeadReader::head_only() const { return m_state->head_only; }
bool HeadReader::keep_alive() const { return m_state->head().keep_alive(); }
bool HeadReader::expects_continue() const { return m_state->expects_continue; }
std::size_t HeadReader::content_length() const { return m_state->content_length; }
std::string_view HeadReader::target() const { return view(m_state->head().target()); }

std::string_view HeadReader::field(std::string_view name) const {
  return view(m_state->head()[boost::beast::string_view(name.data(), name.size())]);
}

std::string_view HeadReader::last_field(std::string_view name) const {
  const auto [begin, end] = m_state->head().equal_range(boost::beast::string_view(name.data(), name.size()));
  std::string_view last;
  for (auto field = begin; field != end; ++field) last = view(field->value());
  return last;
}

void HeadReader::fill(Request& request) const {
  const auto& fields = m_state->head();
  for (const auto& field : fields) {
    auto& [name, value] = request.headers.emplace_back(view(field.name_string()), view(field.value()));
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
}

}  // namespace gishe::web
