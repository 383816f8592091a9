#include "desk/application_store.h"

#include "desk/visible.h"

namespace gishe::desk {
namespace {

#define APPLICATION_COLUMNS                                                                               \
  "a.id, a.municipality, a.number, a.person_id, a.representative_id, a.channel, a.own_words, a.urgency, " \
  "a.received_at, a.received_on, a.due_on, a.state, a.sensitivity, a.opened_by, a.version"
#define LINE_COLUMNS                                                                                             \
  "id, application_id, position, need_code, service_id, route, state, outcome, referral_id, routed_on, due_on, " \
  "refusal_reasons, remedy, times_declined"

const db::Query q_find{"application.find",
                       "SELECT " APPLICATION_COLUMNS " FROM application a WHERE" DESK_VISIBLE "AND a.id = $5"};
const db::Query q_by_number{"application.by_number", "SELECT " APPLICATION_COLUMNS
                                                     ", a.secret_hash FROM application a"
                                                     " WHERE a.municipality = $1 AND a.number = $2"};
const db::Query q_by_id{"application.by_id",
                        "SELECT " APPLICATION_COLUMNS " FROM application a WHERE a.municipality = $1 AND a.id = $2"};
const db::Query q_open_unseen GISHE_INDEXED("application.open_unseen",
                                            "SELECT " APPLICATION_COLUMNS " FROM application a",
                                            "application_of_person",
                                            "WHERE a.municipality = $1 AND a.person_id = $2 AND a.state <> 'closed'"
                                            " ORDER BY a.id LIMIT 50");
const db::Query q_number_taken{"application.number_taken",
                               "SELECT 1 FROM application WHERE municipality = $1 AND number = $2 UNION ALL"
                               " SELECT 1 FROM online_application WHERE municipality = $1 AND number = $2"};
const db::Query q_of_line{"application.of_line",
                          "SELECT application_id FROM application_line WHERE municipality = $1 AND id = $2"};
const db::Query q_lines{"application.lines", "SELECT " LINE_COLUMNS
                                             " FROM application_line WHERE municipality = $1 AND application_id = $2"
                                             " ORDER BY position"};
const db::Query q_papers{"application.papers",
                         "SELECT code, state, waived_because FROM application_paper"
                         " WHERE municipality = $1 AND application_id = $2 ORDER BY code"};
const db::Query q_events GISHE_INDEXED("application.events",
                                       "SELECT line_id, at, account_id, step, from_state, to_state, service_id, reason"
                                       " FROM application_line_event",
                                       "application_line_event_story",
                                       "WHERE municipality = $1 AND application_id = $2 ORDER BY id DESC LIMIT $3");
const db::Query q_tried GISHE_INDEXED("application.tried_services",
                                      "SELECT DISTINCT service_id FROM application_line_event",
                                      "application_line_event_of_line",
                                      "WHERE municipality = $1 AND line_id = $2 AND step = 'return_to_choice'"
                                      " AND reason LIKE 'declined%' AND service_id IS NOT NULL LIMIT 50");
const db::Query q_insert{"application.insert",
                         "INSERT INTO application (municipality, id, number, person_id, representative_id, channel,"
                         " own_words, urgency, received_at, received_on, due_on, state, secret_hash, sensitivity,"
                         " opened_by, version) VALUES"
                         " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)"};
const db::Query q_insert_line{"application.insert_line",
                              "INSERT INTO application_line (municipality, id, application_id, position, need_code,"
                              " route, state, outcome, due_on) VALUES ($1, $2, $3, $4, $5, '', $6, '', $7)"};
const db::Query q_update_line{"application.update_line",
                              "UPDATE application_line SET service_id = $3, route = $4, state = $5, outcome = $6,"
                              " referral_id = $7, routed_on = $8, due_on = $9, refusal_reasons = $10, remedy = $11,"
                              " times_declined = $12 WHERE municipality = $1 AND id = $2"};
const db::Query q_insert_event{"application.insert_event",
                               "INSERT INTO application_line_event (municipality, id, application_id, line_id, at,"
                               " account_id, step, from_state, to_state, service_id, reason)"
                               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
const db::Query q_require_paper{"application.require_paper",
                                "INSERT INTO application_paper (municipality, application_id, code, state, changed_at,"
                                " changed_by) VALUES ($1, $2, $3, 'required', $4, $5)"
                                " ON CONFLICT (municipality, application_id, code) DO NOTHING"};
const db::Query q_update_paper{"application.update_paper",
                               "UPDATE application_paper SET state = $4, waived_because = $5, changed_at = $6,"
                               " changed_by = $7 WHERE municipality = $1 AND application_id = $2 AND code = $3"};
const db::Query q_update_state{"application.update_state",
                               "UPDATE application SET state = $3, version = version + 1"
                               " WHERE municipality = $1 AND id = $2 AND version = $4"};

Application application_from(const db::Row& row) {
  Application a;
  a.id = row.id<ApplicationId>(0);
  a.municipality = row.municipality(1);
  a.number = row.string(2);
  a.person = row.id<PersonId>(3);
  a.representative = row.maybe_id<RepresentativeId>(4);
  a.channel = row.string(5);
  a.own_words = row.string(6);
  a.urgency = row.string(7);
  a.received_at = row.instant(8);
  a.received_on = row.day(9);
  a.due_on = row.day(10);
  a.state = application_state_from(row.text(11)).value_or(ApplicationState::received);
  a.sensitivity = static_cast<Sensitivity>(row.integer(12));
  a.opened_by = row.id<AccountId>(13);
  a.version = row.integer(14);
  return a;
}

Line line_from(const db::Row& row) {
  Line l;
  l.id = row.id<ApplicationLineId>(0);
  l.application = row.id<ApplicationId>(1);
  l.position = static_cast<int>(row.integer(2));
  l.need = row.string(3);
  l.service = row.maybe_id<ServiceId>(4);
  l.route = row.string(5);
  l.state = line_state_from(row.text(6)).value_or(LineState::received);
  l.outcome = row.string(7);
  l.referral = row.maybe_id<ReferralId>(8);
  l.routed_on = row.maybe_day(9);
  l.due_on = row.day(10);
  l.refusal_reasons = row.string(11);
  l.remedy = row.string(12);
  l.times_declined = static_cast<int>(row.integer(13));
  return l;
}

}  // namespace

std::optional<Application> find_application(db::Session& session, const access::Scope& scope, const ApplicationId& id) {
  std::optional<Application> found;
  session.one(q_find, {bound_municipality(scope), bound_level(scope), scope.account(), team_only(scope), id},
              [&](const db::Row& row) { found = application_from(row); });
  return found;
}

std::optional<visitors::Kept<Application>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                          std::string_view number) {
  std::optional<visitors::Kept<Application>> found;
  session.one(q_by_number, {municipality, number},
              [&](const db::Row& row) { found = visitors::Kept<Application>{application_from(row), row.string(15)}; });
  return found;
}

bool number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_number_taken, {municipality, number});
}

