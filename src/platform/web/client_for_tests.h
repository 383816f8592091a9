#pragma once
#include <string>
#include <string_view>

namespace gishe::web::testing {

/// A client that sends exactly the bytes it is told to: what no HTTP library would send can be sent too.
class Client {
 public:
  explicit Client(int port);
  ~Client();
  Client(const Client&) = delete;

  Client& send(std::string_view bytes);
  /// One answer by its Content-Length (HEAD: without body); empty status 0 when the connection ended before.
  struct Answer {
    int status = 0;
    std::string head, body;
    std::string field(std::string_view name) const;
    bool has(std::string_view text) const { return head.find(text) != std::string::npos; }
  };
  Answer answer(bool head_only = false);
  Answer ask(std::string_view bytes) { return send(bytes).answer(); }
  /// The server closed: nothing more to read within the time.
  bool closed(int milliseconds = 3000);
  /// Closes at once with a reset, as a crashed client's machine does.
  void vanish();

 private:
  bool read_some(int milliseconds);
  int m_socket = -1;
  std::string m_unread;
  bool m_ended = false;
};

}  // namespace gishe::web::testing
