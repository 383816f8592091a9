#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"

/// What somebody says about a plan while it is open to comments, and the answer. Pure.
namespace gishe::zones {

inline constexpr std::size_t comment_length_max = 4000;
inline constexpr int comments_max = 2000;  // of a plan

/// As whom somebody speaks; no name is asked for.
inline constexpr std::string_view comment_kinds[] = {"resident", "user",        "organisation",
                                                     "provider", "institution", "other"};

struct Comment {
  ZoneCommentId id;
  std::string kind;
  std::optional<ZoneMeasureId> measure;  // nothing: the whole plan
  std::string body;
  Instant received_at;
  bool shown = false;
  std::string answer;  // empty: not yet
  bool changed = false;
};
struct CommentAnswer {
  std::string answer;
  bool shown = false, changed = false;
};
/// Words of the fields kind and body.
Refusals why_not_comment(const Comment& comment);
/// Words of the field answer.
Refusals why_not_answer(const CommentAnswer& answer);

}  // namespace gishe::zones
