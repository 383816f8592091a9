#include "platform/visitors/network.h"

#include <arpa/inet.h>

#include "base/text.h"

namespace gishe::visitors {

std::string network_of(std::string_view remote) {
  const std::string whole(remote);
  in6_addr address{};
  if (inet_pton(AF_INET6, whole.c_str(), &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address)) return whole;
  constexpr std::size_t network_bytes = 8;
  return text::hex({reinterpret_cast<const char*>(address.s6_addr), network_bytes}) + "/64";
}

}  // namespace gishe::visitors
