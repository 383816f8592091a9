#include "protection/signal_store.h"

#include "protection/words.h"

namespace gishe::protection {
namespace {

#define SIGNAL_COLUMNS                                                                                          \
  "SELECT s.id, s.municipality, s.number, s.kind, s.sensitivity, s.crisis_id, s.author_id, s.author_function, " \
  "s.words, s.written_at, s.version FROM child_signal s "
// $1 highest ordinary sensitivity, $2 account
#define SIGNAL_SEEN                                                                                                \
  " (s.sensitivity <= $1 OR EXISTS (SELECT 1 FROM child_signal_named n WHERE n.municipality = s.municipality AND " \
  "n.signal_id = s.id AND n.account_id = $2)) "

const db::Query q_forget_receiver{"signal.forget_receiver",
                                  "DELETE FROM signal_receiver WHERE municipality = $1 AND recipient = $2"};
const db::Query q_add_receiver{"signal.add_receiver",
                               "INSERT INTO signal_receiver (municipality, recipient, organisation_id,"
                               " organisation_municipality, name, phone) VALUES ($1, $2, $3, $4, $5, $6)"};
const db::Query q_receivers{"signal.receivers",
                            "SELECT municipality, recipient, organisation_id, organisation_municipality, name, phone"
                            " FROM signal_receiver WHERE municipality = $1 ORDER BY recipient LIMIT 10"};
const db::Query q_taken{"signal.number_taken", "SELECT 1 FROM child_signal WHERE municipality = $1 AND number = $2"};
const db::Query q_insert{
    "signal.insert",
    "INSERT INTO child_signal (municipality, id, number, kind, sensitivity, crisis_id, author_id, author_function,"
    " words, written_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)"};
const db::Query q_add_recipient{
    "signal.add_recipient",
    "INSERT INTO child_signal_recipient (municipality, signal_id, recipient, state, organisation_id,"
    " organisation_municipality, name, phone, channel, sent_at, incoming_number, due_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11)"};
const db::Query q_move{
    "signal.move_recipient",
    "UPDATE child_signal_recipient SET state = $4, channel = $5, told_whom = $6, sent_at = $7, opened_at = $8,"
    " opened_by = $9, acknowledged_at = $10, acknowledged_by = $11, incoming_number = $12, due_at = $13"
    " WHERE municipality = $1 AND signal_id = $2 AND recipient = $3 AND state = $14"};
const db::Query q_add_event{
    "signal.add_event",
    "INSERT INTO child_signal_event (municipality, signal_id, recipient, seq, at, account_id, verb, from_state,"
    " to_state) SELECT $1, $2, $3, 1 + count(*), $4, $5, $6, $7, $8 FROM child_signal_event WHERE municipality = $1"
    " AND signal_id = $2 AND recipient = $3"};
const db::Query q_events{"signal.events",
                         "SELECT recipient, at, account_id, verb FROM child_signal_event WHERE municipality = $1 AND"
                         " signal_id = $2 ORDER BY at, recipient, seq LIMIT 40"};
const db::Query q_name{"signal.name",
                       "INSERT INTO child_signal_named (municipality, signal_id, account_id) VALUES ($1, $2, $3)"
                       " ON CONFLICT DO NOTHING"};
const db::Query q_named{"signal.named",
                        "SELECT 1 FROM child_signal_named WHERE municipality = $1 AND signal_id = $2 AND"
                        " account_id = $3"};
const db::Query q_find{"signal.find", SIGNAL_COLUMNS "WHERE s.id = $1"};
const db::Query q_recipients{
    "signal.recipients",
    "SELECT recipient, state, organisation_id, organisation_municipality, name, phone, channel, told_whom, sent_at,"
    " opened_at, opened_by, acknowledged_at, acknowledged_by, incoming_number, due_at FROM child_signal_recipient"
    " WHERE municipality = $1 AND signal_id = $2 ORDER BY recipient"};
const db::Query q_own{"signal.own", SIGNAL_COLUMNS "WHERE s.author_id = $2 AND " SIGNAL_SEEN
                                                   "ORDER BY s.written_at DESC, s.id DESC LIMIT $3"};
const db::Query q_received{"signal.received", SIGNAL_COLUMNS
                           "JOIN child_signal_recipient r ON r.municipality = s.municipality AND"
                           " r.signal_id = s.id WHERE r.organisation_id = $3 AND r.state <> 'written'"
                           " AND " SIGNAL_SEEN
                           "ORDER BY CASE WHEN r.state = 'acknowledged' THEN 1 ELSE 0 END, r.sent_at,"
                           " s.id LIMIT $4"};
const db::Query q_of_crisis{"signal.of_crisis", SIGNAL_COLUMNS
                            "WHERE s.municipality = $1 AND s.crisis_id = $2"
                            " ORDER BY s.written_at LIMIT 20"};

std::string context_kind(const Recipient& r) { return "signal_told." + r.kind; }

ChildSignal signal_from(const db::Row& row, const Office& office) {
  ChildSignal s;
  s.id = row.id<ChildSignalId>(0);
  s.municipality = row.municipality(1);
  s.number = row.string(2);
  s.kind = row.string(3);
  s.sensitivity = static_cast<Sensitivity>(row.integer(4));
  s.crisis = row.maybe_id<CrisisContactId>(5);
  s.author = row.id<AccountId>(6);
  s.author_function = row.string(7);
  const auto words = unseal_words(office, "child_signal", s.id.value, row.text(8), 5);
  s.words = {words[0], words[1], words[2], words[3], words[4]};
  s.written_at = row.instant(9);
  s.version = row.integer(10);
  return s;
}

Recipient recipient_from(const db::Row& row, const Office& office, const ChildSignalId& id) {
  Recipient r;
  r.kind = row.string(0);
  r.state = recipient_state_from(row.text(1));
  r.organisation = row.id<OrganisationId>(2);
  r.organisation_municipality = row.municipality(3);
  r.name = row.string(4);
  r.phone = row.string(5);
  r.channel = row.string(6);
  if (!row.null(7)) r.told_whom = unseal_words(office, context_kind(r), id.value, row.text(7), 1)[0];
  r.sent_at = row.maybe_instant(8);
  r.opened_at = row.maybe_instant(9);
  r.opened_by = row.id<AccountId>(10);
  r.acknowledged_at = row.maybe_instant(11);
  r.acknowledged_by = row.id<AccountId>(12);
  r.incoming_number = row.string(13);
  r.due_at = row.instant(14);
  return r;
}

void read_recipients(db::Session& session, const Office& office, ChildSignal& s) {
  session.each(q_recipients, {s.municipality, s.id},
               [&](const db::Row& row) { s.recipients.push_back(recipient_from(row, office, s.id)); });
}

std::vector<ChildSignal> whole(db::Session& session, const Office& office, std::vector<ChildSignal> list) {
  for (auto& s : list) read_recipients(session, office, s);
  return list;
}

template <class Id>
std::optional<Id> unless_nil(const Id& id) {
  return id.is_nil() ? std::nullopt : std::optional(id);
}

}  // namespace

void store_receiver(db::Tx& tx, const SignalReceiver& r) {
  tx.run(q_forget_receiver, {r.municipality, r.kind});
  tx.run(q_add_receiver,
         {r.municipality, r.kind, unless_nil(r.organisation), r.organisation_municipality, r.name, r.phone});
}

std::vector<SignalReceiver> list_receivers(db::Session& session, const MunicipalityCode& municipality) {
  std::vector<SignalReceiver> list;
  session.each(q_receivers, {municipality}, [&](const db::Row& row) {
    list.push_back({row.municipality(0), row.string(1), row.id<OrganisationId>(2), row.municipality(3), row.string(4),
                    row.string(5)});
  });
  return list;
}

bool signal_number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_taken, {municipality, number});
}

