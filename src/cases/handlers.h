#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_acts.h"
#include "platform/web/web.h"

/// Handlers of /cases and what their pages share.
namespace gishe::cases::pages {

web::Response show_list(web::Context& c);
web::Response show_new(web::Context& c);
web::Response start(web::Context& c);
web::Response show_case(web::Context& c);
web::Response show_hold(web::Context& c);
web::Response show_closure(web::Context& c);
web::Response show_reopening(web::Context& c);
web::Response activate(web::Context& c);
web::Response hold(web::Context& c);
web::Response resume(web::Context& c);
web::Response close(web::Context& c);
web::Response reopen(web::Context& c);
web::Response hand_over_one(web::Context& c);
web::Response add_one_task(web::Context& c);
web::Response end_one_task(web::Context& c);

web::Response show_assessments(web::Context& c);
web::Response start_one_assessment(web::Context& c);
web::Response show_assessment(web::Context& c);
web::Response save_assessment_views(web::Context& c);
web::Response complete_one(web::Context& c);
web::Response share_one(web::Context& c);
web::Response cancel_one(web::Context& c);
web::Response correct_one(web::Context& c);
web::Response show_domain(web::Context& c);
web::Response save_one_domain(web::Context& c);

web::Response show_plans(web::Context& c);
web::Response start_one_plan(web::Context& c);
web::Response show_plan(web::Context& c);
web::Response add_one_goal(web::Context& c);
web::Response remove_one_goal(web::Context& c);
web::Response move_one_goal(web::Context& c);
web::Response add_one_action(web::Context& c);
web::Response remove_one_action(web::Context& c);
web::Response move_one_action(web::Context& c);
web::Response link_one_referral(web::Context& c);
web::Response step_plan(web::Context& c);
web::Response show_approvals(web::Context& c);
web::Response show_approval(web::Context& c);
web::Response approve(web::Context& c);
web::Response print_plan(web::Context& c);

web::Response show_notes(web::Context& c);
web::Response write_one_note(web::Context& c);
web::Response show_log(web::Context& c);
web::Response log_one(web::Context& c);
web::Response show_conferences(web::Context& c);
web::Response hold_one_conference(web::Context& c);
web::Response show_partners(web::Context& c);
web::Response invite_one(web::Context& c);
web::Response end_one_partner(web::Context& c);
web::Response add_one_member(web::Context& c);
web::Response end_one_member(web::Context& c);
web::Response write_one_summary(web::Context& c);
web::Response write_one_section(web::Context& c);

/// The case as a partner sees it: goals, own actions, the shared summary, the own section.
web::Response partner_page(web::Context& c, const AllowedCase& allowed, const Refusals& no);
/// The case's page, with what was refused on it.
web::Response case_page(web::Context& c, const CaseId& id, const Refusals& no);

std::string task_words(const words::Words& w, const Task& task);
std::string end_words(const words::Words& w, const LooseEnd& end);
/// Tone of a case's state.
page::Values::Tone tone_of(State state);
/// Number, name, state, tabs: for templates that begin with [[include:cases/tabs.html]] and a head of their own. `tab`:
/// which page this is.
void fill_head(page::Page& page, const web::Context& c, const AllowedCase& allowed, std::string_view tab);
/// "overdue since …", "until …" and its class.
std::string due_words(const words::Words& w, Day due, Day today);
std::string_view due_class(Day due, Day today);
std::vector<page::Values::Choice> choices_of(const words::Words& w, const char* family,
                                             std::span<const std::string_view> codes, std::string_view chosen,
                                             bool with_empty = false);
/// A refusal that belongs to no field gets its own page.
bool has_field(const Refusals& refusals);
int status_of(const Refusals& refusals);
std::int64_t typed_version(const web::Request& request);

}  // namespace gishe::cases::pages
