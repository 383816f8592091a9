#include "desk/desk.h"
#include "desk/desk_handlers.h"

namespace gishe::desk {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/desk", see_day, show_day},
      {post, "/desk/tasks/{id}/closure", close_task, close_task_from_page},
      {get, "/desk/applications", open_application, show_applications},
      {get, "/desk/applications/new", take_application, show_new},
      {post, "/desk/applications", take_application, take_from_page},
      {get, "/desk/applications/{id}", open_application, show_application},
      {post, "/desk/applications/{id}/papers", change_application, change_paper_from_page},
      {get, "/desk/applications/{id}/lines/{line}/services", propose_services, show_proposals},
      {post, "/desk/applications/{id}/lines/{line}/choice", change_application, choose_from_page},
      {post, "/desk/applications/{id}/lines/{line}/decision", change_application, decide_line_from_page},
      {post, "/desk/applications/{id}/lines/{line}/withdrawal", change_application, withdraw_line_from_page},
      {post, "/desk/applications/{id}/lines/{line}/closure", change_application, close_line_from_page},
      {post, "/desk/applications/{id}/lines/{line}/expiry", change_application, expire_line_from_page},
      {get, "/desk/applications/{id}/lines/{line}/letter.pdf", print_letter, line_letter},
      {get, "/desk/applications/{id}/sending", change_application, show_sending},
      {post, "/desk/applications/{id}/sending", change_application, send_from_page},
      {get, "/desk/applications/{id}/slip.pdf", print_letter, slip},
      {post, "/desk/applications/{id}/slip", print_letter, slip_with_secret},
      {get, "/desk/applications/{id}/missing-papers.pdf", print_letter, missing_papers_letter},
      {get, "/follow", follow_application, show_follow},
      {post, "/follow", follow_application, follow_from_page},

      {post, "/api/v1/applications", take_application, api_take,
       web::Route::Api{"Take an application", "NewApplication", "TakenApplication", "", 201}},
      {get, "/api/v1/applications", open_application, api_list,
       web::Route::Api{"Open applications, newest first", "", "ApplicationPage", "ApplicationState OfPerson After"}},
      {get, "/api/v1/applications/{id}", open_application, api_get,
       web::Route::Api{"One application with its lines and papers", "", "Application"}},
      {get, "/api/v1/applications/{id}/lines/{line}/services", propose_services, api_proposals,
       web::Route::Api{"Services of the zone for a line, best first, with reasons", "", "ProposalPage", "After"}},
      {post, "/api/v1/applications/{id}/lines/{line}/choice", change_application, api_choose,
       web::Route::Api{"Choose a service for a line", "ServiceChoice", "Application"}},
      {post, "/api/v1/applications/{id}/lines/{line}/decision", change_application, api_decide,
       web::Route::Api{"Decide a line", "LineDecision", "Application"}},
      {post, "/api/v1/applications/{id}/lines/{line}/withdrawal", change_application, api_end_line<withdraw_line>,
       web::Route::Api{"The person no longer wants it", "LineEnd", "Application"}},
      {post, "/api/v1/applications/{id}/lines/{line}/closure", change_application, api_end_line<close_line>,
       web::Route::Api{"Decided and told: close the line", "LineEnd", "Application"}},
      {post, "/api/v1/applications/{id}/lines/{line}/expiry", change_application, api_end_line<expire_line>,
       web::Route::Api{"Papers did not come in time", "LineEnd", "Application"}},
      {get, "/api/v1/applications/{id}/lines/{line}/letter.pdf", print_letter, line_letter,
       web::Route::Api{"The letter for a line that has a service", "", "application/pdf"}},
      {get, "/api/v1/applications/{id}/slip.pdf", print_letter, slip,
       web::Route::Api{"The slip with the number, without the secret", "", "application/pdf"}},
      {get, "/api/v1/applications/{id}/missing-papers.pdf", print_letter, missing_papers_letter,
       web::Route::Api{"The list of papers for the person", "", "application/pdf"}},
      {post, "/api/v1/applications/{id}/papers", change_application, api_paper,
       web::Route::Api{"Change the state of a paper", "PaperChange", "Application"}},
      {post, "/api/v1/applications/{id}/sending", change_application, api_send,
       web::Route::Api{"Send all lines that have a service", "Sending", "Sent"}},
      {get, "/api/v1/tasks", see_day, api_tasks, web::Route::Api{"Open tasks, due first", "", "TaskPage", "After"}},
      {post, "/api/v1/tasks/{id}/closure", close_task, api_close_task, web::Route::Api{"A task is done", "", "Done"}},
      {post, "/api/v1/follow", follow_application, api_follow,
       web::Route::Api{"Follow an application by number and secret", "FollowQuestion", "Followed", "", 200, true}},
  };
}

}  // namespace gishe::desk