void insert_signal(db::Tx& tx, const Office& office, const ChildSignal& s, const std::vector<AccountId>& named) {
  const auto words = seal_words(office, "child_signal", s.id.value,
                                {s.words.child, s.words.where, s.words.danger, s.words.adults, s.words.contact});
  tx.run(q_insert, {s.municipality, s.id, s.number, s.kind, static_cast<int>(s.sensitivity), s.crisis, s.author,
                    s.author_function, db::Blob{words}, s.written_at});
  for (const auto& r : s.recipients) {
    tx.run(q_add_recipient, {s.municipality, s.id, r.kind, recipient_state_name(r.state), unless_nil(r.organisation),
                             r.organisation_municipality, r.name, r.phone, r.channel, r.sent_at, r.due_at});
    if (r.state != RecipientState::sent) continue;
    tx.run(q_add_event, {s.municipality, s.id, r.kind, s.written_at, s.author, signal_verb_name(SignalVerb::send),
                         recipient_state_name(RecipientState::written), recipient_state_name(r.state)});
  }
  for (const auto& account : named) tx.run(q_name, {s.municipality, s.id, account});
}

std::optional<ChildSignal> read_signal(db::Session& session, const Office& office, const ChildSignalId& id) {
  std::optional<ChildSignal> found;
  session.one(q_find, {id}, [&](const db::Row& row) { found = signal_from(row, office); });
  if (found) read_recipients(session, office, *found);
  return found;
}

