#include "platform/post/outside.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace gishe::post {
namespace {

/// Answers one connection with `said` (nothing: falls silent) and keeps what it was asked.
class OneAnswer {
 public:
  explicit OneAnswer(std::string said) : m_said(std::move(said)), m_socket(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(m_socket, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(m_socket, 1), 0);
    getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { answer(); });
  }
  ~OneAnswer() {
    shutdown(m_socket, SHUT_RDWR);
    close(m_socket);
    m_thread.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/x"; }
  std::string asked;

 private:
  void answer() {
    const int client = accept(m_socket, nullptr, nullptr);
    if (client < 0) return;
    char bytes[4096];
    while (asked.find("\r\n\r\n") == std::string::npos || asked.ends_with("\r\n\r\n")) {
      const auto n = recv(client, bytes, sizeof bytes, 0);
      if (n <= 0) break;
      asked.append(bytes, static_cast<std::size_t>(n));
      if (asked.starts_with("GET") && asked.ends_with("\r\n\r\n")) break;
    }
    if (m_said.empty()) recv(client, bytes, sizeof bytes, 0);  // until the other side gives up
    send(client, m_said.data(), m_said.size(), MSG_NOSIGNAL);
    close(client);
  }

  const std::string m_said;
  const int m_socket;
  int m_port = 0;
  std::thread m_thread;
};

OutsideRequest to(const OneAnswer& server) {
  OutsideRequest request;
  request.url = server.url();
  request.own_network = true;
  return request;
}

TEST(outside, an_answer_comes_with_its_status) {
  OneAnswer server("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nнн");
  const auto answer = ask_outside(to(server));
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "нн");
  EXPECT_EQ(answer.fault, "");
}

TEST(outside, what_is_sent_is_what_was_given) {
  OneAnswer server("HTTP/1.1 204 No Content\r\n\r\n");
  auto request = to(server);
  request.body = "{\"a\":1}";
  request.content_type = "application/json";
  request.bearer = "s3cret";
  EXPECT_EQ(ask_outside(request).status, 204);
  EXPECT_TRUE(server.asked.starts_with("POST /x HTTP/1.1\r\n"));
  EXPECT_NE(server.asked.find("Authorization: Bearer s3cret\r\n"), std::string::npos);
  EXPECT_TRUE(server.asked.ends_with("\r\n\r\n{\"a\":1}"));
}

TEST(outside, the_own_network_is_asked_only_when_named) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  auto request = to(server);
  request.own_network = false;
  const auto answer = ask_outside(request);
  EXPECT_EQ(answer.status, 0);
  EXPECT_NE(answer.fault, "");
  EXPECT_FALSE(answer.perhaps_done);
  EXPECT_EQ(server.asked, "");
  for (const char* url : {"http://[::1]:1/", "http://[::ffff:10.0.0.1]:1/", "http://169.254.169.254/"}) {
    request.url = url;
    EXPECT_EQ(ask_outside(request).status, 0) << url;
  }
}

TEST(outside, no_redirect_is_followed_and_no_other_protocol_spoken) {
  OneAnswer server("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(ask_outside(to(server)).status, 302);
  OutsideRequest file;
  file.url = "file:///etc/hostname";
  file.own_network = true;
  EXPECT_NE(ask_outside(file).fault, "");
}

TEST(outside, a_long_or_silent_answer_is_given_up) {
  OneAnswer longer("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + std::string(4000, 'x'));
  auto request = to(longer);
  request.bytes_max = 1000;
  EXPECT_EQ(ask_outside(request).fault, "the answer is too long");
  OneAnswer silent("");
  request = to(silent);
  request.seconds = 1;
  const auto answer = ask_outside(request);
  EXPECT_EQ(answer.status, 0);
  EXPECT_TRUE(answer.perhaps_done);
}

}  // namespace
}  // namespace gishe::post
