#include "cases/handlers.h"

namespace gishe::cases {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/cases", A::list_cases, pages::show_list},
      {Method::get, "/cases/new", A::start_case, pages::show_new},
      {Method::post, "/cases", A::start_case, pages::start},
      {Method::get, "/cases/approvals", A::approve_plan, pages::show_approvals},
      {Method::get, "/cases/{id}", A::open_case, pages::show_case},
      {Method::post, "/cases/{id}/activation", A::keep_case, pages::activate},
      {Method::get, "/cases/{id}/hold", A::keep_case, pages::show_hold},
      {Method::post, "/cases/{id}/hold", A::keep_case, pages::hold},
      {Method::post, "/cases/{id}/resumption", A::keep_case, pages::resume},
      {Method::get, "/cases/{id}/closure", A::keep_case, pages::show_closure},
      {Method::post, "/cases/{id}/closure", A::keep_case, pages::close},
      {Method::get, "/cases/{id}/reopening", A::keep_case, pages::show_reopening},
      {Method::post, "/cases/{id}/reopening", A::keep_case, pages::reopen},
      {Method::post, "/cases/{id}/loose-ends", A::keep_case, pages::hand_over_one},
      {Method::post, "/cases/{id}/tasks", A::keep_case, pages::add_one_task},
      {Method::post, "/cases/{id}/tasks/{task}/end", A::keep_case, pages::end_one_task},
      {Method::get, "/cases/{id}/assessments", A::open_case, pages::show_assessments},
      {Method::post, "/cases/{id}/assessments", A::assess_needs, pages::start_one_assessment},
      {Method::get, "/cases/{id}/assessments/{assessment}", A::open_case, pages::show_assessment},
      {Method::post, "/cases/{id}/assessments/{assessment}/views", A::assess_needs, pages::save_assessment_views},
      {Method::post, "/cases/{id}/assessments/{assessment}/completion", A::assess_needs, pages::complete_one},
      {Method::post, "/cases/{id}/assessments/{assessment}/sharing", A::assess_needs, pages::share_one},
      {Method::post, "/cases/{id}/assessments/{assessment}/cancellation", A::assess_needs, pages::cancel_one},
      {Method::post, "/cases/{id}/assessments/{assessment}/correction", A::assess_needs, pages::correct_one},
      {Method::get, "/cases/{id}/assessments/{assessment}/domains/{domain}", A::assess_needs, pages::show_domain},
      {Method::post, "/cases/{id}/assessments/{assessment}/domains/{domain}", A::assess_needs, pages::save_one_domain},
      {Method::get, "/cases/{id}/plans", A::open_case, pages::show_plans},
      {Method::post, "/cases/{id}/plans", A::write_plan, pages::start_one_plan},
      {Method::get, "/cases/{id}/plans/{plan}", A::open_case, pages::show_plan},
      {Method::get, "/cases/{id}/plans/{plan}/plan.pdf", A::open_case, pages::print_plan},
      {Method::post, "/cases/{id}/plans/{plan}/goals", A::write_plan, pages::add_one_goal},
      {Method::post, "/cases/{id}/plans/{plan}/goals/{goal}", A::write_plan, pages::move_one_goal},
      {Method::post, "/cases/{id}/plans/{plan}/goals/{goal}/removal", A::write_plan, pages::remove_one_goal},
      {Method::post, "/cases/{id}/plans/{plan}/goals/{goal}/actions", A::write_plan, pages::add_one_action},
      {Method::post, "/cases/{id}/plans/{plan}/actions/{action}/removal", A::write_plan, pages::remove_one_action},
      {Method::post, "/cases/{id}/plans/{plan}/actions/{action}/state", A::write_plan, pages::move_one_action},
      {Method::post, "/cases/{id}/plans/{plan}/step", A::write_plan, pages::step_plan},
      {Method::get, "/cases/{id}/plans/{plan}/approval", A::approve_plan, pages::show_approval},
      {Method::post, "/cases/{id}/plans/{plan}/approval", A::approve_plan, pages::approve},
      {Method::get, "/cases/{id}/notes", A::open_case, pages::show_notes},
      {Method::post, "/cases/{id}/notes", A::write_note, pages::write_one_note},
      {Method::get, "/cases/{id}/log", A::open_case, pages::show_log},
      {Method::post, "/cases/{id}/log", A::log_service, pages::log_one},
      {Method::get, "/cases/{id}/conferences", A::open_case, pages::show_conferences},
      {Method::post, "/cases/{id}/conferences", A::hold_conference, pages::hold_one_conference},
      {Method::get, "/cases/{id}/partners", A::open_case, pages::show_partners},
      {Method::post, "/cases/{id}/partners", A::keep_case, pages::invite_one},
      {Method::post, "/cases/{id}/partners/{account}/end", A::keep_case, pages::end_one_partner},
      {Method::post, "/cases/{id}/members", A::keep_case, pages::add_one_member},
      {Method::post, "/cases/{id}/members/{member}/end", A::keep_case, pages::end_one_member},
      {Method::post, "/cases/{id}/summary", A::keep_case, pages::write_one_summary},
      {Method::post, "/cases/{id}/section", A::write_section, pages::write_one_section},
  };
}

}  // namespace gishe::cases
