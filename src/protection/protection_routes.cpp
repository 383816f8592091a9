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

      {get, "/protection/arrivals/{id}", take_crisis_contact, show_admission},
      {post, "/protection/arrivals/{id}", take_crisis_contact, post_admission},
      {get, "/protection/contacts/{id}/exit", keep_crisis, show_exit},
      {post, "/protection/contacts/{id}/exit", keep_crisis, post_exit},

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

      {get, "/commission", open_commission_case, show_cases},
      {post, "/commission/search", open_commission_case, find_cases},
      {get, "/commission/new", open_commission_case, show_new_case},
      {post, "/commission", open_commission_case, post_case},
      {get, "/commission/sealed", open_commission_case, show_unsealing},
      {post, "/commission/sealed", open_commission_case, post_unsealing},
      {get, "/commission/{id}", open_commission_case, show_case},
      {post, "/commission/{id}/informing", keep_commission_case, post_informing},
      {post, "/commission/{id}/hearing-day", keep_commission_case, post_hearing_day},
      {get, "/commission/{id}/hearing", keep_commission_case, show_hearing},
      {post, "/commission/{id}/hearing", keep_commission_case, post_hearing},
      {get, "/commission/{id}/protocol.pdf", open_commission_case, print_protocol},
      {post, "/commission/{id}/reports", keep_commission_case, post_report},
      {post, "/commission/{id}/keeping", keep_commission_case, post_keeping},
      {post, "/commission/{id}/end", keep_commission_case, post_case_end},
      {get, "/commission/{id}/referral", keep_commission_case, show_case_referral},
      {post, "/commission/{id}/referral", keep_commission_case, post_case_referral},

      {get, "/measures", deliver_service, show_measures},
      {get, "/measures/{id}", deliver_service, show_measure},
      {post, "/measures/{id}/reports", deliver_service, post_measure_report},
  };
}

}  // namespace gishe::protection
