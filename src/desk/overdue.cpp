#include <algorithm>
#include <map>

#include "desk/application_store.h"
#include "desk/desk.h"
#include "desk/task.h"

namespace gishe::desk {
namespace {

Overdue overdue_from(const WaitingLine& line) {
  return {line.application, line.line,    line.number, line.need, std::string(line_state_name(line.state)),
          line.due_on,      std::nullopt, {},          {},        {}};
}

}  // namespace

std::vector<Overdue> list_unanswered(db::Session& session, const access::Scope& scope, Day today, int limit) {
  const auto routed = list_lines_routed(session, scope, limit);
  std::vector<Uuid> sources;
  for (const auto& line : routed) sources.push_back(line.line.value);
  std::map<Uuid, referrals::Referral> latest;
  for (auto& referral : referrals::list_for_sources(session, scope, sources)) {
    if (!referrals::is_open(referral.state)) continue;
    latest.insert_or_assign(referral.source, std::move(referral));
  }
  std::vector<Overdue> late;
  for (const auto& line : routed) {
    const auto at = latest.find(line.line.value);
    if (at == latest.end() || !at->second.answer_due_on || *at->second.answer_due_on >= today) continue;
    const referrals::Referral& r = at->second;
    Overdue o = overdue_from(line);
    o.due_on = *r.answer_due_on;
    o.referral = r.id;
    o.referral_number = r.number;
    o.referral_state = referrals::state_name(r.state);
    o.organisation = r.to_organisation_name;
    late.push_back(std::move(o));
  }
  std::stable_sort(late.begin(), late.end(), [](const Overdue& a, const Overdue& b) { return a.due_on < b.due_on; });
  return late;
}

std::vector<Overdue> list_late_lines(db::Session& session, const access::Scope& scope, Day today, int limit) {
  std::vector<Overdue> late;
  for (const auto& line : list_lines_due(session, scope, today, limit)) late.push_back(overdue_from(line));
  return late;
}

std::vector<LateTask> list_late_tasks(db::Session& session, const access::Scope& scope, Day today, int limit) {
  std::vector<LateTask> late;
  for (const Task& t : list_open_tasks(session, scope, limit)) {
    if (t.due_on < today) late.push_back({t.id, t.application, t.kind, t.number, t.need, t.due_on});
  }
  return late;
}

}  // namespace gishe::desk
