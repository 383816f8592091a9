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

      {get, "/my/{person}/requests/{id}/copy.pdf", see_own_file, my_released_paper},
      {get, "/my/{person}/requests/{id}/copy.json", see_own_file, my_released_for_machines},

      {get, "/data-protection/requests", answer_request, show_requests},
      {get, "/data-protection/requests/{id}", answer_request, show_request},
      {post, "/data-protection/requests/{id}/step", answer_request, post_request_step},
      {post, "/data-protection/requests/{id}/copy", answer_request, post_prepare_copy},
      {get, "/data-protection/requests/{id}/copy", answer_request, show_subject_copy},
      {post, "/data-protection/requests/{id}/copy/lines/{line}", answer_request, post_copy_line},
      {get, "/data-protection/requests/{id}/copy/finished", answer_request, show_finished_copy},
      {post, "/data-protection/requests/{id}/copy/release", answer_request, post_release_copy},
      {get, "/data-protection/requests/{id}/copy.pdf", answer_request, released_paper},
      {get, "/data-protection/requests/{id}/copy.json", answer_request, released_for_machines},
  };
}

}  // namespace gishe::own_file
