#pragma once
#include "own_file/own_access_acts.h"
#include "own_file/subject_request.h"
#include "platform/web/web.h"

/// What own_file_routes.cpp can name: one handler a row.
namespace gishe::own_file {

web::Response show_own_access(web::Context& c);
web::Response post_own_access(web::Context& c);
web::Response post_letter(web::Context& c);
web::Response post_end(web::Context& c);

web::Response post_desk_request(web::Context& c);
web::Response show_requests(web::Context& c);
web::Response show_request(web::Context& c);
web::Response post_request_step(web::Context& c);

web::Response post_prepare_copy(web::Context& c);
web::Response show_subject_copy(web::Context& c);
web::Response post_copy_line(web::Context& c);
web::Response show_finished_copy(web::Context& c);
web::Response post_release_copy(web::Context& c);
web::Response released_paper(web::Context& c);
web::Response released_for_machines(web::Context& c);
web::Response my_released_paper(web::Context& c);
web::Response my_released_for_machines(web::Context& c);

web::Response show_my(web::Context& c);
web::Response show_my_file(web::Context& c);
web::Response print_my_copy(web::Context& c);
web::Response my_copy_for_machines(web::Context& c);
web::Response post_my_request(web::Context& c);

/// The fields of a request, at home and at the desk.
void fill_asking(page::Values& form, const web::Context& c, const Refusals& no);
page::Values::Tone tone_of(const SubjectRequest& request);

/// The letter that is handed over, once: PDF.
web::Response letter_of(const web::Context& c, const Opened& opened);

}  // namespace gishe::own_file
