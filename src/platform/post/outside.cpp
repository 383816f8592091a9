#include "platform/post/outside.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace gishe::post {
namespace {

bool is_own_network_v4(const std::uint8_t* a) {
  return a[0] == 0 || a[0] == 10 || a[0] == 127 || (a[0] == 100 && (a[1] & 0xC0) == 64) ||
         (a[0] == 169 && a[1] == 254) || (a[0] == 172 && (a[1] & 0xF0) == 16) || (a[0] == 192 && a[1] == 168) ||
         a[0] >= 224;
}

/// Loopback, private, link-local, shared, multicast: RFC 6890.
bool is_own_network(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &in.sin_addr, bytes.size());
    return is_own_network_v4(bytes.data());
  }
  if (address.sa_family != AF_INET6) return true;
  sockaddr_in6 in{};
  std::memcpy(&in, &address, sizeof in);
  std::array<std::uint8_t, 16> b{};
  std::memcpy(b.data(), &in.sin6_addr, b.size());
  const bool first_ten_zero = std::all_of(b.begin(), b.begin() + 10, [](auto byte) { return byte == 0; });
  const bool mapped = first_ten_zero && b[10] == 0xFF && b[11] == 0xFF;
  if (mapped) return is_own_network_v4(b.data() + 12);
  return first_ten_zero || (b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0) == 0x80) || b[0] == 0xFF;
}

/// libcurl asks for a socket for the very address it has resolved and is about to connect to.
curl_socket_t open_socket(void* own_network_allowed, curlsocktype, curl_sockaddr* to) {
  if (!*static_cast<const bool*>(own_network_allowed) && is_own_network(to->addr)) return CURL_SOCKET_BAD;
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

struct Into {
  std::string* body;
  std::size_t bytes_max;
};
std::size_t take(char* bytes, std::size_t, std::size_t count, void* into_pointer) {
  auto& into = *static_cast<Into*>(into_pointer);
  if (into.body->size() + count > into.bytes_max) return 0;  // ends the transfer
  into.body->append(bytes, count);
  return count;
}

struct Freed {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

OutsideAnswer ask_outside(const OutsideRequest& request) {
  OutsideAnswer answer;
  const std::unique_ptr<CURL, Freed> curl(curl_easy_init());
  if (!curl) {
    answer.fault = "libcurl does not start";
    return answer;
  }
  std::unique_ptr<curl_slist, Freed> fields(curl_slist_append(nullptr, "Expect:"));
  const auto field = [&](const std::string& line) {
    curl_slist* const longer = curl_slist_append(fields.get(), line.c_str());
    if (longer && longer != fields.get()) fields.reset(longer);
  };
  if (!request.bearer.empty()) field("Authorization: Bearer " + request.bearer);
  if (!request.content_type.empty()) field("Content-Type: " + request.content_type);
  Into into{&answer.body, request.bytes_max};
  bool own_network = request.own_network;
  CURL* const c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, static_cast<long>(request.seconds));
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, fields.get());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &into);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &own_network);
  if (!request.body.empty()) {
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  const CURLcode code = curl_easy_perform(c);
  long status = 0, sent = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(c, CURLINFO_REQUEST_SIZE, &sent);
  if (code == CURLE_OK) {
    answer.status = static_cast<int>(status);
    return answer;
  }
  answer.body.clear();
  answer.fault = code == CURLE_WRITE_ERROR ? "the answer is too long" : curl_easy_strerror(code);
  answer.perhaps_done = sent > 0;
  return answer;
}

}  // namespace gishe::post
