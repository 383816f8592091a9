#pragma once
#include <string_view>

namespace gishe::access {

/// Every verb of the house. A route names one; an act asks for one. Names are stored in the ledger's rule and in tests.
// clang-format off: it does not come to rest on this table
#define GISHE_ACTIONS(X)                                                                                            \
  /* anybody */                                                                                                     \
  X(open_public) X(sign_in) X(follow_application) X(see_api_description) X(answer_by_link) X(make_complaint)        \
  /* everybody who is signed in, on the own account */                                                              \
  X(own_account)                                                                                                    \
  /* directory */                                                                                                   \
  X(see_directory) X(change_service) X(update_capacity) X(see_entry_figures) X(review_entry) X(merge_entries)       \
  X(keep_search_words) X(suggest_entry)                                                                             \
  /* the public at the desk, and the desk for the public */                                                         \
  X(ask_desk) X(apply_online) X(book_appointment) X(see_inquiries) X(answer_inquiry) X(count_contact)               \
  X(take_online_application) X(keep_appointments) X(keep_queue)                                                     \
  /* news */                                                                                                        \
  X(write_news) X(publish_news)                                                                                     \
  /* people */                                                                                                      \
  X(find_person) X(register_person) X(open_person) X(change_person) X(reveal_identifier) X(add_representative)      \
  X(end_mandate) X(change_team) X(name_account) X(change_sensitivity)                                               \
  /* desk */                                                                                                        \
  X(see_day) X(take_application) X(open_application) X(change_application) X(propose_services) X(print_letter)      \
  X(close_task)                                                                                                     \
  /* referrals */                                                                                                   \
  X(list_referrals) X(draft_referral) X(send_referral) X(open_referral) X(answer_question) X(withdraw_referral)     \
  X(receive_referral) X(ask_question) X(accept_referral) X(decline_referral) X(waitlist_referral)                   \
  X(deliver_service) X(revoke_referral) X(escalate_referral)                                                        \
  /* people: conflicts, alarms, emergencies, moves, and what a person may ask */                                    \
  X(bar_account) X(see_alarms) X(break_glass) X(open_in_emergency) X(review_emergency) X(look_up_stub)              \
  X(merge_people) X(move_person) X(receive_person) X(record_death) X(hand_over) X(import_people)                    \
  X(see_accesses) X(answer_request) X(keep_retention) X(handle_complaint)                                           \
  X(open_own_access) X(see_own_file) X(ask_about_own)                                                               \
  /* cases */                                                                                                       \
  X(list_cases) X(open_case) X(start_case) X(keep_case) X(assess_needs) X(write_plan) X(approve_plan)               \
  X(hold_conference) X(write_note) X(log_service) X(write_section)                                                  \
  /* between municipalities: agreements, settlement; waiting lists, places */                                       \
  X(find_gaps) X(see_agreements) X(keep_agreements) X(answer_agreement) X(see_settlement) X(confirm_settlement)     \
  X(see_waiting_list) X(order_waiting_list) X(offer_place) X(answer_offer) X(see_beds) X(keep_placements)           \
  X(report_progress) X(exchange_fhir)                                                                               \
  /* protection */                                                                                                  \
  X(take_crisis_contact) X(open_crisis) X(keep_crisis) X(ask_capacity) X(signal_child) X(open_signal)               \
  X(receive_signal) X(open_commission_case) X(keep_commission_case)                                                 \
  /* supervision and overview */                                                                                    \
  X(see_overdue) X(see_overview) X(see_zone_plan) X(keep_zone_plan) X(answer_zone_plan) X(comment_on_plan)          \
  /* administration */                                                                                              \
  X(manage_accounts) X(see_condition)
// clang-format on

enum class Action {
#define GISHE_ONE(name) name,
  GISHE_ACTIONS(GISHE_ONE)
#undef GISHE_ONE
};
std::string_view action_name(Action action);
int action_count();

}  // namespace gishe::access
