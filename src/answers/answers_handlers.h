#pragma once
#include "answers/answer_link.h"

/// Handlers for people. Private to this folder.
namespace gishe::answers {

web::Response show_link_form(web::Context& c);
web::Response make_from_page(web::Context& c);
web::Response withdraw_from_page(web::Context& c);

web::Response show_answer(web::Context& c);
web::Response identify_from_page(web::Context& c);
web::Response answer_from_page(web::Context& c);

}  // namespace gishe::answers
