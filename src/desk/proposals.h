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
inline constexpr int candidates_enough = 60;  // fitting ones: no farther municipality is asked

/// Nullopt when the person is not in scope.
std::optional<std::vector<Proposal>> propose(db::Session& session, const access::Scope& scope,
                                             const Application& application, const Line& line, Day today);
/// The one service, judged by the same rules; nullopt when there is no such service or person.
std::optional<Proposal> judge(db::Session& session, const access::Scope& scope, const Application& application,
                              const Line& line, const ServiceId& service, Day today);

}  // namespace gishe::desk
