#include "own_file/handlers.h"

namespace gishe::own_file {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/people/{id}/own-access", open_own_access, show_own_access},
      {post, "/people/{id}/own-access", open_own_access, post_own_access},
      {post, "/people/{id}/own-access/{access}/letter", open_own_access, post_letter},
      {post, "/people/{id}/own-access/{access}/end", open_own_access, post_end},

      {get, "/my", see_own_file, show_my},
      {get, "/my/{person}", see_own_file, show_my_file},
  };
}

}  // namespace gishe::own_file
