#include "platform/web/client_for_tests.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace gishe::web::testing {

Client::Client(int port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

Client::~Client() {
  if (m_socket >= 0) ::close(m_socket);
}

Client& Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) break;  // the server refused meanwhile; its answer is still to be read
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return *this;
}

bool Client::read_some(int milliseconds) {
  pollfd waiting{m_socket, POLLIN, 0};
  if (m_ended || ::poll(&waiting, 1, milliseconds) != 1) return false;
  char buffer[65536];
  const ssize_t n = ::recv(m_socket, buffer, sizeof buffer, 0);
  m_ended = n <= 0;
  if (n > 0) m_unread.append(buffer, static_cast<std::size_t>(n));
  return n > 0;
}

Client::Answer Client::answer(bool head_only) {
  Answer a;
  std::size_t end;
  while ((end = m_unread.find("\r\n\r\n")) == std::string::npos) {
    if (!read_some(8000)) return a;
  }
  a.head = m_unread.substr(0, end + 2);
  m_unread.erase(0, end + 4);
  a.status = std::stoi(a.head.substr(9, 3));
  const std::string length = a.field("Content-Length");
  const std::size_t bytes = head_only || length.empty() ? 0 : std::stoul(length);
  while (m_unread.size() < bytes && read_some(8000)) {
  }
  a.body = m_unread.substr(0, bytes);
  m_unread.erase(0, bytes);
  return a;
}

std::string Client::Answer::field(std::string_view name) const {
  const std::string key = "\r\n" + std::string(name) + ": ";
  const std::size_t at = head.find(key);
  if (at == std::string::npos) return {};
  return head.substr(at + key.size(), head.find("\r\n", at + 2) - at - key.size());
}

bool Client::closed(int milliseconds) {
  while (read_some(milliseconds)) {
  }
  return m_ended;
}

void Client::vanish() {
  const linger at_once{1, 0};
  ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(m_socket);
  m_socket = -1;
}

}  // namespace gishe::web::testing
