#include "merging/handlers.h"
#include "merging/merging.h"

namespace gishe::merging {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/people/{id}/merge", merge_people, show_candidates},
      {post, "/people/{id}/merge", merge_people, look_for_other},
      {get, "/people/{id}/merge/{other}", merge_people, show_compared},
      {post, "/people/{id}/merge/{other}", merge_people, post_merge},
      {get, "/merges", merge_people, show_merges},
      {get, "/merges/{id}", merge_people, show_merge},
      {post, "/merges/{id}/undo", merge_people, post_undo},
  };
}

}  // namespace gishe::merging
