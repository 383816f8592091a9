#include "platform/post/sms.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <thread>

#include "platform/db/testing.h"
#include "platform/post/phone.h"

namespace gishe::post {
namespace {

TEST(Phone, bulgarian_numbers_as_people_write_them) {
  for (const char* typed :
       {"0888 123 456", "+359 888 123 456", "00359888123456", "359888123456", "+359 (0)888-123-456", "0888/123.456"}) {
    EXPECT_EQ(bulgarian_number(typed), "+359888123456") << typed;
  }
  EXPECT_EQ(bulgarian_number("0350 62 208"), "+35935062208");
  for (const char* bad : {"", "888 123 456", "+44 20 7946 0000", "0888 123 45a", "112", "+", "0888+123456",
                          "00888123456", "0888123456789", "359888", "0888123456\r\nX: y"}) {
    EXPECT_FALSE(bulgarian_number(bad)) << bad;
  }
  EXPECT_TRUE(is_mobile("+359888123456"));
  EXPECT_TRUE(is_mobile("+359988123456"));
  EXPECT_FALSE(is_mobile("+35935062208"));
  EXPECT_FALSE(is_mobile("+359900123456")) << "a number that costs";
}

TEST(SmsTemplate, is_filled_and_escaped_for_where_it_stands) {
  EXPECT_EQ(filled(R"({"to":"{to}","text":"{text}"})", "+359888123456", "a\"b\\\n{to}", Escape::json),
            R"({"to":"+359888123456","text":"a\"b\\\u000a{to}"})");
  EXPECT_EQ(filled("to={to}&t={text}", "+359", "Утре & {x}", Escape::url),
            "to=%2B359&t=%D0%A3%D1%82%D1%80%D0%B5%20%26%20%7Bx%7D");
}

TEST(SmsGateway, settings_that_cannot_work_are_said_at_start) {
  const std::string usual(sms_body_usual);
  EXPECT_EQ(why_not({"https://sms.example/send", usual, "secret", false}), "");
  EXPECT_EQ(why_not({"http://10.0.0.5/send?to={to}&text={text}", "", "", true}), "");
  EXPECT_NE(why_not({"http://sms.example/send", usual, "", false}), "");
  EXPECT_NE(why_not({"ftp://sms.example/send", usual, "", true}), "");
  EXPECT_NE(why_not({"sms.example", usual, "", false}), "");
  EXPECT_NE(why_not({"https://sms.example/send", "text={text}", "", false}), "");
  EXPECT_NE(why_not({"https://sms.example/send", usual, "a\r\nX: y", false}), "");
}

/// A gateway that keeps what it gets and answers as told; status 0: falls silent and hangs up.
class Sink {
 public:
  explicit Sink(int status) : m_status(status), m_listening(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(m_listening, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::listen(m_listening, 8), 0);
    ::getsockname(m_listening, reinterpret_cast<sockaddr*>(&address), &length);
    m_url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/send";
    m_thread = std::thread([this] {
      for (int client; (client = ::accept(m_listening, nullptr, nullptr)) >= 0; ::close(client)) talk(client);
    });
  }
  ~Sink() {
    ::shutdown(m_listening, SHUT_RDWR);
    ::close(m_listening);
    m_thread.join();
  }
  const std::string& url() const { return m_url; }
  std::vector<std::string> requests() {
    const std::lock_guard lock(m_mutex);
    return m_requests;
  }

 private:
  void talk(int client) {
    std::string all;
    char piece[4096];
    for (ssize_t got; (got = ::recv(client, piece, sizeof piece, 0)) > 0;) {
      all.append(piece, static_cast<std::size_t>(got));
      const auto head = all.find("\r\n\r\n"), length = all.find("Content-Length: ");
      if (head != std::string::npos && all.size() >= head + 4 + std::stoul(all.substr(length + 16))) break;
    }
    const std::lock_guard lock(m_mutex);
    m_requests.push_back(all);
    if (m_status == 0) return;
    const auto answer = "HTTP/1.1 " + std::to_string(m_status) + " x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    EXPECT_GT(::send(client, answer.data(), answer.size(), 0), 0);
  }

  const int m_status, m_listening;
  std::string m_url;
  std::mutex m_mutex;
  std::vector<std::string> m_requests;
  std::thread m_thread;
};

class SmsTest : public testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  SetClock m_clock{{1'795'300'000'000'000}};
  Uuid m_id = m_db->write([&](db::Tx& tx) {
    return queue_never_twice(tx, m_clock,
                             {Channel::sms, {"+359888123456", words::Language::bg, "test", {}}, later(7200)});
  });

  Instant later(std::int64_t seconds) const { return m_clock.now().plus_seconds(seconds); }
  void wait(std::int64_t seconds) { m_clock.move_to(later(seconds)); }
  int send(const Sink& sink) { return send_to(sink.url()); }
  int send_to(const std::string& url, bool private_network = true) {
    return send_waiting_sms(*m_db, m_clock, {url, std::string(sms_body_usual), "geheim", private_network});
  }
  Fate fate() {
    return m_db->read([&](db::Session& s) { return find_fate(s, m_id, m_clock.now()); });
  }
};

TEST_P(SmsTest, goes_once_with_its_secret) {
  Sink sink(202);
  EXPECT_EQ(fate(), Fate::waiting);
  EXPECT_EQ(send(sink), 1);
  wait(4000);
  EXPECT_EQ(send(sink), 0);
  EXPECT_EQ(fate(), Fate::sent);
  ASSERT_EQ(sink.requests().size(), 1u);
  const auto request = sink.requests().front();
  EXPECT_NE(request.find("Authorization: Bearer geheim\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find(R"({"to":"+359888123456","text":"message.test.sms"})"), std::string::npos);
}

TEST_P(SmsTest, is_tried_again_when_the_gateway_refused_it) {
  Sink refusing(503), taking(200);
  EXPECT_EQ(send(refusing), 0);
  EXPECT_EQ(send(taking), 0) << "too early";
  wait(60);
  EXPECT_EQ(send(taking), 1);
  EXPECT_EQ(fate(), Fate::sent);
}

TEST_P(SmsTest, never_again_when_nobody_knows_whether_it_went) {
  Sink silent(0), taking(200);
  EXPECT_EQ(send(silent), 0);
  EXPECT_EQ(silent.requests().size(), 1u);
  wait(3000);
  EXPECT_EQ(send(taking), 0);
  EXPECT_EQ(fate(), Fate::unsure);
}

TEST_P(SmsTest, is_not_sent_when_it_is_no_longer_true) {
  Sink refusing(500), taking(200);
  EXPECT_EQ(send(refusing), 0);
  wait(7201);
  EXPECT_EQ(send(taking), 0);
  EXPECT_EQ(fate(), Fate::failed);
}

TEST_P(SmsTest, goes_into_a_private_network_only_where_that_was_said) {
  Sink sink(200);
  EXPECT_EQ(send_to(sink.url(), false), 0);
  EXPECT_TRUE(sink.requests().empty());
  EXPECT_EQ(fate(), Fate::waiting);
  wait(60);
  EXPECT_EQ(send(sink), 1);
}

TEST_P(SmsTest, without_a_gateway_nothing_is_sent) { EXPECT_EQ(send_to(""), 0); }

INSTANTIATE_TEST_SUITE_P(Engines, SmsTest, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::post
