#pragma once
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_set>

namespace gishe::web {

/// Sessions and tokens that were good a short while ago: enough to let their requests go before those of strangers,
/// never enough to let anybody in. Keeps hashes only; forgets after ten to twenty minutes. For many threads.
class Known {
 public:
  void remember(std::string_view credential, std::int64_t now_micros);
  bool holds(std::string_view credential) const;

 private:
  static constexpr std::int64_t turn_micros = 600'000'000;
  static constexpr std::size_t kept_max = 20'000;  // of one turn
  mutable std::mutex m_mutex;
  std::int64_t m_turned_at = 0;
  std::unordered_set<std::size_t> m_now, m_before;
};

}  // namespace gishe::web
