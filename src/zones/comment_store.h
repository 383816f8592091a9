#pragma once
#include <map>

#include "platform/db/db.h"
#include "zones/comment.h"
#include "zones/plan.h"

/// Every statement on comments. No name and no address is kept; what somebody wrote is shown only after it was read.
/// Level L1 (working).
namespace gishe::zones::store {

int count_comments(db::Session& session, const Plan& plan);
int count_without_answer(db::Session& session, const Plan& plan);
/// How many of each kind of participant; kinds without any are left out.
std::map<std::string, int> count_by_kind(db::Session& session, const Plan& plan);
void insert_comment(db::Tx& tx, const Plan& plan, const Comment& comment);
/// False where there is none, or it has an answer by now.
bool answer_comment(db::Tx& tx, const Plan& plan, const ZoneCommentId& id, const CommentAnswer& answer,
                    const AccountId& by, Instant at);
enum class Which : std::uint8_t { shown, all };
/// Oldest first, after one of them (nil: from the first); at most comments_of_page and one more, which says that there
/// are more.
inline constexpr int comments_of_page = 50;
std::vector<Comment> list_comments(db::Session& session, const Plan& plan, Which which, const ZoneCommentId& after);

}  // namespace gishe::zones::store
