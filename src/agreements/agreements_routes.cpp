#include "agreements/agreements_handlers.h"

namespace gishe::agreements {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/gaps", find_gaps, show_gaps},
      {get, "/agreements", see_agreements, show_agreements},
      {get, "/agreements/new", keep_agreements, show_new_agreement},
      {post, "/agreements", keep_agreements, ask_from_page},
      {get, "/agreements/{id}", see_agreements, show_agreement},
      {post, "/agreements/{id}/counter-proposal", answer_agreement, act<Verb::counter>},
      {post, "/agreements/{id}/acceptance", answer_agreement, act<Verb::accept>},
      {post, "/agreements/{id}/decline", answer_agreement, act<Verb::decline>},
      {post, "/agreements/{id}/withdrawal", keep_agreements, act<Verb::withdraw>},
      {post, "/agreements/{id}/notice", answer_agreement, act<Verb::give_notice>},
  };
}

}  // namespace gishe::agreements
