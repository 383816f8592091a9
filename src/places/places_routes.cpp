#include "places/handlers.h"

namespace gishe::places {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  using namespace pages;
  using V = Verb;
  using W = WaitingVerb;
  return {
      {get, "/provider/places", see_beds, show_board},
      {get, "/provider/places/services/{id}", keep_placements, show_setup},
      {post, "/provider/places/services/{id}", keep_placements, post_places},
      {post, "/provider/places/services/{id}/extra", keep_placements, post_extra},
      {post, "/provider/places/services/{id}/closure", keep_placements, post_closure},
      {get, "/provider/places/services/{id}/admission", keep_placements, show_admission},
      {post, "/provider/places/services/{id}/admission", keep_placements, post_admission},
      {get, "/provider/stays/{id}", see_beds, show_stay},
      {get, "/provider/stays/{id}/admission", keep_placements, show_step_of_stay<V::admit>},
      {post, "/provider/stays/{id}/admission", keep_placements, post_step_of_stay<V::admit>},
      {get, "/provider/stays/{id}/emergency", keep_placements, show_step_of_stay<V::admit_in_emergency>},
      {post, "/provider/stays/{id}/emergency", keep_placements, post_step_of_stay<V::admit_in_emergency>},
      {get, "/provider/stays/{id}/papers", keep_placements, show_step_of_stay<V::bring_papers>},
      {post, "/provider/stays/{id}/papers", keep_placements, post_step_of_stay<V::bring_papers>},
      {get, "/provider/stays/{id}/extension", keep_placements, show_step_of_stay<V::extend>},
      {post, "/provider/stays/{id}/extension", keep_placements, post_step_of_stay<V::extend>},
      {get, "/provider/stays/{id}/move", keep_placements, show_step_of_stay<V::move>},
      {post, "/provider/stays/{id}/move", keep_placements, post_step_of_stay<V::move>},
      {get, "/provider/stays/{id}/end", keep_placements, show_step_of_stay<V::end>},
      {post, "/provider/stays/{id}/end", keep_placements, post_step_of_stay<V::end>},
      {get, "/provider/stays/{id}/release", keep_placements, show_step_of_stay<V::release>},
      {post, "/provider/stays/{id}/release", keep_placements, post_step_of_stay<V::release>},
      {get, "/provider/waiting/services/{id}", see_waiting_list, show_waiting},
      {get, "/provider/waiting/services/{id}/rule", order_waiting_list, show_rule_form},
      {post, "/provider/waiting/services/{id}/rule", order_waiting_list, post_rule},
      {get, "/provider/waiting/entries/{id}", see_waiting_list, show_entry},
      {get, "/provider/waiting/entries/{id}/offer", offer_place, show_step_of_entry<W::offer>},
      {post, "/provider/waiting/entries/{id}/offer", offer_place, post_step_of_entry<W::offer>},
      {get, "/provider/waiting/entries/{id}/taking-back", offer_place, show_step_of_entry<W::take_back>},
      {post, "/provider/waiting/entries/{id}/taking-back", offer_place, post_step_of_entry<W::take_back>},
      {get, "/provider/waiting/entries/{id}/order", order_waiting_list, show_step_of_entry<W::order>},
      {post, "/provider/waiting/entries/{id}/order", order_waiting_list, post_step_of_entry<W::order>},
      {get, "/provider/waiting/entries/{id}/suspension", order_waiting_list, show_step_of_entry<W::suspend>},
      {post, "/provider/waiting/entries/{id}/suspension", order_waiting_list, post_step_of_entry<W::suspend>},
      {get, "/provider/waiting/entries/{id}/resumption", order_waiting_list, show_step_of_entry<W::resume>},
      {post, "/provider/waiting/entries/{id}/resumption", order_waiting_list, post_step_of_entry<W::resume>},
      {get, "/services/{id}/waiting-rule", see_directory, show_rule},
      {get, "/places/offers", answer_offer, show_offers},
      {get, "/places/offers/{id}", answer_offer, show_offer},
      {post, "/places/offers/{id}", answer_offer, post_offer_answer},
  };
}

}  // namespace gishe::places
