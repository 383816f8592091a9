#include "desk/application_store.h"
#include "desk/visible.h"

// Lists of applications and lines. Each walks one index in its order and stops at its limit.
namespace gishe::desk {
namespace {

#define LISTED_COLUMNS "SELECT a.id, a.number, a.urgency, a.state, a.received_on, a.due_on, "
#define LISTED_LINES "application_line l WHERE l.municipality = a.municipality AND l.application_id = a.id"
// The needs of each come along: asked one by one they are most of a page's statements.
#define LISTED_NEEDS_SQLITE \
  "(SELECT group_concat(need_code) FROM (SELECT l.need_code FROM " LISTED_LINES " ORDER BY l.position))"
#define LISTED_NEEDS_POSTGRESQL "(SELECT string_agg(l.need_code, ',' ORDER BY l.position) FROM " LISTED_LINES ")"
#define NEWEST_FIRST "AND a.id < $5 ORDER BY a.id DESC LIMIT $6"
#define LIST_OF(name, index, condition)                                             \
  {name,                                                                            \
   LISTED_COLUMNS LISTED_NEEDS_SQLITE " FROM application a INDEXED BY " index       \
                                      " WHERE" DESK_VISIBLE condition NEWEST_FIRST, \
   LISTED_COLUMNS LISTED_NEEDS_POSTGRESQL " FROM application a WHERE" DESK_VISIBLE condition NEWEST_FIRST}
#define OVERDUE                                                                   \
  " WHERE" DESK_VISIBLE                                                           \
  "AND a.state IN ('received', 'awaiting_papers', 'under_way') AND a.due_on < $5" \
  " ORDER BY a.due_on, a.id LIMIT $6"
#define WAITING_COLUMNS "l.application_id, l.id, a.number, l.need_code, l.state, l.routed_on, l.due_on"
#define LINE_JOIN \
  " FROM application_line l JOIN application a ON a.municipality = l.municipality AND a.id = l.application_id"

const db::Query q_open LIST_OF("application.list_open", "application_open", "AND a.state <> 'closed' ");
const db::Query q_in_state LIST_OF("application.list_in_state", "application_by_state", "AND a.state = $7 ");
const db::Query q_of_person LIST_OF("application.list_of_person", "application_of_person", "AND a.person_id = $7 ");
const db::Query q_overdue{"application.list_overdue",
                          LISTED_COLUMNS LISTED_NEEDS_SQLITE
                          " FROM application a INDEXED BY application_by_due" OVERDUE,
                          LISTED_COLUMNS LISTED_NEEDS_POSTGRESQL " FROM application a" OVERDUE};
// PostgreSQL would collect the open ones of each level before it counts the first: the inner statement keeps it
// walking.
const db::Query q_count_open{
    "application.count_open",
    "SELECT count(*) FROM (SELECT 1 FROM application a INDEXED BY application_open"
    " WHERE" DESK_VISIBLE "AND a.state <> 'closed' LIMIT $5) AS open",
    "SELECT count(*) FROM (SELECT 1 FROM (SELECT x.* FROM application x"
    " WHERE x.municipality = $1 AND x.state <> 'closed' ORDER BY x.id OFFSET 0) a WHERE" DESK_VISIBLE
    "LIMIT $5) AS open"};
const db::Query q_due{"application.lines_due", "SELECT " WAITING_COLUMNS LINE_JOIN
                                               " WHERE l.municipality = $1 AND l.due_on < $5 AND l.state IN"
                                               " ('received', 'completeness_check', 'awaiting_papers', 'routed',"
                                               " 'in_assessment') AND" DESK_VISIBLE "ORDER BY l.due_on, l.id LIMIT $6"};
const db::Query q_line{"application.line",
                       "SELECT " WAITING_COLUMNS LINE_JOIN " WHERE l.municipality = $1 AND l.id = $5 AND" DESK_VISIBLE};
const db::Query q_routed{"application.lines_routed",
                         "SELECT " WAITING_COLUMNS LINE_JOIN
                         " WHERE l.municipality = $1 AND l.state = 'routed' AND" DESK_VISIBLE
                         "ORDER BY l.routed_on, l.id LIMIT $5"};

Listed listed_from(const db::Row& row) {
  return {row.id<ApplicationId>(0),
          row.string(1),
          row.string(2),
          application_state_from(row.text(3)).value_or(ApplicationState::received),
          row.day(4),
          row.day(5),
          row.string(6)};
}

WaitingLine waiting_from(const db::Row& row) {
  return {row.id<ApplicationId>(0),
          row.id<ApplicationLineId>(1),
          row.string(2),
          row.string(3),
          line_state_from(row.text(4)).value_or(LineState::received),
          row.maybe_day(5),
          row.day(6)};
}

}  // namespace

std::vector<Listed> list_applications(db::Session& session, const access::Scope& scope, const ListFilter& filter,
                                      int limit) {
  const MunicipalityCode& home = bound_municipality(scope);
  const int level = bound_level(scope), team = team_only(scope);
  Uuid before;
  before.bytes.fill(0xff);
  if (filter.before) before = filter.before->value;
  std::vector<Listed> listed;
  const auto take = [&](const db::Row& row) { listed.push_back(listed_from(row)); };
  if (filter.person) {
    session.each(q_of_person, {home, level, scope.account(), team, before, limit, *filter.person}, take);
  } else if (filter.state) {
    session.each(q_in_state, {home, level, scope.account(), team, before, limit, application_state_name(*filter.state)},
                 take);
  } else {
    session.each(q_open, {home, level, scope.account(), team, before, limit}, take);
  }
  return listed;
}

std::vector<Listed> list_for_own_eyes(db::Session& session, const access::Scope& scope,
                                      const MunicipalityCode& municipality, const PersonId& person, int limit) {
  std::vector<Listed> listed;
  if (scope.none()) return listed;
  Uuid before;
  before.bytes.fill(0xff);
  session.each(q_of_person, {municipality, scope.sensitivity_max(), scope.account(), 0, before, limit, person},
               [&](const db::Row& row) { listed.push_back(listed_from(row)); });
  return listed;
}

std::vector<Listed> list_overdue_applications(db::Session& session, const access::Scope& scope, Day today, int limit) {
  std::vector<Listed> listed;
  session.each(q_overdue,
               {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), today, limit},
               [&](const db::Row& row) { listed.push_back(listed_from(row)); });
  return listed;
}

std::int64_t count_open(db::Session& session, const access::Scope& scope, int limit) {
  return session.count(q_count_open,
                       {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), limit});
}

std::vector<WaitingLine> list_lines_due(db::Session& session, const access::Scope& scope, Day before, int limit) {
  std::vector<WaitingLine> lines;
  session.each(q_due, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), before, limit},
               [&](const db::Row& row) { lines.push_back(waiting_from(row)); });
  return lines;
}

std::optional<WaitingLine> find_waiting_line(db::Session& session, const access::Scope& scope,
                                             const ApplicationLineId& line) {
  std::optional<WaitingLine> found;
  session.one(q_line, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), line},
              [&](const db::Row& row) { found = waiting_from(row); });
  return found;
}

std::vector<WaitingLine> list_lines_routed(db::Session& session, const access::Scope& scope, int limit) {
  std::vector<WaitingLine> lines;
  session.each(q_routed, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), limit},
               [&](const db::Row& row) { lines.push_back(waiting_from(row)); });
  return lines;
}

}  // namespace gishe::desk
