// Clients that are slow, leave, or are too many: the server goes on.
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <list>
#include <thread>

#include "platform/web/house_for_tests.h"

namespace gishe::web::testing {
namespace {

using std::chrono::milliseconds;

ServerOptions impatient() {
  ServerOptions o = House::generous();
  o.header_seconds = o.body_seconds = o.idle_seconds = o.handler_seconds = 1;
  return o;
}

bool alive(const House& house) { return Client(house.port()).ask(request("GET /")).status == 200; }

TEST(Endurance, a_slow_head_is_told_so) {
  House house(impatient());
  Client client(house.port());
  for (int i = 0; i < 8; ++i) {
    client.send(i == 0 ? "GET / HTTP/1.1\r\n" : "X: y\r\n");
    std::this_thread::sleep_for(milliseconds(200));
  }
  EXPECT_EQ(client.answer().status, 408);
  EXPECT_TRUE(client.closed());
}

TEST(Endurance, a_slow_body_is_told_so_and_silence_is_not) {
  House house(impatient());
  Client body(house.port()), silent(house.port());
  body.send("POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab");
  EXPECT_EQ(body.answer().status, 408);
  EXPECT_TRUE(silent.closed());
}

TEST(Endurance, a_handler_that_takes_too_long_is_answered_for) {
  House house(impatient());
  Client client(house.port());
  const auto a = client.ask(request("GET /too-slow"));
  EXPECT_EQ(a.status, 503);
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(alive(house));
}

TEST(Endurance, twelve_clients_vanish_in_the_middle_of_a_body) {
  House house;
  std::list<Client> clients;
  for (int i = 0; i < 12; ++i) {
    clients.emplace_back(house.port())
        .send("POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nname=");
  }
  for (Client& client : clients) client.vanish();
  EXPECT_TRUE(alive(house));
}

TEST(Endurance, forty_clients_hang_up_after_a_whole_request) {
  House house;
  House::reads = 0;
  for (int i = 0; i < 40; ++i) {
    Client client(house.port());
    client.send(request("GET /slow"));
    if (i % 2) client.vanish();
  }
  EXPECT_TRUE(alive(house));
  std::this_thread::sleep_for(milliseconds(700));
  EXPECT_LE(House::reads, 12) << "reads for clients who left before their turn are not run";
  EXPECT_TRUE(alive(house));
}

TEST(Endurance, a_write_of_a_client_who_left_is_done) {
  House house;
  House::writes = 0;
  for (int i = 0; i < 10; ++i) Client(house.port()).send(signed_in_form("/write", "csrf=csrf-of-session"));
  for (int i = 0; i < 60 && House::writes < 10; ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(House::writes, 10);
  EXPECT_TRUE(alive(house));
}

TEST(Endurance, connections_of_one_address_are_counted_and_given_back) {
  ServerOptions o = House::generous();
  o.connections_per_address = 3;
  House house(o);
  {
    std::list<Client> held;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(held.emplace_back(house.port()).ask(request("GET /")).status, 200);
    EXPECT_TRUE(Client(house.port()).closed());
  }
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_TRUE(alive(house));
}

TEST(Endurance, requests_of_one_address_are_counted) {
  ServerOptions o = House::generous();
  o.requests_per_second_per_address = 5;
  House house(o);
  int refused = 0;
  for (int i = 0; i < 30; ++i) refused += Client(house.port()).ask(request("GET /")).status == 429;
  EXPECT_GE(refused, 15);
  EXPECT_LE(refused, 20);
}

TEST(Endurance, bodies_share_a_bounded_room) {
  ServerOptions o = House::generous();
  o.bodies_bytes_max = 1 << 20;
  House house(o);
  const auto upload = [](std::string_view path, std::size_t bytes) {
    return request("POST " + std::string(path),
                   "Cookie: a=b\r\nContent-Type: multipart/form-data; boundary=b\r\nSec-Fetch-Site: same-origin\r\n",
                   std::string(bytes, 'x'));
  };
  EXPECT_EQ(Client(house.port()).ask(upload("/things/1", 700 << 10)).status, 503) << "more than half of it";
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(Client(house.port()).ask(upload("/things/1", 400 << 10)).status, 503) << "given back";
    std::this_thread::sleep_for(milliseconds(200));  // a moment after the answer
  }
  Client half(house.port());
  const std::string whole = upload("/things/1", 500 << 10);
  half.send(whole.substr(0, whole.size() - 1000));
  std::this_thread::sleep_for(milliseconds(200));
  EXPECT_EQ(Client(house.port()).ask(upload("/things/1", 400 << 10)).status, 503) << "somebody still sends";
  EXPECT_NE(Client(house.port()).ask(upload("/things/1", 60 << 10)).status, 503) << "forms go through";
  EXPECT_EQ(Client(house.port()).ask(upload("/nowhere", 2 << 20)).status, 413) << "no door, no large body";
  EXPECT_TRUE(alive(house));
}

TEST(Endurance, stopping_answers_what_is_under_way) {
  auto house = std::make_unique<House>();
  const int port = house->port();
  Client idle(port);
  EXPECT_EQ(idle.ask(request("GET /")).status, 200);
  Client busy(port);
  busy.send(request("GET /slow"));
  std::this_thread::sleep_for(milliseconds(100));
  auto stopping = std::async(std::launch::async, [&] { house->server().stop(); });
  const auto a = busy.answer();
  EXPECT_EQ(a.body, "slow");
  EXPECT_TRUE(idle.closed());
  stopping.get();
  EXPECT_THROW(Client again(port), std::runtime_error);
}

TEST(Endurance, several_io_threads_share_a_port) {
  ServerOptions o = House::generous();
  o.io_threads = 3;
  House house(o);
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(alive(house));
}

}  // namespace
}  // namespace gishe::web::testing