std::optional<ApplicationId> application_of_line(db::Session& session, const MunicipalityCode& municipality,
                                                 const ApplicationLineId& line) {
  std::optional<ApplicationId> found;
  session.one(q_of_line, {municipality, line}, [&](const db::Row& row) { found = row.id<ApplicationId>(0); });
  return found;
}

File load_file(db::Session& session, const Application& application) {
  File file{application, {}, {}};
  session.each(q_lines, {application.municipality, application.id},
               [&](const db::Row& row) { file.lines.push_back(line_from(row)); });
  session.each(q_papers, {application.municipality, application.id},
               [&](const db::Row& row) { file.papers.push_back({row.string(0), row.string(1), row.string(2)}); });
  return file;
}

std::optional<File> load_file_of_line(db::Session& session, const MunicipalityCode& municipality,
                                      const ApplicationLineId& line) {
  const auto id = application_of_line(session, municipality, line);
  if (!id) return std::nullopt;
  std::optional<Application> found;
  session.one(q_by_id, {municipality, *id}, [&](const db::Row& row) { found = application_from(row); });
  if (!found) return std::nullopt;
  return load_file(session, *found);
}

std::vector<LineEvent> list_events(db::Session& session, const Application& application, int limit) {
  std::vector<LineEvent> events;
  session.each(q_events, {application.municipality, application.id, limit}, [&](const db::Row& row) {
    events.push_back({row.id<ApplicationLineId>(0), row.instant(1), row.maybe_id<AccountId>(2), row.string(3),
                      line_state_from(row.text(4)).value_or(LineState::received),
                      line_state_from(row.text(5)).value_or(LineState::received), row.maybe_id<ServiceId>(6),
                      row.string(7)});
  });
  return events;
}

