#include "inquiries/inquiry_store.h"

namespace gishe::inquiries {
namespace {

#define INQUIRY_COLUMNS                                                                                               \
  "SELECT q.id, q.municipality, q.number, q.kind, q.state, q.topic, q.service_id, q.language, q.email, q.phone, "     \
  "q.call_when, q.discreet, q.asked_at, q.last_at, q.due_on, q.officer_id, q.asked_again, q.not_reached, q.outcome, " \
  "q.counted, q.keep_until_on, q.version"
#define INQUIRY_FROM INQUIRY_COLUMNS " FROM inquiry q "

const db::Query q_insert{"inquiry.insert",
                         "INSERT INTO inquiry (municipality, id, number, kind, state, topic, service_id, language,"
                         " email, phone, call_when, discreet, secret_hash, asked_at, due_on, last_at)"
                         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
const db::Query q_update{"inquiry.update",
                         "UPDATE inquiry SET state = $4, officer_id = $5, asked_again = $6, not_reached = $7,"
                         " outcome = $8, counted = $9, last_at = $10, due_on = $11, keep_until_on = $12,"
                         " version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3"};
const db::Query q_taken{"inquiry.number_taken", "SELECT 1 FROM inquiry WHERE municipality = $1 AND number = $2"};
const db::Query q_find{"inquiry.find", INQUIRY_FROM "WHERE q.municipality = $1 AND q.id = $2"};
const db::Query q_by_number{"inquiry.by_number", INQUIRY_COLUMNS
                            ", q.secret_hash FROM inquiry q WHERE q.municipality = $1 AND q.number = $2"
                            " AND q.secret_hash IS NOT NULL"};
const db::Query q_add_message{"inquiry.add_message",
                              "INSERT INTO inquiry_message (municipality, inquiry_id, position, at, account_id, words)"
                              " SELECT $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5 FROM inquiry_message"
                              " WHERE municipality = $1 AND inquiry_id = $2"};
const db::Query q_messages{"inquiry.messages",
                           "SELECT at, account_id, words FROM inquiry_message"
                           " WHERE municipality = $1 AND inquiry_id = $2 ORDER BY position LIMIT 200"};
const db::Query q_waiting GISHE_INDEXED("inquiry.list_waiting", INQUIRY_COLUMNS " FROM inquiry q", "inquiry_waiting",
                                        "WHERE q.municipality = $1 AND q.state = 'waiting'"
                                        " ORDER BY q.due_on, q.id LIMIT $2");
const db::Query q_mine{"inquiry.list_mine", INQUIRY_FROM
                       "WHERE q.municipality = $1 AND q.state IN ('waiting', 'answered') AND q.officer_id = $3"
                       " ORDER BY q.id DESC LIMIT $2"};
const db::Query q_answered{"inquiry.list_answered", INQUIRY_FROM
                           "WHERE q.municipality = $1 AND q.state IN ('answered', 'ended')"
                           " ORDER BY q.id DESC LIMIT $2"};
const db::Query q_count GISHE_INDEXED("inquiry.count_waiting",
                                      "SELECT count(*), min(due_on) FROM (SELECT q.due_on FROM inquiry q",
                                      "inquiry_waiting",
                                      "WHERE q.municipality = $1 AND q.state = 'waiting' ORDER BY q.due_on, q.id"
                                      " LIMIT $2) AS waiting");
const db::Query q_over{"inquiry.list_over",
                       INQUIRY_FROM "WHERE q.keep_until_on < $1 ORDER BY q.keep_until_on LIMIT $2"};
const db::Query q_quiet{"inquiry.list_quiet", INQUIRY_FROM
                        "WHERE q.kind = 'conversation' AND q.state = 'answered' AND q.last_at < $1"
                        " ORDER BY q.last_at LIMIT $2"};
const db::Query q_erase_messages{"inquiry.erase_messages",
                                 "DELETE FROM inquiry_message WHERE municipality = $1 AND inquiry_id = $2"};
const db::Query q_erase{"inquiry.erase", "DELETE FROM inquiry WHERE municipality = $1 AND id = $2"};

const db::Query q_set_presence{"presence.set",
                               "INSERT INTO desk_presence (municipality, account_id, until_at) VALUES ($1, $2, $3)"
                               " ON CONFLICT (municipality, account_id) DO UPDATE SET until_at = $3"};
const db::Query q_end_presence{"presence.end", "DELETE FROM desk_presence WHERE municipality = $1 AND account_id = $2"};
const db::Query q_presence{"presence.find",
                           "SELECT until_at FROM desk_presence WHERE municipality = $1 AND account_id = $2"
                           " AND until_at > $3"};
const db::Query q_present{"presence.list",
                          "SELECT DISTINCT municipality FROM desk_presence WHERE until_at > $1 ORDER BY municipality"
                          " LIMIT 500"};

const db::Query q_put_in_hand{"inquiry.put_in_hand",
                              "INSERT INTO inquiry_in_hand (municipality, account_id, inquiry_id) VALUES ($1, $2, $3)"
                              " ON CONFLICT (municipality, account_id) DO UPDATE SET inquiry_id = $3"};
const db::Query q_put_down{"inquiry.put_down",
                           "DELETE FROM inquiry_in_hand WHERE municipality = $1 AND inquiry_id = $2"};
const db::Query q_held{"inquiry.held", INQUIRY_COLUMNS
                       " FROM inquiry_in_hand h JOIN inquiry q ON q.municipality = h.municipality"
                       " AND q.id = h.inquiry_id WHERE h.municipality = $1 AND h.account_id = $2"
                       " AND q.state <> 'ended'"};

const MunicipalityCode& bound(const access::Scope& scope) {
  static const MunicipalityCode nowhere;
  return scope.none() || scope.territory() != access::Territory::municipality ? nowhere : scope.municipality();
}

Inquiry inquiry_from(const db::Row& row) {
  Inquiry q;
  q.id = row.id<InquiryId>(0);
  q.municipality = row.municipality(1);
  q.number = row.string(2);
  q.kind = kind_from(row.text(3));
  q.state = state_from(row.text(4));
  q.topic = row.string(5);
  q.service = row.maybe_id<ServiceId>(6);
  q.language = row.string(7);
  q.email = row.string(8);
  q.phone = row.string(9);
  q.call_when = row.string(10);
  q.discreet = row.truth(11);
  q.asked_at = row.instant(12);
  q.last_at = row.instant(13);
  q.due_on = row.day(14);
  q.officer = row.maybe_id<AccountId>(15);
  q.asked_again = static_cast<int>(row.integer(16));
  q.not_reached = static_cast<int>(row.integer(17));
  q.outcome = row.string(18);
  q.counted = row.truth(19);
  q.keep_until = row.maybe_day(20);
  q.version = row.integer(21);
  return q;
}
constexpr int after_columns = 22;

}  // namespace

void insert_inquiry(db::Tx& tx, const Inquiry& q, const std::optional<std::string>& secret_hash) {
  std::optional<db::Blob> hash;
  if (secret_hash) hash = db::Blob{*secret_hash};
  tx.run(q_insert,
         {q.municipality, q.id, q.number, kind_name(q.kind), state_name(q.state), q.topic, q.service, q.language,
          q.email, q.phone, q.call_when, q.discreet ? 1 : 0, hash, q.asked_at, q.due_on, q.last_at});
}

bool update_inquiry(db::Tx& tx, Inquiry& q) {
  if (tx.run(q_update, {q.municipality, q.id, q.version, state_name(q.state), q.officer, q.asked_again, q.not_reached,
                        q.outcome, q.counted ? 1 : 0, q.last_at, q.due_on, q.keep_until}) != 1) {
    return false;
  }
  ++q.version;
  return true;
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_taken, {municipality, number});
}

std::optional<Inquiry> find_inquiry(db::Session& session, const access::Scope& scope, const InquiryId& id) {
  std::optional<Inquiry> found;
  session.one(q_find, {bound(scope), id}, [&](const db::Row& row) { found = inquiry_from(row); });
  return found;
}

std::optional<visitors::Kept<Inquiry>> find_inquiry_by_number(db::Session& session,
                                                              const MunicipalityCode& municipality,
                                                              std::string_view number) {
  std::optional<visitors::Kept<Inquiry>> found;
  session.one(q_by_number, {municipality, number}, [&](const db::Row& row) {
    found = visitors::Kept<Inquiry>{inquiry_from(row), row.string(after_columns)};
  });
  return found;
}

void add_message(db::Tx& tx, const Inquiry& q, const Message& m) {
  tx.run(q_add_message, {q.municipality, q.id, m.at, m.account, m.words});
}

std::vector<Message> list_messages(db::Session& session, const Inquiry& q) {
  std::vector<Message> messages;
  session.each(q_messages, {q.municipality, q.id}, [&](const db::Row& row) {
    messages.push_back({row.instant(0), row.maybe_id<AccountId>(1), row.string(2)});
  });
  return messages;
}

std::vector<Inquiry> list_inquiries(db::Session& session, const access::Scope& scope, Pile pile, int limit) {
  std::vector<Inquiry> list;
  const auto take = [&](const db::Row& row) { list.push_back(inquiry_from(row)); };
  const MunicipalityCode& home = bound(scope);
  switch (pile) {
    case Pile::waiting:
      session.each(q_waiting, {home, limit}, take);
      break;
    case Pile::mine:
      session.each(q_mine, {home, limit, scope.account()}, take);
      break;
    case Pile::answered:
      session.each(q_answered, {home, limit}, take);
      break;
  }
  return list;
}

Waiting count_waiting_in(db::Session& session, const access::Scope& scope, int limit) {
  Waiting waiting;
  session.one(q_count, {bound(scope), limit}, [&](const db::Row& row) {
    waiting.count = row.integer(0);
    waiting.due_on = row.maybe_day(1);
  });
  return waiting;
}

std::vector<Inquiry> list_over(db::Session& session, Day on, int limit) {
  std::vector<Inquiry> list;
  session.each(q_over, {on, limit}, [&](const db::Row& row) { list.push_back(inquiry_from(row)); });
  return list;
}

void erase_inquiry(db::Tx& tx, const Inquiry& q) {
  put_down(tx, q);
  tx.run(q_erase_messages, {q.municipality, q.id});
  tx.run(q_erase, {q.municipality, q.id});
}

std::vector<Inquiry> list_quiet_conversations(db::Session& session, Instant since, int limit) {
  std::vector<Inquiry> list;
  session.each(q_quiet, {since, limit}, [&](const db::Row& row) { list.push_back(inquiry_from(row)); });
  return list;
}

void set_presence(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& account, Instant until) {
  tx.run(q_set_presence, {municipality, account, until});
}

void end_presence(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& account) {
  tx.run(q_end_presence, {municipality, account});
}

std::optional<Instant> find_presence(db::Session& session, const MunicipalityCode& municipality,
                                     const AccountId& account, Instant now) {
  std::optional<Instant> until;
  session.one(q_presence, {municipality, account, now}, [&](const db::Row& row) { until = row.instant(0); });
  return until;
}

std::vector<MunicipalityCode> list_present(db::Session& session, Instant now) {
  std::vector<MunicipalityCode> there;
  session.each(q_present, {now}, [&](const db::Row& row) { there.push_back(row.municipality(0)); });
  return there;
}

void put_in_hand(db::Tx& tx, const Inquiry& q, const AccountId& account) {
  tx.run(q_put_in_hand, {q.municipality, account, q.id});
}

void put_down(db::Tx& tx, const Inquiry& q) { tx.run(q_put_down, {q.municipality, q.id}); }

std::optional<Inquiry> find_held_by(db::Session& session, const access::Scope& scope) {
  std::optional<Inquiry> found;
  session.one(q_held, {bound(scope), scope.account()}, [&](const db::Row& row) { found = inquiry_from(row); });
  return found;
}

}  // namespace gishe::inquiries
