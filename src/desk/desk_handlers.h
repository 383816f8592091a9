#pragma once
#include "desk/application_acts.h"
#include "platform/web/web.h"

/// What desk_routes.cpp can name: one handler a row.
namespace gishe::desk {

web::Response show_day(web::Context& c);
web::Response close_task_from_page(web::Context& c);

web::Response show_applications(web::Context& c);
web::Response show_application(web::Context& c);
web::Response change_paper_from_page(web::Context& c);
web::Response decide_line_from_page(web::Context& c);
web::Response withdraw_line_from_page(web::Context& c);
web::Response close_line_from_page(web::Context& c);
web::Response expire_line_from_page(web::Context& c);

web::Response show_new(web::Context& c);
web::Response take_from_page(web::Context& c);

web::Response show_proposals(web::Context& c);
web::Response choose_from_page(web::Context& c);
web::Response show_sending(web::Context& c);
web::Response send_from_page(web::Context& c);

web::Response slip(web::Context& c);              // GET: number only
web::Response slip_with_secret(web::Context& c);  // POST: right after taking
web::Response missing_papers_letter(web::Context& c);
web::Response line_letter(web::Context& c);

web::Response application_file(web::Context& c);
web::Response add_application_file(web::Context& c);

web::Response show_online_list(web::Context& c);
web::Response show_online(web::Context& c);
web::Response take_online_from_page(web::Context& c);
web::Response answer_online_from_page(web::Context& c);
web::Response online_file(web::Context& c);

web::Response show_apply(web::Context& c);
web::Response start_from_page(web::Context& c);
web::Response show_apply_step(web::Context& c);
web::Response keep_apply_step(web::Context& c);
web::Response show_apply_papers(web::Context& c);
web::Response keep_apply_papers(web::Context& c);
web::Response remove_apply_file(web::Context& c);
web::Response show_apply_check(web::Context& c);
web::Response send_from_apply(web::Context& c);
web::Response apply_slip(web::Context& c);
web::Response clear_apply(web::Context& c);

web::Response show_follow(web::Context& c);
web::Response follow_from_page(web::Context& c);
web::Response send_later_from_page(web::Context& c);
web::Response answer_from_follow(web::Context& c);
web::Response show_follow_up(web::Context& c);
web::Response answer_follow_up_from_page(web::Context& c);

web::Response api_take(web::Context& c);
web::Response api_list(web::Context& c);
web::Response api_get(web::Context& c);
web::Response api_proposals(web::Context& c);
web::Response api_choose(web::Context& c);
web::Response api_send(web::Context& c);
web::Response api_paper(web::Context& c);
web::Response api_decide(web::Context& c);
using EndLine = Result<Done> (*)(Office&, const Actor&, const LineEnd&, std::string_view);
web::Response api_end(web::Context& c, EndLine end);
template <EndLine end>
web::Response api_end_line(web::Context& c) {
  return api_end(c, end);
}
web::Response api_online_list(web::Context& c);
web::Response api_online(web::Context& c);
web::Response api_take_online(web::Context& c);
web::Response api_answer_online(web::Context& c);
web::Response api_follow(web::Context& c);
web::Response api_tasks(web::Context& c);
web::Response api_close_task(web::Context& c);

}  // namespace gishe::desk
