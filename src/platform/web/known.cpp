#include "platform/web/known.h"

#include <functional>
#include <utility>

namespace gishe::web {

void Known::remember(std::string_view credential, std::int64_t now_micros) {
  const std::lock_guard lock(m_mutex);
  if (now_micros - m_turned_at > turn_micros) {
    m_before = std::exchange(m_now, {});
    m_turned_at = now_micros;
  }
  if (m_now.size() < kept_max) m_now.insert(std::hash<std::string_view>()(credential));
}

bool Known::holds(std::string_view credential) const {
  const std::size_t hash = std::hash<std::string_view>()(credential);
  const std::lock_guard lock(m_mutex);
  return m_now.contains(hash) || m_before.contains(hash);
}

}  // namespace gishe::web
