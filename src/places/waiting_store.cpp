#include "places/waiting_store.h"

#include <algorithm>

#include "base/split.h"
#include "base/text.h"
#include "platform/access/seen.h"
#include "platform/db/wall.h"

namespace gishe::places::store {
namespace {

// A file behind the wall of the database counts as shielded, never as open.
#define WAITING_LEVEL \
  "CASE WHEN COALESCE(p.sensitivity, 4) > w.sensitivity THEN COALESCE(p.sensitivity, 4) ELSE w.sensitivity END"
#define WAITING_COLUMNS                                                                                          \
  "SELECT w.municipality, w.id, w.version, w.service_id, w.organisation_id, w.state, " WAITING_LEVEL             \
  ", w.from_municipality, w.referral_id, w.referral_number, w.person_id, w.urgency, w.needs, w.since_on, "       \
  "w.rule_version, w.urgency_points, w.need_points, w.decided_points, w.refused_offers, w.turn, w.expected_on, " \
  "w.closing_reason, w.sent_by"
#define WAITING_FROM \
  " FROM waiting_entry w LEFT JOIN person p ON p.municipality = w.from_municipality AND p.id = w.person_id "
// $2 the highest level, $3 whose eyes.
#define WAITING_VISIBLE GISHE_SEEN_AT(WAITING_LEVEL, "w.from_municipality", "w.person_id") " "

const db::Query q_list GISHE_INDEXED(
    "waiting.list", WAITING_COLUMNS " FROM waiting_entry w", "waiting_entry_list",
    "LEFT JOIN person p ON p.municipality = w.from_municipality AND p.id = w.person_id WHERE w.organisation_id = $1 "
    "AND w.municipality = $4 AND w.service_id = $5 AND w.closed_at IS NULL AND " WAITING_VISIBLE
    "ORDER BY w.turn, w.id LIMIT $6 OFFSET $7");
// What stands in front of a page of that list: how many, and how many of them have a turn.
const db::Query q_length GISHE_INDEXED(
    "waiting.length",
    "SELECT count(*), count(CASE WHEN e.state <> 'suspended' THEN 1 END) FROM (SELECT w.state FROM waiting_entry w",
    "waiting_entry_list",
    "LEFT JOIN person p ON p.municipality = w.from_municipality AND p.id = w.person_id WHERE w.organisation_id = $1 "
    "AND w.municipality = $4 AND w.service_id = $5 AND w.closed_at IS NULL AND " WAITING_VISIBLE
    "ORDER BY w.turn, w.id LIMIT $6) e");
const db::Query q_find_in_house{"waiting.find_in_house", WAITING_COLUMNS WAITING_FROM
                                "WHERE w.id = $4 AND w.organisation_id = $1 AND " WAITING_VISIBLE};
const db::Query q_find_sent{"waiting.find_sent", WAITING_COLUMNS WAITING_FROM
                            "WHERE w.id = $4 AND w.from_municipality = $1 AND " WAITING_VISIBLE};
const db::Query q_open{"waiting.open_of_referral", WAITING_COLUMNS WAITING_FROM
                       "WHERE w.municipality = $1 AND w.referral_id = $2 AND w.closed_at IS NULL"};
const db::Query q_for_system{"waiting.for_system",
                             WAITING_COLUMNS WAITING_FROM "WHERE w.municipality = $1 AND w.id = $2"};
const db::Query q_open_for_system{"waiting.open_for_system", WAITING_COLUMNS WAITING_FROM
                                  "WHERE w.municipality = $1 AND w.service_id = $2 AND w.closed_at IS NULL "
                                  "ORDER BY w.turn, w.id LIMIT 5000"};
const db::Query q_before{"waiting.count_before",
                         "SELECT count(*)" WAITING_FROM
                         "WHERE w.municipality = $1 AND w.service_id = $2 AND w.closed_at IS NULL AND w.state <> "
                         "'suspended' AND (w.turn, w.id) < ($3, $4) AND " WAITING_LEVEL " < 4"};
const db::Query q_count{"waiting.count",
                        "SELECT count(*)" WAITING_FROM
                        "WHERE w.municipality = $1 AND w.service_id = $2 AND w.closed_at IS NULL AND " WAITING_LEVEL
                        " < 4"};
const db::Query q_awaited{"waiting.awaited",
                          "SELECT DISTINCT w.service_id" WAITING_FROM
                          "WHERE w.organisation_id = $1 AND w.closed_at IS NULL AND " WAITING_VISIBLE "LIMIT 200"};
const db::Query q_insert{
    "waiting.insert",
    "INSERT INTO waiting_entry (municipality, id, version, service_id, organisation_id, state, sensitivity, "
    "from_municipality, referral_id, referral_number, person_id, urgency, needs, since_on, rule_version, "
    "urgency_points, need_points, turn, expected_on, changed_at, sent_by) VALUES ($1, $2, 1, $3, $4, 'waiting', $5, "
    "$6, $7, "
    "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"};
const db::Query q_update{"waiting.update",
                         "UPDATE waiting_entry SET version = $3, state = $4, rule_version = $5, urgency_points = $6, "
                         "need_points = $7, decided_points = $8, refused_offers = $9, turn = $10, closed_at = $11, "
                         "closing_reason = $12, changed_at = $13 WHERE municipality = $1 AND id = $2 AND version = "
                         "$14"};
const db::Query q_insert_event{
    "waiting.insert_event",
    "INSERT INTO waiting_event (municipality, entry_id, seq, at, account_id, verb, from_state, to_state, points, "
    "reason, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
const db::Query q_events{"waiting.events",
                         "SELECT seq, at, account_id, verb, from_state, to_state, points, reason, note FROM "
                         "waiting_event WHERE municipality = $1 AND entry_id = $2 ORDER BY seq LIMIT 200"};

#define RULE_COLUMNS \
  "SELECT version, soon, emergency, each_week, refused_offer, words, published_at, published_by FROM waiting_rule "
const db::Query q_rule{"waiting.rule",
                       RULE_COLUMNS "WHERE municipality = $1 AND service_id = $2 ORDER BY version DESC LIMIT 1"};
const db::Query q_rules{"waiting.rules",
                        RULE_COLUMNS "WHERE municipality = $1 AND service_id = $2 ORDER BY version DESC LIMIT 50"};
const db::Query q_rule_needs{"waiting.rule_needs",
                             "SELECT need, points FROM waiting_rule_need WHERE municipality = $1 AND service_id = $2 "
                             "AND version = $3 ORDER BY points DESC, need LIMIT 20"};
const db::Query q_insert_rule{"waiting.insert_rule",
                              "INSERT INTO waiting_rule (municipality, service_id, version, soon, emergency, "
                              "each_week, refused_offer, words, published_at, published_by) VALUES ($1, $2, $3, $4, "
                              "$5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING"};
const db::Query q_insert_rule_need{"waiting.insert_rule_need",
                                   "INSERT INTO waiting_rule_need (municipality, service_id, version, need, points) "
                                   "VALUES ($1, $2, $3, $4, $5)"};

#define OFFER_COLUMNS                                                                                            \
  "SELECT municipality, id, entry_id, stay_id, from_municipality, state, begins_on, answer_due_on, offered_at, " \
  "offered_by FROM place_offer "
const db::Query q_insert_offer{
    "offer.insert",
    "INSERT INTO place_offer (municipality, id, entry_id, stay_id, from_municipality, state, "
    "begins_on, offered_at, offered_by, answer_due_on) VALUES ($1, $2, $3, $4, $5, 'open', "
    "$6, $7, $8, $9)"};
const db::Query q_answer{"offer.answer",
                         "UPDATE place_offer SET state = $3, answered_at = $4, answered_by = $5, reason = $6, note = "
                         "$7 WHERE municipality = $1 AND id = $2 AND state = 'open'"};
const db::Query q_find_offer{"offer.find", OFFER_COLUMNS "WHERE id = $1"};
const db::Query q_open_offer{"offer.open_of_entry",
                             OFFER_COLUMNS "WHERE municipality = $1 AND entry_id = $2 AND state = 'open'"};
const db::Query q_is_offered{"offer.of_stay",
                             "SELECT 1 FROM place_offer WHERE municipality = $1 AND stay_id = $2 AND state = 'open'"};
const db::Query q_to_answer{"offer.to_answer",
                            "SELECT o.municipality, o.id, o.entry_id, o.stay_id, o.from_municipality, o.state, "
                            "o.begins_on, o.answer_due_on, o.offered_at, o.offered_by FROM place_offer o JOIN "
                            "waiting_entry w ON w.municipality = o.municipality AND w.id = o.entry_id LEFT JOIN person "
                            "p ON p.municipality = w.from_municipality AND p.id = w.person_id WHERE "
                            "o.from_municipality = $1 AND o.state = 'open' AND " WAITING_VISIBLE
                            "ORDER BY o.answer_due_on, o.id LIMIT 200"};
const db::Query q_past_due{"offer.past_due",
                           OFFER_COLUMNS "WHERE state = 'open' AND answer_due_on < $1 ORDER BY answer_due_on LIMIT $2"};

constexpr std::string_view offer_states[] = {"open", "accepted", "declined", "expired", "taken_back"};

WaitingEntry read(const db::Row& row) {
  WaitingEntry e;
  e.municipality = row.municipality(0);
  e.id = row.id<WaitingEntryId>(1);
  e.version = row.integer(2);
  e.service = row.id<ServiceId>(3);
  e.organisation = row.id<OrganisationId>(4);
  e.state = waiting_state_from(row.text(5)).value_or(WaitingState::removed);
  e.sensitivity = static_cast<Sensitivity>(row.integer(6));
  e.from_municipality = row.municipality(7);
  e.referral = row.id<ReferralId>(8);
  e.referral_number = row.string(9);
  e.person = row.id<PersonId>(10);
  e.urgency = row.string(11);
  e.needs = text::split(row.text(12), ',');
  e.since = row.day(13);
  e.rule_version = static_cast<int>(row.integer(14));
  e.urgency_points = static_cast<int>(row.integer(15));
  e.need_points = static_cast<int>(row.integer(16));
  e.decided_points = static_cast<int>(row.integer(17));
  e.refused_offers = static_cast<int>(row.integer(18));
  e.turn = row.integer(19);
  e.expected_on = row.maybe_day(20);
  e.closing_reason = row.string(21);
  e.sent_by = row.id<AccountId>(22);
  return e;
}

PublishedRule read_rule(const db::Row& row) {
  PublishedRule r;
  r.rule.version = static_cast<int>(row.integer(0));
  r.rule.soon = static_cast<int>(row.integer(1));
  r.rule.emergency = static_cast<int>(row.integer(2));
  r.rule.each_week = static_cast<int>(row.integer(3));
  r.rule.refused_offer = static_cast<int>(row.integer(4));
  r.rule.words = row.string(5);
  r.at = row.instant(6);
  r.by = row.id<AccountId>(7);
  return r;
}

Offer read_offer(const db::Row& row) {
  Offer o;
  o.municipality = row.municipality(0);
  o.id = row.id<PlaceOfferId>(1);
  o.entry = row.id<WaitingEntryId>(2);
  o.stay = row.id<StayId>(3);
  o.from_municipality = row.municipality(4);
  const auto at = std::find(std::begin(offer_states), std::end(offer_states), row.text(5));
  o.state = at == std::end(offer_states) ? OfferState::expired : static_cast<OfferState>(at - std::begin(offer_states));
  o.begins_on = row.day(6);
  o.answer_due_on = row.day(7);
  o.offered_at = row.instant(8);
  o.offered_by = row.id<AccountId>(9);
  return o;
}

bool from_house(const access::Scope& scope) {
  return !scope.none() && scope.territory() != access::Territory::municipality && !scope.organisation().is_nil();
}
bool from_sender(const access::Scope& scope) {
  return !scope.none() && scope.territory() == access::Territory::municipality && !scope.municipality().empty();
}

std::optional<WaitingEntry> find_with(db::Session& session, const db::Query& query, db::Args args) {
  std::optional<WaitingEntry> found;
  session.one(query, args, [&](const db::Row& row) { found = read(row); });
  return found;
}

void read_needs(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service,
                WaitingRule& rule) {
  session.each(q_rule_needs, {municipality, service, rule.version},
               [&](const db::Row& row) { rule.needs.emplace_back(row.string(0), static_cast<int>(row.integer(1))); });
}

std::optional<AccountId> unless_nil(const AccountId& id) { return id.is_nil() ? std::nullopt : std::optional(id); }

}  // namespace

const db::Query* find_waiting_query(std::string_view name) {
  static const db::Query* const all[] = {&q_list,       &q_length,     &q_find_in_house, &q_find_sent, &q_open,
                                         &q_for_system, &q_before,     &q_count,         &q_awaited,   &q_rule,
                                         &q_find_offer, &q_open_offer, &q_is_offered,    &q_past_due,  &q_to_answer};
  const auto at = std::find_if(std::begin(all), std::end(all), [&](const db::Query* q) { return q->name == name; });
  return at == std::end(all) ? nullptr : *at;
}

std::vector<WaitingEntry> list_waiting(db::Session& session, const access::Scope& scope,
                                       const MunicipalityCode& municipality, const ServiceId& service, int limit,
                                       int from) {
  std::vector<WaitingEntry> list;
  if (!from_house(scope)) return list;
  session.each(q_list,
               {scope.organisation(), scope.sensitivity_max(), scope.account(), municipality, service, limit, from},
               [&](const db::Row& row) { list.push_back(read(row)); });
  return list;
}

Length length_of_waiting(db::Session& session, const access::Scope& scope, const MunicipalityCode& municipality,
                         const ServiceId& service, int first) {
  Length length;
  if (!from_house(scope)) return length;
  session.one(
      q_length, {scope.organisation(), scope.sensitivity_max(), scope.account(), municipality, service, first},
      [&](const db::Row& row) { length = {static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1))}; });
  return length;
}

