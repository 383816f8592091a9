#pragma once
#include "platform/office/office.h"
#include "zones/comment_store.h"

/// Comments on a published plan: by anybody while it is open to them, answered one by one by the office that keeps it.
namespace gishe::zones {

/// Refuses: not_found for a plan that was not published, not_open_to_comments, why_not_comment, too_many_comments,
/// too_many_from_here. `remote`: the address it comes from, for that limit only.
Result<ZoneCommentId> make_comment(Office& office, const Actor& actor, const ZonePlanId& plan, const Comment& comment,
                                   std::string_view remote, std::string_view once_key);
/// Once for each comment. Refuses: why_not_answer, answered_already.
Result<Done> answer_comment(Office& office, const Actor& actor, const ZonePlanId& plan, const ZoneCommentId& comment,
                            const CommentAnswer& answer, std::string_view once_key);

}  // namespace gishe::zones
