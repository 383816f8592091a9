#include "complaints/complaint_store.h"

#include "platform/access/seen.h"

namespace gishe::complaints::store {
namespace {

#define COMPLAINT_COLUMNS                                                                                           \
  "SELECT c.id, c.municipality, c.number, c.version, c.about, c.about_words, c.words, c.name, c.email, c.address, " \
  "c.language, c.channel, c.taken_by, c.state, c.reopened, c.received_on, c.due_on, c.handler_id, c.answer, "       \
  "c.answered_on, c.reopen_until_on, c.erase_on"
// $1 municipality, $2 account.
#define COMPLAINT_VISIBLE                                                                               \
  " FROM complaint c WHERE c.municipality = $1 AND NOT EXISTS (SELECT 1 FROM complaint_barred b WHERE " \
  "b.municipality = c.municipality AND b.complaint_id = c.id AND b.account_id = $2) "

constexpr int secret_column = 22;

Complaint complaint_of(const db::Row& row) {
  Complaint c;
  c.id = row.id<ComplaintId>(0);
  c.municipality = row.municipality(1);
  c.number = row.string(2);
  c.version = row.integer(3);
  c.about = row.string(4);
  c.about_words = row.string(5);
  c.words = row.string(6);
  c.name = row.string(7);
  c.email = row.string(8);
  c.address = row.string(9);
  c.language = row.string(10);
  c.channel = row.string(11);
  c.taken_by = row.maybe_id<AccountId>(12).value_or(AccountId{});
  c.state = state_from(row.text(13)).value_or(State::received);
  c.reopened = row.truth(14);
  c.received_on = row.day(15);
  c.due_on = row.day(16);
  c.handler = row.maybe_id<AccountId>(17).value_or(AccountId{});
  c.answer = row.string(18);
  c.answered_on = row.maybe_day(19);
  c.reopen_until = row.maybe_day(20);
  c.erase_on = row.maybe_day(21);
  return c;
}

std::optional<AccountId> unless_nil(const AccountId& id) {
  return id.is_nil() ? std::nullopt : std::optional<AccountId>(id);
}

}  // namespace

void insert(db::Tx& tx, const Complaint& c, std::string_view secret_hash) {
  static const db::Query q{
      "complaint.insert",
      "INSERT INTO complaint (municipality, id, number, secret_hash, about, about_words, words, name, email, address, "
      "language, channel, taken_by, state, received_on, due_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
      "$12, $13, $14, $15, $16)"};
  tx.run(q, {c.municipality, c.id, c.number, db::Blob{secret_hash}, c.about, c.about_words, c.words, c.name, c.email,
             c.address, c.language, c.channel, unless_nil(c.taken_by), state_name(c.state), c.received_on, c.due_on});
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  static const db::Query q{"complaint.number_taken", "SELECT 1 FROM complaint WHERE municipality = $1 AND number = $2"};
  return session.exists(q, {municipality, number});
}

bool update(db::Tx& tx, const Complaint& c) {
  static const db::Query q{"complaint.update",
                           "UPDATE complaint SET state = $3, reopened = $4, due_on = $5, handler_id = $6, answer = $7, "
                           "answered_on = $8, reopen_until_on = $9, erase_on = $10, version = version + 1 WHERE "
                           "municipality = $1 AND id = $2 AND version = $11"};
  return tx.run(q, {c.municipality, c.id, state_name(c.state), c.reopened ? 1 : 0, c.due_on, unless_nil(c.handler),
                    c.answer, c.answered_on, c.reopen_until, c.erase_on, c.version}) == 1;
}

void bar(db::Tx& tx, const Complaint& c, const AccountId& account, std::string_view because) {
  static const db::Query q{"complaint.bar",
                           "INSERT INTO complaint_barred (municipality, complaint_id, account_id, because) VALUES ($1, "
                           "$2, $3, $4) ON CONFLICT (municipality, complaint_id, account_id) DO NOTHING"};
  tx.run(q, {c.municipality, c.id, account, because});
}

std::vector<AccountId> list_barred(db::Session& session, const Complaint& c) {
  static const db::Query q{
      "complaint.barred",
      "SELECT account_id FROM complaint_barred WHERE municipality = $1 AND complaint_id = $2 LIMIT "
      "50"};
  std::vector<AccountId> list;
  session.each(q, {c.municipality, c.id}, [&](const db::Row& row) { list.push_back(row.id<AccountId>(0)); });
  return list;
}

void add_event(db::Tx& tx, const Complaint& c, const Event& e) {
  static const db::Query q{
      "complaint.add_event",
      "INSERT INTO complaint_event (municipality, complaint_id, seq, at, account_id, verb, from_state, to_state, "
      "reason) SELECT $1, $2, coalesce(max(seq), 0) + 1, $3, $4, $5, $6, $7, $8 FROM complaint_event WHERE "
      "municipality = $1 AND complaint_id = $2"};
  tx.run(q, {c.municipality, c.id, e.at, unless_nil(e.by), e.verb, state_name(e.from), state_name(e.to), e.reason});
}

std::vector<Event> list_events(db::Session& session, const Complaint& c) {
  static const db::Query q{"complaint.events",
                           "SELECT at, account_id, verb, from_state, to_state, reason FROM complaint_event WHERE "
                           "municipality = $1 AND complaint_id = $2 ORDER BY seq LIMIT 50"};
  std::vector<Event> list;
  session.each(q, {c.municipality, c.id}, [&](const db::Row& row) {
    list.push_back({row.instant(0), row.maybe_id<AccountId>(1).value_or(AccountId{}), row.string(2),
                    state_from(row.text(3)).value_or(State::received),
                    state_from(row.text(4)).value_or(State::received), row.string(5)});
  });
  return list;
}

std::optional<Complaint> find(db::Session& session, const access::Scope& scope, const ComplaintId& id) {
  static const db::Query q{"complaint.find", COMPLAINT_COLUMNS COMPLAINT_VISIBLE "AND c.id = $3"};
  std::optional<Complaint> found;
  if (access::no_town(scope)) return found;
  session.one(q, {scope.municipality(), scope.account(), id}, [&](const db::Row& row) { found = complaint_of(row); });
  return found;
}

std::optional<visitors::Kept<Complaint>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                        std::string_view number) {
  static const db::Query q{"complaint.by_number", COMPLAINT_COLUMNS
                           ", c.secret_hash FROM complaint c WHERE c.municipality = $1 AND c.number = $2"};
  std::optional<visitors::Kept<Complaint>> found;
  session.one(q, {municipality, number}, [&](const db::Row& row) {
    found = visitors::Kept<Complaint>{complaint_of(row), row.string(secret_column)};
  });
  return found;
}

