#include "zones/comment_store.h"

namespace gishe::zones::store {
namespace {

const db::Query q_count{"zone_comment.count",
                        "SELECT COUNT(*) FROM zone_comment WHERE municipality = $1 AND plan_id = $2"};
const db::Query q_without_answer{
    "zone_comment.count_without_answer",
    "SELECT COUNT(*) FROM zone_comment WHERE municipality = $1 AND plan_id = $2 AND answered_at IS NULL"};
const db::Query q_by_kind{
    "zone_comment.count_by_kind",
    "SELECT kind, COUNT(*) FROM zone_comment WHERE municipality = $1 AND plan_id = $2 GROUP BY kind ORDER BY kind "
    "LIMIT 6"};
const db::Query q_insert{
    "zone_comment.insert",
    "INSERT INTO zone_comment (municipality, plan_id, id, kind, measure_id, body, received_at, shown, answer, changed) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '', 0)"};
const db::Query q_answer{
    "zone_comment.answer",
    "UPDATE zone_comment SET answer = $4, shown = $5, changed = $6, answered_by = $7, answered_at = $8 "
    "WHERE municipality = $1 AND plan_id = $2 AND id = $3 AND answered_at IS NULL"};

#define ZONE_COMMENT                                                                          \
  "SELECT id, kind, measure_id, body, received_at, shown, answer, changed FROM zone_comment " \
  "WHERE municipality = $1 AND plan_id = $2 AND id > $3 "
const db::Query q_list{"zone_comment.list", ZONE_COMMENT "ORDER BY id LIMIT 51"};
const db::Query q_list_shown{"zone_comment.list_shown", ZONE_COMMENT "AND shown = 1 ORDER BY id LIMIT 51"};

Comment read(const db::Row& row) {
  Comment c;
  c.id = row.id<ZoneCommentId>(0);
  c.kind = row.string(1);
  if (!row.null(2)) c.measure = row.id<ZoneMeasureId>(2);
  c.body = row.string(3);
  c.received_at = row.instant(4);
  c.shown = row.integer(5) == 1;
  c.answer = row.string(6);
  c.changed = row.integer(7) == 1;
  return c;
}

}  // namespace

int count_comments(db::Session& session, const Plan& plan) {
  return static_cast<int>(session.count(q_count, {plan.municipality, plan.id}));
}

int count_without_answer(db::Session& session, const Plan& plan) {
  return static_cast<int>(session.count(q_without_answer, {plan.municipality, plan.id}));
}

std::map<std::string, int> count_by_kind(db::Session& session, const Plan& plan) {
  std::map<std::string, int> counts;
  session.each(q_by_kind, {plan.municipality, plan.id},
               [&](const db::Row& row) { counts[row.string(0)] = static_cast<int>(row.integer(1)); });
  return counts;
}

void insert_comment(db::Tx& tx, const Plan& plan, const Comment& c) {
  tx.run(q_insert, {plan.municipality, plan.id, c.id, c.kind, c.measure, c.body, c.received_at});
}

bool answer_comment(db::Tx& tx, const Plan& plan, const ZoneCommentId& id, const CommentAnswer& answer,
                    const AccountId& by, Instant at) {
  return tx.run(q_answer, {plan.municipality, plan.id, id, answer.answer, answer.shown ? 1 : 0, answer.changed ? 1 : 0,
                           by, at}) > 0;
}

std::vector<Comment> list_comments(db::Session& session, const Plan& plan, Which which, const ZoneCommentId& after) {
  std::vector<Comment> all;
  session.each(which == Which::shown ? q_list_shown : q_list, {plan.municipality, plan.id, after},
               [&](const db::Row& row) { all.push_back(read(row)); });
  return all;
}

}  // namespace gishe::zones::store
