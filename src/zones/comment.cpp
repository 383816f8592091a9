#include "zones/comment.h"

#include "base/text.h"

namespace gishe::zones {
namespace {

void check(Refusals& no, const std::string& text, const char* field) {
  if (text.empty()) no.emplace_back(required, field);
  if (!text::is_plain(text, text::Lines::many)) no.emplace_back(not_plain_text, field);
  if (text::length(text) > comment_length_max)
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(comment_length_max)}}));
}

}  // namespace

Refusals why_not_comment(const Comment& comment) {
  Refusals no;
  if (!text::one_of(comment_kinds, comment.kind))
    no.emplace_back(comment.kind.empty() ? required : not_in_list, "kind");
  check(no, comment.body, "body");
  return no;
}

Refusals why_not_answer(const CommentAnswer& answer) {
  Refusals no;
  check(no, answer.answer, "answer");
  return no;
}

}  // namespace gishe::zones