std::vector<Complaint> list(db::Session& session, const access::Scope& scope, bool open, int limit) {
  static const db::Query q_open{"complaint.list_open", COMPLAINT_COLUMNS COMPLAINT_VISIBLE
                                "AND c.state IN ('received', 'assigned', 'reopened') ORDER BY c.due_on, c.id LIMIT $3"};
  static const db::Query q_over{"complaint.list_over", COMPLAINT_COLUMNS COMPLAINT_VISIBLE
                                "AND c.state IN ('answered', 'closed') ORDER BY c.id DESC LIMIT $3"};
  std::vector<Complaint> list;
  if (access::no_town(scope)) return list;
  session.each(open ? q_open : q_over, {scope.municipality(), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(complaint_of(row)); });
  return list;
}

std::vector<Complaint> list_past(db::Session& session, Day today, int limit) {
  static const db::Query q{"complaint.past", COMPLAINT_COLUMNS
                           " FROM complaint c WHERE c.state = 'answered' AND c.reopen_until_on < $1 ORDER BY "
                           "c.reopen_until_on LIMIT $2"};
  std::vector<Complaint> list;
  session.each(q, {today, limit}, [&](const db::Row& row) { list.push_back(complaint_of(row)); });
  return list;
}

std::vector<Complaint> list_over(db::Session& session, Day today, int limit) {
  static const db::Query q{"complaint.over",
                           COMPLAINT_COLUMNS " FROM complaint c WHERE c.erase_on <= $1 ORDER BY c.erase_on LIMIT $2"};
  std::vector<Complaint> over;
  session.each(q, {today, limit}, [&](const db::Row& row) { over.push_back(complaint_of(row)); });
  return over;
}

void erase(db::Tx& tx, const Complaint& c) {
  static const db::Query events{"complaint.erase_events",
                                "DELETE FROM complaint_event WHERE municipality = $1 AND complaint_id = $2"};
  static const db::Query barred{"complaint.erase_barred",
                                "DELETE FROM complaint_barred WHERE municipality = $1 AND complaint_id = $2"};
  static const db::Query itself{"complaint.erase", "DELETE FROM complaint WHERE municipality = $1 AND id = $2"};
  for (const auto* q : {&events, &barred, &itself}) tx.run(*q, {c.municipality, c.id});
}

std::vector<Count> count_since(db::Session& session, const access::Scope& scope, Day from, Day today) {
  static const db::Query q{
      "complaint.count",
      "SELECT c.about, count(*), CAST(sum(CASE WHEN c.answered_on IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT), "
      "CAST(sum(CASE WHEN coalesce(c.answered_on, $4) > c.due_on THEN 1 ELSE 0 END) AS BIGINT), "
      "CAST(sum(c.reopened) AS BIGINT)" COMPLAINT_VISIBLE "AND c.received_on >= $3 GROUP BY c.about ORDER BY c.about"};
  std::vector<Count> counts;
  if (access::no_town(scope)) return counts;
  session.each(q, {scope.municipality(), scope.account(), from, today}, [&](const db::Row& row) {
    counts.push_back({row.string(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4)});
  });
  return counts;
}

}  // namespace gishe::complaints::store