std::optional<WaitingEntry> find_entry(db::Session& session, const access::Scope& scope, const WaitingEntryId& id) {
  if (from_house(scope))
    return find_with(session, q_find_in_house, {scope.organisation(), scope.sensitivity_max(), scope.account(), id});
  if (from_sender(scope))
    return find_with(session, q_find_sent, {scope.municipality(), scope.sensitivity_max(), scope.account(), id});
  return std::nullopt;
}

std::optional<WaitingEntry> find_open_entry(db::Session& session, const MunicipalityCode& municipality,
                                            const ReferralId& referral) {
  return find_with(session, q_open, {municipality, referral});
}

std::optional<WaitingEntry> find_entry_for_system(db::Session& session, const MunicipalityCode& municipality,
                                                  const WaitingEntryId& id) {
  return find_with(session, q_for_system, {municipality, id});
}

std::vector<WaitingEntry> list_open_for_system(db::Tx& tx, const MunicipalityCode& municipality,
                                               const ServiceId& service) {
  std::vector<WaitingEntry> list;
  tx.each(q_open_for_system, {municipality, service}, [&](const db::Row& row) { list.push_back(read(row)); });
  return list;
}

int count_before(db::Session& session, const WaitingEntry& e) {
  const db::BeyondTheWall the_same_for_all;
  return static_cast<int>(session.count(q_before, {e.municipality, e.service, e.turn, e.id}));
}

