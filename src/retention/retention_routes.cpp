#include "retention/handlers.h"
#include "retention/retention.h"

namespace gishe::retention {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/retention", keep_retention, show_due},
      {get, "/retention/restrictions/{request}", access::Action::answer_request, show_restriction},
      {post, "/retention/restrictions/{request}", access::Action::answer_request, post_restriction},
      {post, "/retention/restrictions/{request}/lifting", access::Action::answer_request, post_lifting},
      {get, "/retention/{id}", keep_retention, show_item},
      {post, "/retention/requests/{request}", keep_retention, post_request_item},
      {post, "/retention/{id}/hold", keep_retention, post_hold},
      {post, "/retention/{id}/release", keep_retention, post_release},
      {post, "/retention/{id}/erasure", keep_retention, post_erasure},
  };
}

}  // namespace gishe::retention
