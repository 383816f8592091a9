#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "staff/staff.h"

namespace gishe::staff {

/// What by_session found, kept for at most 5 seconds so that a page of ten requests asks the database once.
/// Signing out, disabling and every change of posts in this process empties it at once; in another process on the same
/// database it takes effect within the 5 seconds. At most 10,000 entries.
class SessionCache {
 public:
  static constexpr std::int64_t kept_micros = 5'000'000;
  static constexpr std::size_t entries_max = 10'000;

  struct Entry {
    web::SignedIn who;
    Instant loaded_at, idle_at, expires_at;
  };
  std::optional<web::SignedIn> find(std::string_view digest, Instant now);
  /// Before reading the database; put() with an older mark keeps nothing, so that a sign-out in between wins.
  std::uint64_t mark();
  void put(std::string_view digest, const Entry& entry, std::uint64_t mark);
  void forget_all();

 private:
  std::mutex m_lock;
  std::unordered_map<std::string, Entry> m_entries;
  std::uint64_t m_generation = 0;
};

/// One a database; tests with several databases at once do not meet, because digests are of random tokens.
SessionCache& session_cache();

}  // namespace gishe::staff