int count_waiting(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service) {
  const db::BeyondTheWall the_same_for_all;
  return static_cast<int>(session.count(q_count, {municipality, service}));
}

std::vector<ServiceId> list_awaited(db::Session& session, const access::Scope& scope) {
  std::vector<ServiceId> services;
  if (!from_house(scope)) return services;
  session.each(q_awaited, {scope.organisation(), scope.sensitivity_max(), scope.account()},
               [&](const db::Row& row) { services.push_back(row.id<ServiceId>(0)); });
  return services;
}

void insert_entry(db::Tx& tx, const WaitingEntry& e, Instant at) {
  tx.run(q_insert, {e.municipality, e.id, e.service, e.organisation, static_cast<int>(e.sensitivity),
                    e.from_municipality, e.referral, e.referral_number, e.person, e.urgency, text::join(e.needs, ","),
                    e.since, e.rule_version, e.urgency_points, e.need_points, e.turn, e.expected_on, at, e.sent_by});
}

bool update_entry(db::Tx& tx, const WaitingEntry& e, Instant at) {
  const bool closed = e.state == WaitingState::placed || e.state == WaitingState::removed;
  return tx.run(q_update, {e.municipality, e.id, e.version, waiting_state_name(e.state), e.rule_version,
                           e.urgency_points, e.need_points, e.decided_points, e.refused_offers, e.turn,
                           closed ? std::optional(at) : std::nullopt, e.closing_reason, at, e.version - 1}) == 1;
}

