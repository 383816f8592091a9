#include "platform/post/post.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <thread>

#include "platform/db/testing.h"
#include "platform/post/letter.h"

namespace gishe::post {
namespace {

/// A mail server that keeps what it gets, or refuses every recipient.
class Sink {
 public:
  explicit Sink(bool refuses) : m_refuses(refuses), m_listening(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(m_listening, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::listen(m_listening, 8), 0);
    ::getsockname(m_listening, reinterpret_cast<sockaddr*>(&address), &length);
    m_url = "smtp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    m_thread = std::thread([this] {
      for (int client; (client = ::accept(m_listening, nullptr, nullptr)) >= 0;) talk(client);
    });
  }
  ~Sink() {
    ::shutdown(m_listening, SHUT_RDWR);
    ::close(m_listening);
    m_thread.join();
  }
  const std::string& url() const { return m_url; }
  std::vector<std::string> letters() {
    const std::lock_guard lock(m_mutex);
    return m_letters;
  }

 private:
  void talk(int client) {
    const auto say = [&](const std::string& words) {
      const auto line = words + "\r\n";
      EXPECT_GT(::send(client, line.data(), line.size(), 0), 0);
    };
    say("220 sink");
    std::string buffer, letter;
    bool in_letter = false;
    char piece[4096];
    for (ssize_t got; (got = ::recv(client, piece, sizeof piece, 0)) > 0;) {
      buffer.append(piece, static_cast<std::size_t>(got));
      for (std::size_t end; (end = buffer.find("\r\n")) != std::string::npos; buffer.erase(0, end + 2)) {
        const auto line = buffer.substr(0, end);
        if (in_letter && line != ".")
          letter += line + "\n";
        else if (in_letter) {
          const std::lock_guard lock(m_mutex);
          m_letters.push_back(std::exchange(letter, {}));
          in_letter = false;
          say("250 kept");
        } else if (line == "DATA") {
          in_letter = true;
          say("354 go on");
        } else {
          say(m_refuses && line.starts_with("RCPT") ? "550 no such mailbox" : "250 ok");
        }
      }
    }
    ::close(client);
  }

  const bool m_refuses;
  int m_listening;
  std::string m_url;
  std::mutex m_mutex;
  std::vector<std::string> m_letters;
  std::thread m_thread;
};

class PostTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  SetClock m_clock{{1'795'300'000'000'000}};

  void queue_one() {
    m_db->write([&](db::Tx& tx) { queue(tx, m_clock, {"desk@example.bg", words::Language::bg, "test", {}}); });
  }
  int send(const Sink& sink) { return send_waiting(*m_db, m_clock, {sink.url(), "gishe@example.bg", "", ""}); }
  void wait_minutes(int minutes) { m_clock.move_to(m_clock.now().plus_seconds(60 * minutes)); }
};

TEST_P(PostTest, sends_what_was_committed_once) {
  Sink sink(false);
  queue_one();
  queue_one();
  const auto refused = m_db->write([&](db::Tx& tx) -> Result<Done> {
    queue(tx, m_clock, {"never@example.bg", words::Language::bg, "test", {}});
    return not_found;
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(send(sink), 2);
  EXPECT_EQ(send(sink), 0);
  const auto letters = sink.letters();
  ASSERT_EQ(letters.size(), 2u);
  EXPECT_NE(letters[0].find("To: <desk@example.bg>"), std::string::npos);
  EXPECT_NE(letters[0].find("Subject: message.test.subject"), std::string::npos);
  EXPECT_NE(letters[0].find("bWVzc2FnZS50ZXN0LmJvZHk="), std::string::npos) << letters[0];
}

TEST_P(PostTest, waits_longer_after_each_failure_and_gives_up_after_ten) {
  Sink refusing(true);
  queue_one();
  EXPECT_EQ(send(refusing), 0);
  wait_minutes(0);
  Sink taking(false);
  EXPECT_EQ(send(taking), 0) << "too early";
  wait_minutes(1);
  EXPECT_EQ(send(refusing), 0);
  wait_minutes(1);
  EXPECT_EQ(send(taking), 0) << "the second wait is two minutes";
  for (int i = 2; i < 10; ++i) {
    wait_minutes(600);
    EXPECT_EQ(send(refusing), 0);
  }
  wait_minutes(10'000);
  EXPECT_EQ(send(taking), 0) << "given up";
  EXPECT_TRUE(taking.letters().empty());
}

TEST_P(PostTest, without_a_server_messages_wait) {
  queue_one();
  EXPECT_EQ(send_waiting(*m_db, m_clock, {}), 0);
  Sink sink(false);
  EXPECT_EQ(send(sink), 1);
}

TEST_P(PostTest, refuses_an_address_with_a_header_in_it) {
  EXPECT_THROW(m_db->write([&](db::Tx& tx) {
    queue(tx, m_clock, {"a@example.bg\r\nBcc: b@example.bg", words::Language::bg, "test", {}});
  }),
               std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(Engines, PostTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST(Letter, knows_an_address) {
  EXPECT_TRUE(is_address("a@b"));
  EXPECT_TRUE(is_address("мария@пример.бг"));
  for (const char* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b,c@d", "<a@b>", "a@b\n", "\"a\"@b"}) {
    EXPECT_FALSE(is_address(bad)) << bad;
  }
}

TEST(Letter, writes_subjects_and_dates_as_mail_wants_them) {
  EXPECT_EQ(encode_subject("Plain"), "Plain");
  EXPECT_EQ(encode_subject("Ж"), "=?UTF-8?B?0JY=?=");
  const auto longer = encode_subject("Имате ново насочване от съседната община Септември, моля влезте");
  EXPECT_NE(longer.find("?=\r\n =?UTF-8?B?"), std::string::npos);
  EXPECT_EQ(encode_subject("Две\r\nреда").find("\r\nреда"), std::string::npos);
  EXPECT_EQ(mail_date({1'795'339'800'000'000}), "Sun, 22 Nov 2026 09:30:00 +0000");
}

}  // namespace
}  // namespace gishe::post