bool signal_names(db::Session& session, const ChildSignal& s, const AccountId& account) {
  return session.exists(q_named, {s.municipality, s.id, account});
}

bool move_recipient(db::Tx& tx, const Office& office, const ChildSignal& s, const Recipient& r, RecipientState from,
                    SignalVerb verb, const AccountId& by) {
  std::optional<std::string> told;
  if (!r.told_whom.empty()) told = seal_words(office, context_kind(r), s.id.value, {r.told_whom});
  const auto told_blob = told ? std::optional(db::Blob{*told}) : std::nullopt;
  const bool moved =
      tx.run(q_move, {s.municipality, s.id, r.kind, recipient_state_name(r.state), r.channel, told_blob, r.sent_at,
                      r.opened_at, unless_nil(r.opened_by), r.acknowledged_at, unless_nil(r.acknowledged_by),
                      r.incoming_number, r.due_at, recipient_state_name(from)}) == 1;
  if (!moved) return false;
  tx.run(q_add_event, {s.municipality, s.id, r.kind, office.now(), by, signal_verb_name(verb),
                       recipient_state_name(from), recipient_state_name(r.state)});
  return true;
}

std::vector<SignalEvent> list_signal_events(db::Session& session, const ChildSignal& s) {
  std::vector<SignalEvent> events;
  session.each(q_events, {s.municipality, s.id}, [&](const db::Row& row) {
    SignalEvent event{row.string(0), row.instant(1), row.id<AccountId>(2), SignalVerb::send};
    for (int v = 0; v < signal_verb_count; ++v) {
      if (signal_verb_name(static_cast<SignalVerb>(v)) == row.text(3)) event.verb = static_cast<SignalVerb>(v);
    }
    events.push_back(std::move(event));
  });
  return events;
}

std::vector<ChildSignal> list_own_signals(db::Session& session, const Office& office, const access::Scope& scope,
                                          int limit) {
  std::vector<ChildSignal> list;
  if (scope.none()) return list;
  // Her own words are not kept from her, whatever the level of the others is (protection_access.cpp).
  constexpr int below_shielded = static_cast<int>(Sensitivity::sensitive);
  session.each(q_own, {below_shielded, scope.account(), limit},
               [&](const db::Row& row) { list.push_back(signal_from(row, office)); });
  return whole(session, office, std::move(list));
}

std::vector<ChildSignal> list_received_signals(db::Session& session, const Office& office, const access::Scope& scope,
                                               int limit) {
  std::vector<ChildSignal> list;
  if (scope.none() || scope.organisation().is_nil()) return list;
  session.each(q_received, {scope.sensitivity_max(), scope.account(), scope.organisation(), limit},
               [&](const db::Row& row) { list.push_back(signal_from(row, office)); });
  return whole(session, office, std::move(list));
}

std::vector<ChildSignal> list_signals_of(db::Session& session, const Office& office,
                                         const MunicipalityCode& municipality, const CrisisContactId& crisis) {
  std::vector<ChildSignal> list;
  session.each(q_of_crisis, {municipality, crisis},
               [&](const db::Row& row) { list.push_back(signal_from(row, office)); });
  return whole(session, office, std::move(list));
}

}  // namespace gishe::protection