void insert_waiting_event(db::Tx& tx, const WaitingEntry& entry, const WaitingEvent& event) {
  tx.run(q_insert_event,
         {entry.municipality, entry.id, event.seq, event.at, unless_nil(event.by), waiting_verb_name(event.verb),
          waiting_state_name(event.from), waiting_state_name(event.to), event.points, event.reason, event.note});
}

std::vector<WaitingEvent> list_waiting_events(db::Session& session, const WaitingEntry& entry) {
  std::vector<WaitingEvent> events;
  session.each(q_events, {entry.municipality, entry.id}, [&](const db::Row& row) {
    WaitingEvent e;
    e.seq = row.integer(0);
    e.at = row.instant(1);
    e.by = row.id<AccountId>(2);
    e.verb = waiting_verb_from(row.text(3)).value_or(WaitingVerb::enter);
    e.from = waiting_state_from(row.text(4)).value_or(WaitingState::waiting);
    e.to = waiting_state_from(row.text(5)).value_or(WaitingState::waiting);
    if (const auto points = row.maybe_integer(6)) e.points = static_cast<int>(*points);
    e.reason = row.string(7);
    e.note = row.string(8);
    events.push_back(std::move(e));
  });
  return events;
}

std::optional<WaitingRule> find_rule(db::Session& session, const MunicipalityCode& municipality,
                                     const ServiceId& service) {
  std::optional<WaitingRule> rule;
  session.one(q_rule, {municipality, service}, [&](const db::Row& row) { rule = read_rule(row).rule; });
  if (rule) read_needs(session, municipality, service, *rule);
  return rule;
}