std::vector<ServiceId> list_tried_services(db::Session& session, const MunicipalityCode& municipality,
                                           const ApplicationLineId& line) {
  std::vector<ServiceId> tried;
  session.each(q_tried, {municipality, line}, [&](const db::Row& row) { tried.push_back(row.id<ServiceId>(0)); });
  return tried;
}

void insert_application(db::Tx& tx, const Application& a, std::string_view secret_hash) {
  tx.run(q_insert, {a.municipality, a.id, a.number, a.person, a.representative, a.channel, a.own_words, a.urgency,
                    a.received_at, a.received_on, a.due_on, application_state_name(a.state), db::Blob{secret_hash},
                    static_cast<int>(a.sensitivity), a.opened_by});
}

void insert_line(db::Tx& tx, const MunicipalityCode& municipality, const Line& l) {
  tx.run(q_insert_line, {municipality, l.id, l.application, l.position, l.need, line_state_name(l.state), l.due_on});
}

void update_line(db::Tx& tx, const MunicipalityCode& municipality, const Line& l) {
  tx.run(q_update_line, {municipality, l.id, l.service, l.route, line_state_name(l.state), l.outcome, l.referral,
                         l.routed_on, l.due_on, l.refusal_reasons, l.remedy, l.times_declined});
}

void insert_event(db::Tx& tx, const Application& application, const LineEvent& e) {
  tx.run(q_insert_event, {application.municipality, Uuid::make(), application.id, e.line, e.at, e.account, e.step,
                          line_state_name(e.from), line_state_name(e.to), e.service, e.reason});
}

void require_paper(db::Tx& tx, const Application& application, std::string_view code, Instant at, const AccountId& by) {
  tx.run(q_require_paper, {application.municipality, application.id, code, at, by});
}

void update_paper(db::Tx& tx, const Application& application, const Paper& paper, Instant at, const AccountId& by) {
  tx.run(q_update_paper,
         {application.municipality, application.id, paper.code, paper.state, paper.waived_because, at, by});
}

bool update_application_state(db::Tx& tx, const Application& application, ApplicationState state) {
  return tx.run(q_update_state,
                {application.municipality, application.id, application_state_name(state), application.version}) == 1;
}

void set_sensitivity(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level) {
  static const db::Query q{"application.set_sensitivity",
                           "UPDATE application SET sensitivity = $3 WHERE municipality = $1 AND person_id = $2"};
  static const db::Query q_tasks{"task.set_sensitivity",
                                 "UPDATE task SET sensitivity = $3 WHERE municipality = $1 AND application_id IN"
                                 " (SELECT a.id FROM application a WHERE a.municipality = $1 AND a.person_id = $2)"};
  tx.run(q, {municipality, person, static_cast<int>(level)});
  tx.run(q_tasks, {municipality, person, static_cast<int>(level)});
}

std::vector<Application> list_open_unseen(db::Session& session, const MunicipalityCode& municipality,
                                          const PersonId& person) {
  std::vector<Application> list;
  session.each(q_open_unseen, {municipality, person},
               [&](const db::Row& row) { list.push_back(application_from(row)); });
  return list;
}

std::int64_t count_opened_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account) {
  static const db::Query q GISHE_INDEXED("application.count_opened_by", "SELECT count(*) FROM application",
                                         "application_open_opened_by",
                                         "WHERE municipality = $1 AND opened_by = $2 AND state <> 'closed' AND "
                                         "sensitivity < 4");
  return session.count(q, {municipality, account});
}

void hand_over_applications(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& from,
                            const AccountId& to) {
  static const db::Query q GISHE_INDEXED(
      "application.hand_over", "UPDATE application", "application_open_opened_by",
      "SET opened_by = $3 WHERE municipality = $1 AND opened_by = $2 AND state <> 'closed' AND sensitivity < 4 AND NOT "
      "EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = application.municipality AND b.person_id = "
      "application.person_id AND b.account_id = $3)");
  tx.run(q, {municipality, from, to});
}

}  // namespace gishe::desk
