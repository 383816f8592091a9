#include "protection/handlers.h"
#include "protection/protection.h"

namespace gishe::protection {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/protection", take_crisis_contact, show_home},
      {get, "/protection/contacts/new", take_crisis_contact, show_new_contact},
      {post, "/protection/contacts", take_crisis_contact, post_contact},
      {get, "/protection/contacts/{id}", open_crisis, show_contact},
      {post, "/protection/contacts/{id}/children", keep_crisis, post_child},
      {get, "/protection/contacts/{id}/questions", keep_crisis, show_danger},
      {post, "/protection/contacts/{id}/questions", keep_crisis, post_danger},
      {post, "/protection/contacts/{id}/tasks/{task}/end", keep_crisis, post_task_done},
      {get, "/protection/contacts/{id}/plan", keep_crisis, show_plan},
      {post, "/protection/contacts/{id}/plan", keep_crisis, post_plan},
      {post, "/protection/contacts/{id}/step", keep_crisis, post_step},
      {get, "/protection/contacts/{id}/referral", keep_crisis, show_shelter_referral},
      {post, "/protection/contacts/{id}/referral", keep_crisis, post_shelter_referral},

      {get, "/protection/places", ask_capacity, show_capacity},
      {post, "/protection/places", ask_capacity, ask_capacity_from_page},

      {get, "/protection/signals", receive_signal, show_received_signals},
      {get, "/protection/signals/new", signal_child, show_new_signal},
      {post, "/protection/signals/preview", signal_child, preview_signal},
      {post, "/protection/signals", signal_child, post_signal},
      {get, "/protection/signals/own", open_signal, show_own_signals},
      {get, "/protection/signals/{id}", open_signal, show_own_signal},
      {post, "/protection/signals/{id}/telling", open_signal, post_telling},
      {post, "/protection/signals/{id}/number", open_signal, post_number},
      {get, "/protection/signals/{id}/paper.pdf", open_signal, print_signal},
      {get, "/protection/signals/{id}/received", receive_signal, show_received_signal},
      {post, "/protection/signals/{id}/acknowledgement", receive_signal, post_acknowledgement},
  };
}

}  // namespace gishe::protection