std::vector<PublishedRule> list_rules(db::Session& session, const MunicipalityCode& municipality,
                                      const ServiceId& service) {
  std::vector<PublishedRule> rules;
  session.each(q_rules, {municipality, service}, [&](const db::Row& row) { rules.push_back(read_rule(row)); });
  for (auto& r : rules) read_needs(session, municipality, service, r.rule);
  return rules;
}

bool insert_rule(db::Tx& tx, const MunicipalityCode& municipality, const ServiceId& service, const WaitingRule& r,
                 const AccountId& by, Instant at) {
  if (tx.run(q_insert_rule, {municipality, service, r.version, r.soon, r.emergency, r.each_week, r.refused_offer,
                             r.words, at, unless_nil(by)}) == 0)
    return false;
  for (const auto& [need, points] : r.needs)
    tx.run(q_insert_rule_need, {municipality, service, r.version, need, points});
  return true;
}

std::string_view offer_state_name(OfferState state) { return offer_states[static_cast<int>(state)]; }

void insert_offer(db::Tx& tx, const Offer& o) {
  tx.run(q_insert_offer, {o.municipality, o.id, o.entry, o.stay, o.from_municipality, o.begins_on, o.offered_at,
                          o.offered_by, o.answer_due_on});
}

bool answer_offer(db::Tx& tx, const Offer& offer, OfferState answer, const AccountId& by, std::string_view reason,
                  std::string_view note, Instant at) {
  return tx.run(q_answer, {offer.municipality, offer.id, offer_state_name(answer), at, unless_nil(by), reason, note}) ==
         1;
}

std::optional<Offer> find_offer(db::Session& session, const PlaceOfferId& id) {
  std::optional<Offer> offer;
  session.one(q_find_offer, {id}, [&](const db::Row& row) { offer = read_offer(row); });
  return offer;
}

std::optional<Offer> find_open_offer(db::Session& session, const MunicipalityCode& municipality,
                                     const WaitingEntryId& entry) {
  std::optional<Offer> offer;
  session.one(q_open_offer, {municipality, entry}, [&](const db::Row& row) { offer = read_offer(row); });
  return offer;
}

bool is_offered(db::Session& session, const MunicipalityCode& municipality, const StayId& stay) {
  return session.exists(q_is_offered, {municipality, stay});
}

std::vector<Offer> list_offers_to_answer(db::Session& session, const access::Scope& scope) {
  std::vector<Offer> offers;
  if (!from_sender(scope)) return offers;
  session.each(q_to_answer, {scope.municipality(), scope.sensitivity_max(), scope.account()},
               [&](const db::Row& row) { offers.push_back(read_offer(row)); });
  return offers;
}

std::vector<Offer> list_offers_past_due(db::Session& session, Day today, int limit) {
  std::vector<Offer> late;
  session.each(q_past_due, {today, limit}, [&](const db::Row& row) { late.push_back(read_offer(row)); });
  return late;
}

}  // namespace gishe::places::store
