#include "own_file/handlers.h"

namespace gishe::own_file {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/people/{id}/own-access", access::Action::open_own_access, show_own_access},
      {post, "/people/{id}/own-access", access::Action::open_own_access, post_own_access},
      {post, "/people/{id}/own-access/{access}/letter", access::Action::open_own_access, post_letter},
      {post, "/people/{id}/own-access/{access}/end", access::Action::open_own_access, post_end},

      {post, "/people/{id}/own-access/requests", access::Action::open_own_access, post_desk_request},

      {get, "/my", see_own_file, show_my},
      {get, "/my/{person}", see_own_file, show_my_file},
      {get, "/my/{person}/copy.pdf", see_own_file, print_my_copy},
      {get, "/my/{person}/copy.json", see_own_file, my_copy_for_machines},
      {post, "/my/{person}/requests", access::Action::ask_about_own, post_my_request},

      {get, "/data-protection/requests", answer_request, show_requests},
      {get, "/data-protection/requests/{id}", answer_request, show_request},
      {post, "/data-protection/requests/{id}/step", answer_request, post_request_step},
  };
}

}  // namespace gishe::own_file
