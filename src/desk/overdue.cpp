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

std::vector<Overdue> list_unanswered(db::Session& session, const Actor& actor, Day today, int limit) {
  const auto scope = access::scope(actor, access::Action::see_overdue);
  std::vector<Overdue> late;
  // By the referral's own day: an emergency sent yesterday is overdue before a thousand ordinary ones sent last week.
  for (const referrals::Referral& r : referrals::list_overdue(session, actor, today, limit)) {
    Overdue o;
    if (!r.source.is_nil()) {
      const auto line = find_waiting_line(session, scope, ApplicationLineId{r.source});
      if (!line) continue;  // the application is not for these eyes
      o = overdue_from(*line);
    }
    o.due_on = *r.answer_due_on;
    o.referral = r.id;
    o.referral_number = r.number;
    o.referral_state = referrals::state_name(r.state);
    o.organisation = r.to_organisation_name;
    late.push_back(std::move(o));
  }
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
