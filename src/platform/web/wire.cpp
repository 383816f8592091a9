#include "platform/web/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>

#include "platform/web/pictures_from.h"
#include "platform/web/signed_cookie.h"

namespace gishe::web {
namespace {

// security.md §5. Scripts and styles are our own files only; nothing may frame a page of ours.
constexpr std::string_view shield_before_pictures =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
constexpr std::string_view shield =
    "; font-src 'self'; manifest-src 'self'; worker-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
    "payment=(), usb=()\r\n";
constexpr std::string_view strict_transport = "Strict-Transport-Security: max-age=31536000\r\n";

/// Nobody's language is known yet, so all three are said. No style sheet, no picture: nothing more is asked for.
std::string make_plain_page(int status) {
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"bg\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
  const bool again = status == 408 || status == 429 || status == 503;
  std::string said, start;
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const words::Words w(language);
    const std::string key = fmt::format("web.status.{}", status);
    const std::string title = w(w.has(key) ? key : "web.status.other");
    if (said.empty()) fmt::format_to(std::back_inserter(page), "<title>{} – Gishe</title></head><body><main>", title);
    const std::string more = again ? ' ' + w("web.again_soon") : status == 413 ? ' ' + w("web.go_back_smaller") : "";
    fmt::format_to(std::back_inserter(said), "<{0} lang=\"{1}\">{2}.{3}</{0}>\n", said.empty() ? "h1" : "p",
                   words::code(language), title, more);
    fmt::format_to(std::back_inserter(start), "{}<span lang=\"{}\">{}</span>", start.empty() ? "" : " · ",
                   words::code(language), w("web.to_start"));
  }
  return fmt::format("{}\n{}<p><a href=\"/\">{}</a></p></main></body></html>\n", page, said, start);
}

/// Made once: these answers must cost next to nothing when too many ask at the same time.
std::string_view plain_page(int status) {
  static constexpr int refused_often[] = {400, 405, 408, 411, 413, 414, 415, 417, 429, 431, 500, 501, 503, 505, 507};
  static const std::map<int, std::string> pages = [] {
    std::map<int, std::string> made;
    for (const int each : refused_often) made.emplace(each, make_plain_page(each));
    made.emplace(0, make_plain_page(0));
    return made;
  }();
  const auto page = pages.find(status);
  return page == pages.end() ? pages.at(0) : page->second;
}

bool fit_for_a_field(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Answer";
  }
}

Response plain_answer(int status, std::string_view target) {
  Response r;
  r.status = status;
  if (target.starts_with("/api/")) {
    r.content_type = "application/problem+json";
    r.body = fmt::format(R"({{"type":"about:blank","title":"{}","status":{}}})", reason_phrase(status), status);
  } else if (target.starts_with("/fhir")) {
    r.content_type = "application/fhir+json";
    r.body = fmt::format(
        R"({{"resourceType":"OperationOutcome","issue":[{{"severity":"error","code":"{}","diagnostics":"{}"}}]}})",
        status == 413   ? "too-long"
        : status == 429 ? "throttled"
                        : "processing",
        reason_phrase(status));
  } else {
    r.body = plain_page(status);
  }
  if (status == 405) r.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  if (status == 429 || status == 503) r.headers.emplace_back("Retry-After", "1");
  return r;
}

std::string head_of(const Response& response, std::string_view date, bool close) {
  std::string out;
  out.reserve(1200);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason_phrase(response.status), date);
  if (!response.body.empty()) {
    out += "Content-Type: ";
    out += response.content_type;
    out += "\r\n";
  }
  if (response.status != 204 && response.status != 304) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body.size());
  }
  bool says_cache = false;
  std::string_view pictures_from;
  for (const auto& [name, value] : response.headers) {
    if (!fit_for_a_field(name) || !fit_for_a_field(value)) continue;
    if (name == pictures_from_header) {
      pictures_from = value;
      continue;
    }
    says_cache = says_cache || name == "Cache-Control";
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (!response.cacheable)
    out += "Cache-Control: no-store\r\n";
  else if (!says_cache)
    out += "Cache-Control: no-cache\r\nVary: Accept-Language, Cookie\r\n";
  out += shield_before_pictures;
  if (pictures_from.find_first_of(" ;,") == std::string_view::npos && !pictures_from.empty()) {
    out.append(" ").append(pictures_from);
  }
  out += shield;
  if (behind_tls()) out += strict_transport;
  out += close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
  return out;
}

std::string http_date(Instant at) {
  static constexpr const char* day_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  using namespace std::chrono;
  const sys_seconds moment{seconds(at.micros / 1'000'000)};
  const sys_days day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss time(moment - day);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", day_names[weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), month_names[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace gishe::web
