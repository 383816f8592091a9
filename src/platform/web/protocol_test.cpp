#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "platform/web/house_for_tests.h"

namespace gishe::web::testing {
namespace {

class Protocol : public ::testing::Test {
 protected:
  /// The status of the answer; the connection must end after it.
  int refused(const std::string& bytes) {
    Client client(house.port());
    const auto a = client.ask(bytes);
    EXPECT_TRUE(client.closed()) << bytes.substr(0, 80);
    EXPECT_TRUE(a.has("Connection: close")) << bytes.substr(0, 80);
    return a.status;
  }
  /// The server is unharmed.
  void TearDown() override { EXPECT_EQ(Client(house.port()).ask(request("GET /healthz")).status, 200); }
  House house;
};

TEST_F(Protocol, every_transfer_encoding_is_refused_before_its_body) {
  for (const char* value :
       {"chunked", "chunked, identity", "xchunked", "\"chunked\"", "gzip", "identity", "gzip, chunked", "Chunked",
        " chunked", "chunked;q=1", ",chunked", "chunked, chunked", "\tchunked"}) {
    EXPECT_EQ(refused(std::string("POST /things/1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: ") + value +
                      "\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
              411)
        << value;
  }
  EXPECT_EQ(refused("POST /things/1 HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 411);
}

TEST_F(Protocol, transfer_encoding_beside_a_length_is_refused_in_either_order) {
  const int one =
      refused("POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  const int two =
      refused("POST /things/1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
  EXPECT_TRUE(one == 411 || one == 400) << one;
  EXPECT_TRUE(two == 411 || two == 400) << two;
}

TEST_F(Protocol, an_endless_chunk_extension_reads_nothing) {
  Client client(house.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;" + std::string(1 << 20, 'a'));
  EXPECT_EQ(client.answer().status, 411);
}

TEST_F(Protocol, lengths_must_be_one_whole_number) {
  for (const char* lines :
       {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: +5\r\n", "Content-Length: 5, 5\r\n", "Content-Length: -1\r\n", "Content-Length: 0x5\r\n",
        "Content-Length: 99999999999999999999999\r\n", "Content-Length:\r\n", "Content-Length : 5\r\n"}) {
    EXPECT_EQ(refused(std::string("POST /things/1 HTTP/1.1\r\nHost: a\r\n") + lines + "\r\nhello"), 400) << lines;
  }
  EXPECT_EQ(refused("POST /things/1 HTTP/1.1\r\nHost: a\r\n\r\n"), 411);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 400);
}

TEST_F(Protocol, host_must_be_one_and_a_name) {
  EXPECT_EQ(refused("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
  for (const char* host : {"", "a b", "a/b", "user@a", "a:port", "a:", "[::1", "[]", "a:123456", "а.бг", "a,b"}) {
    EXPECT_EQ(refused(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n"), 400) << host;
  }
  for (const char* host : {"localhost", "gishe.example.bg:8080", "127.0.0.1:80", "[::1]:8080", "[::1]"}) {
    EXPECT_EQ(Client(house.port()).ask(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n").status, 200)
        << host;
  }
}

TEST_F(Protocol, methods_and_versions) {
  EXPECT_EQ(refused(request("OPTIONS /")), 405);
  EXPECT_EQ(refused(request("TRACE /")), 405);
  EXPECT_EQ(refused(request("CONNECT /")), 405);
  EXPECT_EQ(refused(request("PROPFIND /")), 501);
  EXPECT_EQ(refused(request("get /")), 501);
  EXPECT_EQ(refused("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(refused("GET / HTTP/1.2\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(refused("G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refused("\x16\x03\x01\x02 hello TLS\r\n\r\n"), 400);
}

TEST_F(Protocol, targets_are_origin_form_and_well_encoded) {
  for (const char* target : {"http://localhost/",
                             "*",
                             "localhost:80",
                             "/%zz",
                             "/%",
                             "/%2",
                             "/a%2Fb",
                             "/a%2fb",
                             "/a%00",
                             "/a%5Cb",
                             "/a\\b",
                             "/../etc",
                             "/a/./b",
                             "/%2e%2e/etc",
                             "/a/..",
                             "/%ff",
                             "/%c0%af",
                             "/%0d%0aX",
                             "/a#b",
                             "/?q=%",
                             "/?q=%ff",
                             "/?q=%00"}) {
    EXPECT_EQ(refused(request("GET " + std::string(target))), 400) << target;
  }
}

TEST_F(Protocol, size_limits) {
  EXPECT_EQ(refused(request("GET /" + std::string(9000, 'a'))), 414);
  EXPECT_EQ(refused(std::string(20'000, 'A')), 414);
  EXPECT_EQ(refused(request("GET /", "X: " + std::string(17'000, 'a') + "\r\n")), 431);
  std::string many;
  for (int i = 0; i < 101; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(refused(request("GET /", many)), 431);
  EXPECT_EQ(refused("POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\nx"), 413);
  EXPECT_EQ(refused("POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                    "Content-Length: 1048577\r\n\r\nx"),
            413)
      << "nobody who is not signed in sends 25 MiB";
  EXPECT_EQ(refused(request("POST /things/1", "Content-Encoding: gzip\r\n", "abc")), 415);
  EXPECT_EQ(refused(request("POST /things/1", "Expect: tea\r\n", "abc")), 417);
}

TEST_F(Protocol, a_refusal_says_why_in_three_languages_and_shows_the_way_home) {
  const auto a = Client(house.port()).ask("POST /things/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\nx");
  EXPECT_EQ(a.status, 413);
  EXPECT_EQ(a.field("Content-Type"), "text/html; charset=utf-8");
  EXPECT_TRUE(a.has("Content-Security-Policy: default-src 'none'"));
  for (const char* said : {"Изпратеното е твърде голямо", "lang=\"it\">L’invio è troppo grande",
                           "lang=\"en\">What you sent is too large", "href=\"/\""}) {
    EXPECT_NE(a.body.find(said), std::string::npos) << a.body;
  }
  for (const char* asks_more : {"<link", "<script", "<img", "style", "web.status"}) {
    EXPECT_EQ(a.body.find(asks_more), std::string::npos) << asks_more;
  }
  const auto odd = Client(house.port()).ask(request("POST /things/1", "Expect: tea\r\n", "abc"));
  EXPECT_NE(odd.body.find("Това не стана"), std::string::npos) << odd.body;
}

TEST_F(Protocol, a_program_is_refused_with_a_problem) {
  const auto a =
      Client(house.port()).ask("POST /api/v1/people HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\nx");
  EXPECT_EQ(a.status, 413);
  EXPECT_EQ(a.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(a.body, R"({"type":"about:blank","title":"Content Too Large","status":413})");
}

TEST_F(Protocol, head_is_get_without_its_body) {
  Client client(house.port());
  const auto a = client.send(request("HEAD /big")).answer(true);
  EXPECT_EQ(a.status, 200);
  EXPECT_EQ(a.field("Content-Length"), "200000");
  EXPECT_EQ(client.ask(request("GET /")).body, "hello bg") << "the connection goes on";
}

TEST_F(Protocol, requests_may_come_in_pieces_or_together) {
  Client pieces(house.port());
  for (const char c : request("GET /things/7?q=%D0%B4%D0%B0+1")) {
    pieces.send(std::string_view(&c, 1));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(pieces.answer().body, "id=7 q=да 1");
  Client together(house.port());
  together.send(request("GET /") + request("GET /things/1") + request("GET /healthz"));
  EXPECT_EQ(together.answer().body, "hello bg");
  EXPECT_EQ(together.answer().body, "id=1 q=");
  EXPECT_EQ(together.answer().body, "ok\n");
}

TEST_F(Protocol, a_large_answer_arrives_whole) {
  EXPECT_EQ(Client(house.port()).ask(request("GET /big")).body.size(), 200'000u);
}

TEST_F(Protocol, the_hundredth_answer_ends_the_connection) {
  Client client(house.port());
  for (int i = 1; i < 100; ++i) ASSERT_TRUE(client.ask(request("GET /healthz")).has("keep-alive")) << i;
  EXPECT_TRUE(client.ask(request("GET /healthz")).has("Connection: close"));
  EXPECT_TRUE(client.closed());
}

TEST_F(Protocol, continue_is_said_to_those_who_wait_for_it) {
  Client client(house.port());
  client.send(request("POST /things/1", "Expect: 100-continue\r\nContent-Length: 3\r\n"));
  EXPECT_EQ(client.answer().status, 100);
  EXPECT_EQ(client.ask("a=1").status, 403) << "the form then lacks its anti-forgery value";
}

}  // namespace
}  // namespace gishe::web::testing
