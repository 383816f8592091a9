#include "platform/web/limits.h"

#include <algorithm>

namespace gishe::web {

bool Limits::enter(const std::string& address) {
  std::lock_guard lock(m_mutex);
  if (m_connections >= m_options.connections_max) return false;
  Seen& seen = m_seen[address];
  // Behind a proxy every connection comes from the proxy.
  if (!m_options.behind_tls && seen.connections >= m_options.connections_per_address) return false;
  ++seen.connections;
  ++m_connections;
  return true;
}

void Limits::leave(const std::string& address) {
  std::lock_guard lock(m_mutex);
  --m_connections;
  --m_seen[address].connections;
}

int Limits::connections() const {
  std::lock_guard lock(m_mutex);
  return m_connections;
}

bool Limits::may_ask(const std::string& address, std::int64_t now_micros) {
  const std::int64_t cost = 1'000'000 / std::max(1, m_options.requests_per_second_per_address);
  std::lock_guard lock(m_mutex);
  Seen& seen = m_seen[address];
  const std::int64_t until = std::max(seen.used_until, now_micros) + cost;
  if (until - now_micros > 2'000'000 + cost) return false;
  seen.used_until = until;
  return true;
}

bool Limits::may_hold(const std::string& address, std::size_t bytes) {
  std::lock_guard lock(m_mutex);
  Seen& seen = m_seen[address];
  if (m_held + bytes > m_options.bodies_bytes_max || seen.held + bytes > m_options.bodies_bytes_max / 2) return false;
  seen.held += bytes;
  m_held += bytes;
  return true;
}

void Limits::give_back(const std::string& address, std::size_t bytes) {
  std::lock_guard lock(m_mutex);
  m_seen[address].held -= bytes;
  m_held -= bytes;
}

bool HeldBytes::grow_to(std::size_t bytes) {
  constexpr std::size_t anybody = 64 << 10;
  if (bytes <= std::max(anybody, m_bytes)) return true;
  if (!m_limits->may_hold(m_address, bytes - m_bytes)) return false;
  m_bytes = bytes;
  return true;
}

void Limits::forget_idle(std::int64_t now_micros) {
  std::lock_guard lock(m_mutex);
  std::erase_if(m_seen, [&](const auto& entry) {
    return entry.second.connections == 0 && entry.second.held == 0 && entry.second.used_until < now_micros;
  });
}

}  // namespace gishe::web
