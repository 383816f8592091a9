#include "referrals/referral_store.h"

#include <algorithm>
#include <cassert>

#include "platform/access/seen.h"

namespace gishe::referrals::store {
namespace {

// One list of columns for every read, so that one function reads them all.
#define REFERRAL_COLUMNS                                                                                             \
  "r.municipality, r.id, r.number, r.version, r.kind, r.state, r.sensitivity, r.person_id, r.source_id, "            \
  "r.to_municipality, r.to_organisation_id, r.to_service_id, r.to_organisation_name, r.to_service_name, r.reason, "  \
  "r.urgency, r.legal_ground, r.consent_how, r.agreement_id, r.sent_at, r.answer_due_on, r.delivered_at, "           \
  "r.paused_at, "                                                                                                    \
  "r.paused_days, r.questions_asked, r.decline_reason, r.decline_suggestion, r.appointment_on, r.appointment_note, " \
  "r.expected_on, r.place_taken, r.outcome_code, r.outcome_note, r.escalated_at, r.sent_by, r.answered_by, "         \
  "r.changed_at"

const db::Query q_find_in_municipality{
    "referral.find_in_municipality",
    "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.municipality = $1 AND " GISHE_REFERRAL_SEEN " AND r.id = $4"};
const db::Query q_find_for_organisation{
    "referral.find_for_organisation",
    "SELECT " REFERRAL_COLUMNS
    " FROM referral r WHERE r.id = $4 AND r.to_organisation_id = $1 AND " GISHE_REFERRAL_SEEN};
const db::Query q_find_for_town{"referral.find_for_town", "SELECT " REFERRAL_COLUMNS
                                                          " FROM referral r WHERE r.id = $4 AND r.to_municipality = $1 "
                                                          "AND " GISHE_REFERRAL_SEEN};
// The person's own level counts too: it is raised in the same transaction, but a link must not lean on that.
const db::Query q_find_unshielded{
    "referral.find_unshielded",
    "SELECT " REFERRAL_COLUMNS
    " FROM referral r JOIN person p ON p.municipality = r.municipality AND p.id = r.person_id "
    "WHERE r.municipality = $1 AND r.id = $2 AND r.sensitivity < 4 AND p.sensitivity < 4"};
const db::Query q_by_source GISHE_INDEXED("referral.by_source", "SELECT " REFERRAL_COLUMNS " FROM referral r",
                                          "referral_by_source",
                                          "WHERE r.municipality = $1 AND r.source_id = $4 AND " GISHE_REFERRAL_SEEN
                                          " ORDER BY r.id LIMIT 20");

const db::Query q_open_of_person GISHE_INDEXED("referral.open_of_person", "SELECT " REFERRAL_COLUMNS " FROM referral r",
                                               "referral_by_person",
                                               "WHERE r.municipality = $1 AND r.person_id = $4 AND r.stage <> 'closed' "
                                               "AND " GISHE_REFERRAL_SEEN " ORDER BY r.id DESC LIMIT 50");

const db::Query q_open_unseen GISHE_INDEXED("referral.open_unseen", "SELECT " REFERRAL_COLUMNS " FROM referral r",
                                            "referral_by_person",
                                            "WHERE r.municipality = $1 AND r.person_id = $2 AND r.stage <> 'closed' "
                                            "ORDER BY r.id DESC LIMIT 50");

#define PAGE_FORWARD                                                                  \
  " AND r.stage = $4 AND (r.answer_due_on, r.id) > ($5, $6) AND " GISHE_REFERRAL_SEEN \
  " ORDER BY r.answer_due_on, r.id LIMIT $7"
#define PAGE_BACKWARD                                                                 \
  " AND r.stage = $4 AND (r.answer_due_on, r.id) < ($5, $6) AND " GISHE_REFERRAL_SEEN \
  " ORDER BY r.answer_due_on DESC, r.id DESC LIMIT $7"
const db::Query q_outbox{"referral.outbox",
                         "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.municipality = $1" PAGE_FORWARD};
const db::Query q_outbox_latest{"referral.outbox_latest",
                                "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.municipality = $1" PAGE_BACKWARD};
const db::Query q_inbox{"referral.inbox",
                        "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.to_organisation_id = $1" PAGE_FORWARD};
const db::Query q_inbox_latest{"referral.inbox_latest",
                               "SELECT " REFERRAL_COLUMNS
                               " FROM referral r WHERE r.to_organisation_id = $1" PAGE_BACKWARD};
const db::Query q_town_inbox{"referral.town_inbox",
                             "SELECT " REFERRAL_COLUMNS " FROM referral r WHERE r.to_municipality = $1" PAGE_FORWARD};
const db::Query q_town_inbox_latest{"referral.town_inbox_latest",
                                    "SELECT " REFERRAL_COLUMNS
                                    " FROM referral r WHERE r.to_municipality = $1" PAGE_BACKWARD};

#define OVERDUE                                                                                        \
  " AND r.stage = 'waiting' AND r.answer_due_on < $4 AND r.paused_at IS NULL AND " GISHE_REFERRAL_SEEN \
  " LIMIT 1000) "                                                                                      \
  "c"
const db::Query q_outbox_overdue{
    "referral.outbox_overdue",
    "SELECT count(*) FROM (SELECT 1 AS one FROM referral r WHERE r.municipality = $1" OVERDUE};
const db::Query q_inbox_overdue{
    "referral.inbox_overdue",
    "SELECT count(*) FROM (SELECT 1 AS one FROM referral r WHERE r.to_organisation_id = $1" OVERDUE};
const db::Query q_town_overdue{
    "referral.town_overdue",
    "SELECT count(*) FROM (SELECT 1 AS one FROM referral r WHERE r.to_municipality = $1" OVERDUE};
const db::Query q_overdue{"referral.overdue",
                          "SELECT " REFERRAL_COLUMNS
                          " FROM referral r WHERE r.municipality = $1 AND r.stage = "
                          "'waiting' AND r.answer_due_on < $4 AND r.paused_at IS NULL AND " GISHE_REFERRAL_SEEN
                          " ORDER BY r.answer_due_on, r.id LIMIT $5"};
const db::Query q_past_due{"referral.past_due", "SELECT " REFERRAL_COLUMNS
                                                " FROM referral r WHERE r.stage = 'waiting' AND r.answer_due_on < $1 "
                                                "AND r.paused_at IS NULL ORDER BY r.answer_due_on LIMIT $2"};

const db::Query q_events{"referral.events",
                         "SELECT seq, at, verb, side, account_id, from_state, to_state, reason_code, note FROM "
                         "referral_event WHERE municipality = $1 AND referral_id = $2 ORDER BY seq LIMIT 200"};
const db::Query q_messages{"referral.messages",
                           "SELECT kind, body, at, account_id FROM referral_message WHERE municipality = $1 AND "
                           "referral_id = $2 ORDER BY seq LIMIT 20"};
const db::Query q_package{"referral.package",
                          "SELECT field, value FROM referral_package WHERE municipality = $1 AND referral_id = $2 "
                          "ORDER BY position LIMIT 50"};
const db::Query q_needs{
    "referral.needs",
    "SELECT need FROM referral_need WHERE municipality = $1 AND referral_id = $2 ORDER BY need LIMIT 50"};
const db::Query q_is_named{
    "referral.is_named",
    "SELECT 1 FROM referral_named WHERE municipality = $1 AND referral_id = $2 AND account_id = $3"};
const db::Query q_number_taken{"referral.number_taken",
                               "SELECT 1 FROM referral WHERE municipality = $1 AND number = $2"};

const db::Query q_insert{
    "referral.insert",
    "INSERT INTO referral (municipality, id, number, version, kind, state, stage, sensitivity, person_id, source_id, "
    "to_municipality, to_organisation_id, to_service_id, to_organisation_name, to_service_name, reason, urgency, "
    "legal_ground, consent_how, agreement_id, sent_at, answer_due_on, sent_by, changed_at) VALUES "
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"};
const db::Query q_update{
    "referral.update",
    "UPDATE referral SET version = $3, state = $4, stage = $5, answer_due_on = $6, delivered_at = $7, paused_at = $8, "
    "paused_days = $9, questions_asked = $10, decline_reason = $11, decline_suggestion = $12, appointment_on = $13, "
    "appointment_note = $14, expected_on = $15, place_taken = $16, outcome_code = $17, outcome_note = $18, "
    "escalated_at = $19, answered_by = $20, changed_at = $21 WHERE municipality = $1 AND id = $2 AND version = $22"};
const db::Query q_insert_event{
    "referral.insert_event",
    "INSERT INTO referral_event (municipality, referral_id, seq, at, verb, side, account_id, from_state, to_state, "
    "reason_code, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
const db::Query q_insert_message{
    "referral.insert_message",
    "INSERT INTO referral_message (municipality, referral_id, seq, kind, at, account_id, body) VALUES "
    "($1, $2, $3, $4, $5, $6, $7)"};
const db::Query q_insert_package{
    "referral.insert_package",
    "INSERT INTO referral_package (municipality, referral_id, position, field, value) VALUES ($1, $2, $3, $4, $5)"};
const db::Query q_insert_need{"referral.insert_need",
                              "INSERT INTO referral_need (municipality, referral_id, need) VALUES ($1, $2, $3)"};
const db::Query q_insert_named{
    "referral.insert_named",
    "INSERT INTO referral_named (municipality, referral_id, account_id, person_id) VALUES ($1, $2, $3, $4)"};

Record read(const db::Row& row) {
  Record r;
  r.municipality = row.municipality(0);
  r.id = row.id<ReferralId>(1);
  r.number = row.string(2);
  r.version = row.integer(3);
  r.kind = row.string(4);
  r.state = state_from(row.text(5)).value_or(State::draft);
  r.sensitivity = static_cast<Sensitivity>(row.integer(6));
  r.person = row.id<PersonId>(7);
  r.source = row.uuid(8);
  r.to_municipality = row.municipality(9);
  r.to_organisation = row.id<OrganisationId>(10);
  r.to_service = row.id<ServiceId>(11);
  r.to_organisation_name = row.string(12);
  r.to_service_name = row.string(13);
  r.reason = row.string(14);
  r.urgency = row.string(15);
  r.legal_ground = row.string(16);
  r.consent_how = row.string(17);
  r.agreement = row.id<QuotaAgreementId>(18);
  r.sent_at = row.instant(19);
  r.answer_due_on = row.day(20);
  r.delivered_at = row.maybe_instant(21);
  r.paused_at = row.maybe_instant(22);
  r.paused_days = static_cast<int>(row.integer(23));
  r.questions_asked = static_cast<int>(row.integer(24));
  r.decline_reason = row.string(25);
  r.decline_suggestion = row.string(26);
  r.appointment_on = row.maybe_day(27);
  r.appointment_note = row.string(28);
  r.expected_on = row.maybe_day(29);
  r.place_taken = row.truth(30);
  r.outcome_code = row.string(31);
  r.outcome_note = row.string(32);
  r.escalated_at = row.maybe_instant(33);
  r.sent_by = row.id<AccountId>(34);
  r.answered_by = row.id<AccountId>(35);
  r.changed_at = row.instant(36);
  return r;
}

template <class IdType>
std::optional<IdType> unless_nil(const IdType& id) {
  return id.is_nil() ? std::nullopt : std::optional(id);
}

/// From which end a scope looks at referrals.
enum class End { nowhere, municipality, organisation, town };
End end_of(const access::Scope& scope) {
  if (scope.none()) return End::nowhere;
  if (scope.territory() == access::Territory::municipality) return End::municipality;
  if (scope.territory() != access::Territory::addressed) return End::nowhere;
  return scope.organisation().is_nil() ? End::town : End::organisation;
}

struct PerEnd {
  const db::Query &municipality, &organisation, &town;
};
/// Picks the statement for this end, with $1 bound to the municipality or the organisation.
template <class F>
void at_end(const access::Scope& scope, const PerEnd& queries, F&& with) {
  switch (end_of(scope)) {
    case End::nowhere:
      return;
    case End::municipality:
      return with(queries.municipality, db::Arg(scope.municipality()));
    case End::organisation:
      return with(queries.organisation, db::Arg(scope.organisation()));
    case End::town:
      return with(queries.town, db::Arg(scope.municipality()));
  }
}

}  // namespace

const db::Query* find_query(std::string_view name) {
  static const db::Query* const all[] = {&q_find_in_municipality,
                                         &q_find_for_organisation,
                                         &q_find_for_town,
                                         &q_by_source,
                                         &q_outbox,
                                         &q_outbox_latest,
                                         &q_inbox,
                                         &q_inbox_latest,
                                         &q_town_inbox,
                                         &q_town_inbox_latest,
                                         &q_outbox_overdue,
                                         &q_inbox_overdue,
                                         &q_town_overdue,
                                         &q_overdue,
                                         &q_past_due,
                                         &q_number_taken};
  const auto at = std::find_if(std::begin(all), std::end(all), [&](const db::Query* q) { return q->name == name; });
  return at == std::end(all) ? nullptr : *at;
}

std::optional<Record> find(db::Session& session, const access::Scope& scope, const ReferralId& id) {
  std::optional<Record> found;
  at_end(scope, {q_find_in_municipality, q_find_for_organisation, q_find_for_town},
         [&](const db::Query& query, const db::Arg& whose) {
           session.one(query, {whose, scope.sensitivity_max(), scope.account(), id},
                       [&](const db::Row& row) { found = read(row); });
         });
  return found;
}

std::vector<Record> list_open_of_person(db::Session& session, const access::Scope& scope, const PersonId& person) {
  std::vector<Record> found;
  if (end_of(scope) != End::municipality) return found;
  session.each(q_open_of_person, {scope.municipality(), scope.sensitivity_max(), scope.account(), person},
               [&](const db::Row& row) { found.push_back(read(row)); });
  return found;
}

std::vector<Record> list_open_unseen(db::Session& session, const MunicipalityCode& municipality,
                                     const PersonId& person) {
  std::vector<Record> found;
  session.each(q_open_unseen, {municipality, person}, [&](const db::Row& row) { found.push_back(read(row)); });
  return found;
}

std::optional<Record> find_unshielded(db::Session& session, const MunicipalityCode& municipality,
                                      const ReferralId& id) {
  std::optional<Record> found;
  session.one(q_find_unshielded, {municipality, id}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::vector<Record> list_for_sources(db::Session& session, const access::Scope& scope,
                                     const std::vector<Uuid>& sources) {
  constexpr std::size_t sources_max = 200;
  std::vector<Record> found;
  if (end_of(scope) != End::municipality) return found;
  for (std::size_t i = 0; i < sources.size() && i < sources_max; ++i) {
    session.each(q_by_source, {scope.municipality(), scope.sensitivity_max(), scope.account(), sources[i]},
                 [&](const db::Row& row) { found.push_back(read(row)); });
  }
  return found;
}

std::vector<Record> list_page(db::Session& session, const access::Scope& scope, Stage stage,
                              const std::optional<After>& after, int limit) {
  const bool forward = stage == Stage::waiting;
  const std::string due = after ? after->due.iso() : forward ? "" : "9999";
  const Uuid id = after ? after->id.value : Uuid{};
  const PerEnd queries =
      forward ? PerEnd{q_outbox, q_inbox, q_town_inbox} : PerEnd{q_outbox_latest, q_inbox_latest, q_town_inbox_latest};
  std::vector<Record> page;
  at_end(scope, queries, [&](const db::Query& query, const db::Arg& whose) {
    session.each(query, {whose, scope.sensitivity_max(), scope.account(), stage_name(stage), due, id, limit},
                 [&](const db::Row& row) { page.push_back(read(row)); });
  });
  return page;
}

int count_overdue(db::Session& session, const access::Scope& scope, Day today) {
  std::int64_t n = 0;
  at_end(scope, {q_outbox_overdue, q_inbox_overdue, q_town_overdue}, [&](const db::Query& query, const db::Arg& whose) {
    n = session.count(query, {whose, scope.sensitivity_max(), scope.account(), today});
  });
  return static_cast<int>(n);
}

std::vector<Record> list_overdue(db::Session& session, const access::Scope& scope, Day today, int limit) {
  std::vector<Record> found;
  if (end_of(scope) != End::municipality) return found;
  session.each(q_overdue, {scope.municipality(), scope.sensitivity_max(), scope.account(), today, limit},
               [&](const db::Row& row) { found.push_back(read(row)); });
  return found;
}

std::vector<Record> list_past_due(db::Session& session, Day before, int limit) {
  std::vector<Record> found;
  session.each(q_past_due, {before, limit}, [&](const db::Row& row) { found.push_back(read(row)); });
  return found;
}

std::vector<Event> list_events(db::Session& session, const Record& record) {
  std::vector<Event> events;
  session.each(q_events, {record.municipality, record.id}, [&](const db::Row& row) {
    Event e;
    e.seq = row.integer(0);
    e.at = row.instant(1);
    e.verb = row.string(2);
    e.side = row.string(3);
    e.by = row.id<AccountId>(4);
    e.from = state_from(row.text(5)).value_or(State::draft);
    e.to = state_from(row.text(6)).value_or(State::draft);
    e.reason = row.string(7);
    e.note = row.string(8);
    events.push_back(std::move(e));
  });
  return events;
}

std::vector<Message> list_messages(db::Session& session, const Record& record) {
  std::vector<Message> messages;
  session.each(q_messages, {record.municipality, record.id}, [&](const db::Row& row) {
    messages.push_back({row.string(0), row.string(1), row.instant(2), row.id<AccountId>(3)});
  });
  return messages;
}

Package package_of(db::Session& session, const Record& record) {
  Package package;
  session.each(q_package, {record.municipality, record.id},
               [&](const db::Row& row) { package.emplace_back(row.string(0), row.string(1)); });
  return package;
}

std::vector<std::string> needs_of(db::Session& session, const Record& record) {
  std::vector<std::string> needs;
  session.each(q_needs, {record.municipality, record.id}, [&](const db::Row& row) { needs.push_back(row.string(0)); });
  return needs;
}

bool is_named(db::Session& session, const Record& record, const AccountId& account) {
  return session.exists(q_is_named, {record.municipality, record.id, account});
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_number_taken, {municipality, number});
}

void insert(db::Tx& tx, const Record& r, const Package& package, const std::vector<std::string>& needs,
            const std::vector<AccountId>& named) {
  assert(r.sent_at && r.answer_due_on);
  tx.run(q_insert, {r.municipality,
                    r.id,
                    r.number,
                    r.version,
                    r.kind,
                    state_name(r.state),
                    stage_name(stage_of(r.state)),
                    static_cast<int>(r.sensitivity),
                    r.person,
                    r.source,
                    r.to_municipality,
                    r.to_organisation,
                    r.to_service,
                    r.to_organisation_name,
                    r.to_service_name,
                    r.reason,
                    r.urgency,
                    r.legal_ground,
                    r.consent_how,
                    unless_nil(r.agreement),
                    *r.sent_at,
                    *r.answer_due_on,
                    r.sent_by,
                    r.changed_at});
  int position = 0;
  for (const auto& [field, value] : package) {
    tx.run(q_insert_package, {r.municipality, r.id, position++, field, value});
  }
  for (const auto& need : needs) tx.run(q_insert_need, {r.municipality, r.id, need});
  for (const auto& account : named) tx.run(q_insert_named, {r.municipality, r.id, account, r.person});
}

bool update(db::Tx& tx, const Record& r) {
  return tx.run(q_update, {r.municipality,
                           r.id,
                           r.version,
                           state_name(r.state),
                           stage_name(stage_of(r.state)),
                           r.answer_due_on,
                           r.delivered_at,
                           r.paused_at,
                           r.paused_days,
                           r.questions_asked,
                           r.decline_reason,
                           r.decline_suggestion,
                           r.appointment_on,
                           r.appointment_note,
                           r.expected_on,
                           r.place_taken ? 1 : 0,
                           r.outcome_code,
                           r.outcome_note,
                           r.escalated_at,
                           unless_nil(r.answered_by),
                           r.changed_at,
                           r.version - 1}) == 1;
}

void set_sensitivity(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level) {
  static const db::Query q{"referral.set_sensitivity",
                           "UPDATE referral SET sensitivity = $3 WHERE municipality = $1 AND person_id = $2"};
  static const db::Query q_named{
      "referral.name_all",
      "INSERT INTO referral_named (municipality, referral_id, account_id, person_id) SELECT r.municipality, r.id, "
      "n.account_id, r.person_id FROM referral r JOIN person_named n ON n.municipality = r.municipality AND "
      "n.person_id = r.person_id WHERE r.municipality = $1 AND r.person_id = $2 "
      "ON CONFLICT (municipality, referral_id, account_id) DO NOTHING"};
  // Who is no longer named for the person is named for none of her referrals.
  static const db::Query q_unnamed GISHE_INDEXED(
      "referral.unname_all", "DELETE FROM referral_named", "referral_named_by_person",
      "WHERE municipality = $1 AND person_id = $2 AND NOT EXISTS (SELECT 1 FROM person_named n WHERE n.municipality = "
      "referral_named.municipality AND n.person_id = referral_named.person_id AND n.account_id = "
      "referral_named.account_id)");
  tx.run(q, {municipality, person, static_cast<int>(level)});
  tx.run(q_unnamed, {municipality, person});
  if (level == Sensitivity::shielded) tx.run(q_named, {municipality, person});
}

void insert_event(db::Tx& tx, const Record& record, const Event& event) {
  tx.run(q_insert_event,
         {record.municipality, record.id, event.seq, event.at, event.verb, event.side, unless_nil(event.by),
          state_name(event.from), state_name(event.to), event.reason, event.note});
}

void insert_message(db::Tx& tx, const Record& record, const Message& message) {
  tx.run(q_insert_message,
         {record.municipality, record.id, record.version, message.kind, message.at, message.by, message.body});
}

std::int64_t count_sent_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account) {
  static const db::Query q GISHE_INDEXED("referral.count_sent_by", "SELECT count(*) FROM referral",
                                         "referral_open_sent_by",
                                         "WHERE municipality = $1 AND sent_by = $2 AND stage <> 'closed' AND "
                                         "sensitivity < 4");
  return session.count(q, {municipality, account});
}

void hand_over(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& from, const AccountId& to) {
  static const db::Query q GISHE_INDEXED(
      "referral.hand_over", "UPDATE referral", "referral_open_sent_by",
      "SET sent_by = $3 WHERE municipality = $1 AND sent_by = $2 AND stage <> 'closed' AND sensitivity < 4 AND NOT "
      "EXISTS (SELECT 1 FROM person_barred b WHERE b.municipality = referral.municipality AND b.person_id = "
      "referral.person_id AND b.account_id = $3)");
  tx.run(q, {municipality, from, to});
}

}  // namespace gishe::referrals::store
