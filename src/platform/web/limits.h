#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

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
  /// Forgets addresses that are idle.
  void forget_idle(std::int64_t now_micros);

 private:
  struct Seen {
    int connections = 0;
    std::int64_t used_until = 0;  // when the bucket is full again
  };
  const ServerOptions m_options;
  mutable std::mutex m_mutex;
  std::unordered_map<std::string, Seen> m_seen;
  int m_connections = 0;
};

}  // namespace gishe::web
