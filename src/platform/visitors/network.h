#pragma once
#include <string>
#include <string_view>

namespace gishe::visitors {

/// Whose address this is, as far as limits go: of IPv6 the network of 64 bits, for one household has as many addresses
/// as it likes; anything else is itself. Pure.
std::string network_of(std::string_view remote);

}  // namespace gishe::visitors
