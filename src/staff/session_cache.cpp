#include "staff/session_cache.h"

namespace gishe::staff {

std::optional<web::SignedIn> SessionCache::find(std::string_view digest, Instant now) {
  const std::lock_guard hold(m_lock);
  const auto at = m_entries.find(std::string(digest));
  if (at == m_entries.end()) return std::nullopt;
  const Entry& entry = at->second;
  const bool old = now.micros - entry.loaded_at.micros >= kept_micros || now < entry.loaded_at;
  if (old || now >= entry.idle_at || now >= entry.expires_at) {
    m_entries.erase(at);
    return std::nullopt;
  }
  return entry.who;
}

std::uint64_t SessionCache::mark() {
  const std::lock_guard hold(m_lock);
  return m_generation;
}

void SessionCache::put(std::string_view digest, const Entry& entry, std::uint64_t seen) {
  const std::lock_guard hold(m_lock);
  if (seen != m_generation) return;
  if (m_entries.size() >= entries_max) m_entries.clear();
  m_entries.insert_or_assign(std::string(digest), entry);
}

void SessionCache::forget_all() {
  const std::lock_guard hold(m_lock);
  ++m_generation;
  m_entries.clear();
}

SessionCache& session_cache() {
  static SessionCache cache;
  return cache;
}

}  // namespace gishe::staff
