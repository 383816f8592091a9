#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"

/// The second wall, on PostgreSQL: rows about people are behind policies of the database itself (row-level security),
/// which ask who acts. Every transaction of a thread tells the server, in the round trip of its BEGIN. A thread on
/// which nothing was said acts for nobody: to it the tables behind the wall are empty. SQLite has no such wall.
namespace gishe::db {

struct Acting {
  enum class As { nobody, account, house };
  As as = As::nobody;
  AccountId account;
  MunicipalityCode town;
  bool operator==(const Acting&) const = default;

  /// Who acts on this thread now.
  static inline thread_local const Acting* of_this_thread = nullptr;
};

/// From here to the end of the block this thread acts for somebody else. Made in few places: where a request is let in
/// (platform/web/gate), where jobs run, and where a command begins.
class ActingAs {
 public:
  explicit ActingAs(Acting acting) : m_acting(std::move(acting)), m_before(Acting::of_this_thread) {
    Acting::of_this_thread = &m_acting;
  }
  ~ActingAs() { Acting::of_this_thread = m_before; }
  ActingAs(const ActingAs&) = delete;
  ActingAs& operator=(const ActingAs&) = delete;

 private:
  const Acting m_acting;
  const Acting* const m_before;
};

/// The house looks past its own wall, because a rule says so and has been asked before: from here to the end of the
/// block, also in the middle of a transaction. Every use stands with its reason in tests/house/rules/wall.py.
class BeyondTheWall {
 public:
  BeyondTheWall() : m_acting({Acting::As::house, {}, {}}) {}

 private:
  ActingAs m_acting;
};

/// How it stands, among what Database::condition() says.
inline constexpr const char* wall_line = "second wall";
inline bool wall_is_down(const std::vector<std::pair<std::string, std::string>>& condition) {
  for (const auto& [name, value] : condition) {
    if (name == wall_line && value.starts_with("DOES NOT STAND")) return true;
  }
  return false;
}

}  // namespace gishe::db
