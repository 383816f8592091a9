#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "platform/web/web.h"

namespace gishe::web {

/// How much one address may ask of us. Offices share an address, so the figures are options. Thread safe.
class Limits {
 public:
  explicit Limits(const ServerOptions& options) : m_options(options) {}

  /// A new connection; false: too many of this address, or altogether. Each true is given back with leave().
  bool enter(const std::string& address);
  void leave(const std::string& address);
  int connections() const;

  /// One request more; false: too many this second. Allows a burst of two seconds' worth.
  bool may_ask(const std::string& address, std::int64_t now_micros);
  /// Room for so many bytes more of a body; false: this address, or all together, hold too many. Given back with
  /// give_back().
  bool may_hold(const std::string& address, std::size_t bytes);
  void give_back(const std::string& address, std::size_t bytes);
  /// Forgets addresses that are idle.
  void forget_idle(std::int64_t now_micros);

 private:
  struct Seen {
    int connections = 0;
    std::int64_t used_until = 0;  // when the bucket is full again
    std::size_t held = 0;         // bytes of bodies
  };
  const ServerOptions m_options;
  mutable std::mutex m_mutex;
  std::unordered_map<std::string, Seen> m_seen;
  int m_connections = 0;
  std::size_t m_held = 0;
};

/// The room one request's body takes, given back when the request is over. What any request may send does not count, so
/// that ordinary forms go through while somebody sends large files.
class HeldBytes {
 public:
  HeldBytes() = default;
  HeldBytes(Limits& limits, std::string address) : m_limits(&limits), m_address(std::move(address)) {}
  HeldBytes(HeldBytes&& other) noexcept { *this = std::move(other); }
  HeldBytes& operator=(HeldBytes&& other) noexcept {
    std::swap(m_limits, other.m_limits);
    std::swap(m_address, other.m_address);
    std::swap(m_bytes, other.m_bytes);
    return *this;
  }
  ~HeldBytes() {
    if (m_bytes > 0) m_limits->give_back(m_address, m_bytes);
  }
  /// Before the body grows to `bytes`. False: there is no room.
  bool grow_to(std::size_t bytes);

 private:
  Limits* m_limits = nullptr;
  std::string m_address;
  std::size_t m_bytes = 0;
};

}  // namespace gishe::web
