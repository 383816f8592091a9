#include "answers/answers_handlers.h"

namespace gishe::answers {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/referrals/{id}/answer-link", withdraw_referral, show_link_form},
      {post, "/referrals/{id}/answer-link", withdraw_referral, make_from_page},
      {post, "/referrals/{id}/answer-link/withdrawal", withdraw_referral, withdraw_from_page},

      {get, "/answer/{token}", answer_by_link, show_answer},
      {post, "/answer/{token}", answer_by_link, identify_from_page},
      {post, "/answer/{token}/answer", answer_by_link, answer_from_page},
  };
}

}  // namespace gishe::answers
