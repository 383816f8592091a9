#include "answers/answer_link.h"

namespace gishe::answers::store {
namespace {

#define ANSWER_LINK                                                                                           \
  "SELECT municipality, id, referral_id, kind, state, expires_on, sent_to, opened_by, made_by, made_at FROM " \
  "answer_link "
const db::Query q_by_hash{"answer_link.by_hash", ANSWER_LINK "WHERE municipality = $1 AND token_hash = $2"};
const db::Query q_latest{"answer_link.latest",
                         // An open one first: ids of one millisecond come in any order.
                         ANSWER_LINK
                         "WHERE municipality = $1 AND referral_id = $2 ORDER BY CASE WHEN state = 'open' "
                         "THEN 0 ELSE 1 END, id DESC LIMIT 1"};
const db::Query q_insert{"answer_link.insert",
                         "INSERT INTO answer_link (municipality, id, referral_id, token_hash, kind, state, expires_on, "
                         "sent_to, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_opened{"answer_link.opened",
                         "UPDATE answer_link SET opened_by = $3, opened_at = $4 WHERE municipality = $1 AND id = $2"};
const db::Query q_close{"answer_link.close",
                        "UPDATE answer_link SET state = $3, closed_at = $4 WHERE municipality = $1 AND id = $2 AND "
                        "state = 'open'"};

AnswerLink read(const db::Row& row) {
  AnswerLink l;
  l.municipality = row.municipality(0);
  l.id = row.uuid(1);
  l.referral = row.id<ReferralId>(2);
  l.kind = row.string(3);
  l.state = row.string(4);
  l.expires_on = row.day(5);
  l.sent_to = row.string(6);
  l.opened_by = row.string(7);
  l.made_by = row.id<AccountId>(8);
  l.made_at = row.instant(9);
  return l;
}

}  // namespace

std::optional<AnswerLink> find_by_hash(db::Session& session, const MunicipalityCode& municipality,
                                       std::string_view token_hash) {
  std::optional<AnswerLink> found;
  session.one(q_by_hash, {municipality, db::Blob{token_hash}}, [&](const db::Row& row) { found = read(row); });
  return found;
}

std::optional<AnswerLink> find_latest(db::Session& session, const MunicipalityCode& municipality,
                                      const ReferralId& referral) {
  std::optional<AnswerLink> found;
  session.one(q_latest, {municipality, referral}, [&](const db::Row& row) { found = read(row); });
  return found;
}

void insert(db::Tx& tx, const AnswerLink& l, std::string_view token_hash) {
  tx.run(q_insert, {l.municipality, l.id, l.referral, db::Blob{token_hash}, l.kind, l.state, l.expires_on, l.sent_to,
                    l.made_by, l.made_at});
}

void note_opening(db::Tx& tx, const AnswerLink& l, std::string_view by, Instant at) {
  tx.run(q_opened, {l.municipality, l.id, by, at});
}

bool close(db::Tx& tx, const AnswerLink& l, std::string_view state, Instant at) {
  return tx.run(q_close, {l.municipality, l.id, state, at}) == 1;
}

}  // namespace gishe::answers::store
