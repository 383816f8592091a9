#include "platform/web/house_for_tests.h"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace gishe::web::testing {
namespace {

using access::Action;

Response plain(std::string text) {
  Response r = Response::html(std::move(text));
  r.content_type = "text/plain; charset=utf-8";
  return r;
}

Response hello(Context& c) { return plain("hello " + std::string(words::code(c.words.language()))); }
Response page(Context& c) { return plain("csrf=" + c.surroundings.csrf + " notice=" + c.surroundings.notice); }
Response echo(Context& c) {
  std::string out = "id=" + std::string(c.request.in_path("id")) + " q=" + std::string(c.request.query("q"));
  for (const auto& [name, value] : c.request.form_values) {
    if (name != "csrf") out += " " + name + "=" + value;
  }
  for (const Upload& u : c.request.uploads) out += " file " + u.file_name + ":" + std::to_string(u.bytes.size());
  return plain(out);
}
Response who_asks(Context& c) { return plain(c.request.remote + " " + c.once_key()); }
Response slow(Context&) {
  ++House::reads;
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  return plain("slow");
}
Response too_slow(Context&) {
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  return plain("too slow");
}
Response write(Context& c) {
  ++House::writes;
  return c.go("/page", "common.save");
}
Response broken(Context& c) {
  c.office.db.read([](db::Session&) {});
  return plain("never");
}
Response bug(Context&) { throw std::logic_error("secret detail"); }
Response inject(Context&) {
  Response r = plain("ok");
  r.headers.emplace_back("X-Told", "a\r\nSet-Cookie: stolen=1");
  return r;
}
Response same(Context& c) {
  Response r = Response::html("<p>" + std::string(3000, 's') + std::string(words::code(c.words.language())) + "</p>");
  r.cacheable = !c.actor.signed_in();
  return r;
}
Response own_tag(Context&) {
  Response r = Response::html("<p>one</p>");
  r.cacheable = true;
  r.headers.emplace_back("ETag", "\"mine\"");
  return r;
}
Response api_read(Context& c) { return Response::json("{\"name\":\"" + c.actor.name + "\"}"); }
Response big(Context&) { return plain(std::string(200'000, 'x')); }

SignedIn officer() {
  SignedIn s;
  s.actor.account = AccountId::make();
  s.actor.name = "officer";
  s.actor.post.function = Function::desk_officer;
  s.actor.post.municipality = {"PAZ14"};
  s.csrf = "csrf-of-session";
  return s;
}

}  // namespace

std::atomic<int> House::reads{0}, House::writes{0};

ServerOptions House::generous() {
  ServerOptions o;
  o.port = 0;
  o.handler_threads = 4;
  o.connections_per_address = 1000;
  o.requests_per_second_per_address = 100'000;
  o.access_log = false;
  return o;
}

House::House(ServerOptions options) {
  Routes routes = {
      {Method::get, "/", Action::open_public, &hello},
      {Method::get, "/page", Action::open_public, &page},
      {Method::get, "/things/{id}", Action::open_public, &echo},
      {Method::get, "/things/new", Action::open_public, &hello},
      {Method::post, "/things/{id}", Action::open_public, &echo},
      {Method::get, "/who-asks", Action::open_public, &who_asks},
      {Method::get, "/slow", Action::open_public, &slow},
      {Method::get, "/too-slow", Action::open_public, &too_slow},
      {Method::get, "/same", Action::open_public, &same},
      {Method::get, "/own-tag", Action::open_public, &own_tag},
      {Method::get, "/big", Action::open_public, &big},
      {Method::get, "/broken", Action::open_public, &broken},
      {Method::get, "/bug", Action::open_public, &bug},
      {Method::get, "/inject", Action::open_public, &inject},
      {Method::get, "/desk", Action::see_day, &hello},
      {Method::get, "/accounts", Action::manage_accounts, &hello},
      {Method::post, "/write", Action::take_application, &write},
      {Method::get, "/api/v1/day", Action::see_day, &api_read},
      {Method::post, "/api/v1/applications", Action::take_application, &api_read},
  };
  Doorkeeper doorkeeper;
  doorkeeper.by_session = [](Office&, std::string_view cookie) -> std::optional<SignedIn> {
    if (cookie == "good") return officer();
    return std::nullopt;
  };
  doorkeeper.by_token = [](Office&, std::string_view token) -> std::optional<SignedIn> {
    if (token == "token") return officer();
    return std::nullopt;
  };
  m_server = std::make_unique<Server>(m_office, std::move(routes), std::move(doorkeeper), options);
  m_server->start();
}

std::string request(std::string_view line, std::string_view more, std::string_view body) {
  std::string out = std::string(line) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more);
  if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return out + "\r\n" + std::string(body);
}

std::string signed_in_form(std::string_view path, std::string_view fields, std::string_view more) {
  return request("POST " + std::string(path),
                 "Cookie: gishe-session=good\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
                     (more.empty() ? std::string("Sec-Fetch-Site: same-origin\r\n") : std::string(more)),
                 fields);
}

}  // namespace gishe::web::testing
