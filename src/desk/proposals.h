#pragma once
#include <optional>
#include <vector>

#include "desk/application.h"
#include "desk/matching.h"
#include "platform/access/access.h"
#include "platform/db/db.h"

/// Brings matching its facts: services of the zone nearest first, travel, agreements, what was tried before.
namespace gishe::desk {

inline constexpr int candidates_per_group_max = 120;
inline constexpr std::size_t candidates_enough = 40;  // fitting ones: no farther municipality is asked

/// Services for one line, best first. They are ranked without their texts; these are brought for the few that are
/// shown.
class Proposals {
 public:
  std::size_t size() const { return m_ranked.size(); }
  std::size_t fitting() const { return m_fitting; }  // so many, and they come first
  const Seeker& seeker() const { return m_seeker; }
  /// Complete, from one place of the list; those that are gone meanwhile fall out.
  std::vector<Proposal> some(db::Session& session, std::size_t from, std::size_t count) const;

 private:
  friend std::optional<Proposals> propose(db::Session&, const access::Scope&, const Application&, const Line&, Day);
  Seeker m_seeker;
  std::vector<Proposal> m_ranked;
  std::size_t m_fitting = 0;
};

/// Nullopt when the person is not in scope.
std::optional<Proposals> propose(db::Session& session, const access::Scope& scope, const Application& application,
                                 const Line& line, Day today);
/// The one service, judged by the same rules; nullopt when there is no such service or person.
std::optional<Proposal> judge(db::Session& session, const access::Scope& scope, const Application& application,
                              const Line& line, const ServiceId& service, Day today);

}  // namespace gishe::desk
