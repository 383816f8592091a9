#include <initializer_list>
#include <vector>

#include "platform/access/access.h"

namespace gishe::access {
namespace {

/// These functions may do these verbs, on records that lie there, with these ties, up to that sensitivity.
struct Grant {
  std::initializer_list<Function> functions;
  std::initializer_list<Action> actions;
  Territory territory;
  unsigned relations;
  Sensitivity sensitivity;
};

std::vector<Row> expand(std::initializer_list<Grant> grants) {
  std::vector<Row> rows;
  for (const Grant& g : grants) {
    for (Function f : g.functions) {
      for (Action a : g.actions) rows.push_back({a, f, g.territory, g.relations, g.sensitivity});
    }
  }
  return rows;
}

std::vector<Row> written_out() {
  using enum Function;
  using enum Action;
  using enum Territory;
  using enum Sensitivity;
  // The name "none" belongs to Function here; no relation is Relation::none_needed.
  constexpr unsigned no_tie = Relation::none_needed;
  constexpr unsigned open_package = Relation::receiver | Relation::package_open;

  // One function has at most one row for an action: that is what lets scope() and decide() be the same rule.
  return expand({
      // Anybody, signed in or not.
      {{none, desk_officer, social_worker, provider_head, supervisor, mayor, administrator, machine, directory_editor,
        centre_manager, provider_specialist, crisis_worker, commission_secretary, child_protection, data_protection,
        zone_planner, person_served},
       {open_public, sign_in, follow_application, see_api_description, suggest_entry, ask_desk, apply_online,
        book_appointment, answer_by_link, make_complaint, comment_on_plan},
       anywhere,
       no_tie,
       open},
      // Everybody with a post. A token is no person: it has no account page to change.
      {{desk_officer, social_worker, provider_head, supervisor, mayor, administrator, machine, directory_editor,
        centre_manager, provider_specialist, crisis_worker, commission_secretary, child_protection, data_protection,
        zone_planner, person_served},
       {see_directory},
       anywhere,
       no_tie,
       open},
      {{desk_officer, social_worker, provider_head, supervisor, mayor, administrator, directory_editor, centre_manager,
        provider_specialist, crisis_worker, commission_secretary, child_protection, data_protection, zone_planner,
        person_served},
       {own_account},
       anywhere,
       Relation::self,
       open},

      // R4 desk officer, and an integration that works for a desk.
      {{desk_officer, machine},
       {find_person,        register_person,    open_person,      change_person,   reveal_identifier,
        add_representative, end_mandate,        change_team,      see_day,         take_application,
        open_application,   change_application, propose_services, print_letter,    close_task,
        list_referrals,     draft_referral,     send_referral,    answer_question, withdraw_referral},
       municipality,
       no_tie,
       personal},
      // What people send the desk from outside: no file yet, and an integration has no business there.
      {{desk_officer},
       {see_inquiries, answer_inquiry, take_online_application, keep_appointments},
       municipality,
       no_tie,
       personal},
      {{supervisor}, {keep_appointments}, municipality, no_tie, personal},  // the desk's hours are hers to set
      {{desk_officer}, {keep_queue}, municipality, no_tie, working},
      // A contact without a name is only counted.
      {{desk_officer, social_worker, centre_manager}, {count_contact}, municipality, no_tie, working},
      {{desk_officer, machine}, {open_referral}, municipality, Relation::sender, personal},

      // R5 social worker: the full file, but of own cases only. Searching and registering keep a person from standing
      // here twice; everything after that needs the tie: applications, referrals and tasks too.
      {{social_worker}, {find_person, register_person}, municipality, no_tie, personal},
      {{social_worker}, {open_referral}, municipality, Relation::sender | Relation::on_team, sensitive},
      {{social_worker},
       {open_person,      change_person,    reveal_identifier, add_representative,
        end_mandate,      change_team,      name_account,      change_sensitivity,
        see_day,          take_application, open_application,  change_application,
        propose_services, print_letter,     close_task,        list_referrals,
        draft_referral,   send_referral,    answer_question,   withdraw_referral},
       municipality,
       Relation::on_team,
       sensitive},

      // R6 provider head: the own entry, and what was sent to the house. Never a person's file: the package only,
      // which may be of L3 because the sender chose its fields for this receiver.
      {{provider_head}, {change_service, update_capacity, see_entry_figures}, organisation, no_tie, working},
      {{provider_head}, {see_day, list_referrals}, addressed, no_tie, sensitive},
      {{provider_head},
       {open_referral, receive_referral, ask_question, accept_referral, decline_referral, waitlist_referral,
        deliver_service},
       addressed,
       open_package,
       sensitive},

      // R13 supervisor.
      {{supervisor},
       {find_person, open_person, change_team, name_account, change_sensitivity, see_day, see_overdue, open_application,
        propose_services, print_letter, close_task, list_referrals, open_referral, revoke_referral, escalate_referral,
        withdraw_referral},
       municipality,
       no_tie,
       personal},

      // Between the files of one municipality: conflicts and alarms, colleagues who leave, people who move or die.
      {{social_worker},
       {bar_account, see_alarms, move_person, record_death, open_own_access},
       municipality,
       Relation::on_team,
       sensitive},
      {{supervisor}, {register_person}, municipality, no_tie, personal},  // row by row of a table she imports
      {{supervisor}, {bar_account, merge_people, import_people, handle_complaint}, municipality, no_tie, personal},
      // An alarm says who looked for whom, no more: where a team has nobody who sees alarms, she does.
      {{supervisor}, {see_alarms}, municipality, no_tie, sensitive},
      // A death may be recorded by mistake: she undoes it, on any file that is not shielded.
      {{supervisor}, {record_death}, municipality, no_tie, sensitive},
      {{supervisor}, {hand_over}, municipality, no_tie, sensitive},  // moves the work, opens nothing
      {{desk_officer}, {merge_people, move_person, record_death, open_own_access}, municipality, no_tie, personal},
      {{desk_officer, supervisor}, {receive_person}, addressed, no_tie, personal},
      {{social_worker}, {receive_person}, addressed, no_tie, sensitive},

      // Emergency opening: L2 and L3 only; a shielded file has no such door, nobody unnamed gets past may_know.
      {{desk_officer, social_worker, supervisor}, {break_glass}, municipality, no_tie, sensitive},
      {{desk_officer, social_worker, supervisor}, {open_in_emergency}, municipality, Relation::emergency, sensitive},
      {{supervisor, data_protection}, {review_emergency}, municipality, no_tie, sensitive},
      // "A file exists, ask there": by the whole number only.
      {{desk_officer, social_worker, supervisor, provider_head, provider_specialist, crisis_worker,
        commission_secretary},
       {look_up_stub},
       anywhere,
       no_tie,
       sensitive},

      // R24: the log and what people ask for, no narrative.
      {{data_protection}, {see_accesses, answer_request, keep_retention}, municipality, no_tie, sensitive},
      {{data_protection}, {handle_complaint}, municipality, no_tie, personal},
      {{supervisor}, {keep_retention}, municipality, no_tie, personal},  // what is due to be erased, and the decision

      // R2, R3: the own file.
      {{person_served}, {see_own_file, ask_about_own}, anywhere, Relation::self, sensitive},

      // Cases: the team; partners see their sections.
      {{social_worker, crisis_worker},
       {list_cases, open_case, start_case, keep_case, assess_needs, write_plan, hold_conference, write_note,
        log_service},
       municipality,
       Relation::on_team,
       sensitive},
      {{supervisor}, {list_cases, open_case}, municipality, no_tie, personal},
      // A plan is read and approved on a page of its own, from L3 on too; the rest of the file stays shut.
      {{supervisor}, {approve_plan}, municipality, no_tie, sensitive},
      {{provider_head, provider_specialist},
       {list_cases, open_case, write_section, write_note, log_service},
       anywhere,
       Relation::partner,
       sensitive},

      // Between municipalities.
      {{desk_officer, social_worker, supervisor, machine}, {find_gaps}, municipality, no_tie, working},
      {{desk_officer, social_worker, supervisor}, {see_agreements}, municipality, no_tie, working},
      {{supervisor}, {keep_agreements}, municipality, no_tie, working},
      {{supervisor}, {answer_agreement}, addressed, no_tie, working},
      {{supervisor}, {see_settlement}, municipality, no_tie, personal},
      {{provider_head}, {see_settlement}, addressed, no_tie, personal},
      {{supervisor}, {confirm_settlement}, addressed, no_tie, personal},
      {{provider_head, crisis_worker},
       {see_waiting_list, order_waiting_list, offer_place},
       addressed,
       no_tie,
       sensitive},
      {{provider_head, crisis_worker}, {see_beds, keep_placements}, organisation, no_tie, sensitive},
      // Days of a month, also after the service has ended: shows the number of the referral and nothing of its package.
      {{provider_head, crisis_worker}, {report_progress}, addressed, no_tie, sensitive},
      {{desk_officer}, {answer_offer}, municipality, no_tie, personal},
      {{social_worker}, {answer_offer}, municipality, Relation::on_team, sensitive},
      // Health is L3: without it the outcome would not get back to the hospital. A token without second factor stays at
      // L2.
      {{machine}, {exchange_fhir}, addressed, no_tie, sensitive},

      // R9 crisis centre: own residents, what is sent to the centre, and what goes back home from there.
      {{crisis_worker}, {register_person}, municipality, no_tie, sensitive},
      {{crisis_worker},
       {find_person, open_person, change_person, reveal_identifier, add_representative, end_mandate, change_team,
        name_account, change_sensitivity, bar_account, see_alarms, draft_referral, send_referral, answer_question,
        withdraw_referral},
       municipality,
       Relation::on_team,
       sensitive},
      {{crisis_worker}, {list_referrals}, addressed, no_tie, sensitive},
      {{crisis_worker},
       {open_referral, receive_referral, ask_question, accept_referral, decline_referral, waitlist_referral,
        deliver_service},
       addressed,
       open_package,
       sensitive},
      {{social_worker, crisis_worker}, {take_crisis_contact}, municipality, no_tie, sensitive},
      {{social_worker, crisis_worker}, {open_crisis, keep_crisis}, municipality, Relation::on_team, sensitive},
      {{desk_officer, social_worker, supervisor, crisis_worker, child_protection},
       {ask_capacity},
       anywhere,
       no_tie,
       working},

      // A child in danger: everybody who works with people must signal (чл. 7 ЗЗДет); the author sees what was sent.
      {{desk_officer, social_worker, supervisor, provider_head, provider_specialist, crisis_worker,
        commission_secretary},
       {signal_child},
       municipality,
       no_tie,
       sensitive},
      {{desk_officer, social_worker, supervisor, provider_head, provider_specialist, crisis_worker,
        commission_secretary},
       {open_signal},
       anywhere,
       Relation::self,
       sensitive},
      {{child_protection}, {receive_signal}, addressed, no_tie, sensitive},

      // R10: the commission's own cases; of people only those she registered herself.
      {{commission_secretary},
       {register_person, open_commission_case, keep_commission_case},
       municipality,
       no_tie,
       sensitive},
      {{commission_secretary},
       {find_person, open_person, change_person, draft_referral, send_referral, list_referrals, answer_question,
        withdraw_referral},
       municipality,
       Relation::on_team,
       sensitive},
      {{commission_secretary}, {open_referral}, municipality, Relation::sender | Relation::on_team, sensitive},

      // R13, R15: counts of the whole zone, suppressed under 5. The level says what is counted, not what is shown.
      {{supervisor, mayor, zone_planner}, {see_overview}, anywhere, no_tie, sensitive},

      // R14 zone planner: the plan of several municipalities, kept by one office; the members read it, and each says
      // what its council decided.
      {{zone_planner}, {keep_zone_plan}, municipality, no_tie, working},
      {{zone_planner, supervisor, mayor}, {see_zone_plan, answer_zone_plan}, addressed, no_tie, working},

      // R23 directory editor: entries of the own municipality; a second person publishes. The words of search are one
      // list for all.
      {{directory_editor},
       {change_service, update_capacity, see_entry_figures, review_entry, merge_entries},
       municipality,
       no_tie,
       working},
      {{directory_editor}, {keep_search_words}, anywhere, no_tie, open},

      // R17 the centre's manager.
      {{centre_manager}, {write_news, publish_news}, municipality, no_tie, working},

      // R25 administrator: accounts and the machine's condition, no content.
      {{administrator}, {manage_accounts, see_condition}, municipality, no_tie, working},
  });
}

}  // namespace

bool needs_second_factor(Function function) {
  using enum Function;
  for (Function f : {social_worker, supervisor, administrator, provider_specialist, crisis_worker, commission_secretary,
                     child_protection, data_protection, person_served}) {
    if (f == function) return true;
  }
  return false;
}

std::span<const Row> table() {
  static const std::vector<Row> rows = written_out();
  return rows;
}

}  // namespace gishe::access
