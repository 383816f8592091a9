#pragma once
#include "own_file/own_access_acts.h"
#include "platform/web/web.h"

/// What own_file_routes.cpp can name: one handler a row.
namespace gishe::own_file {

web::Response show_own_access(web::Context& c);
web::Response post_own_access(web::Context& c);
web::Response post_letter(web::Context& c);
web::Response post_end(web::Context& c);

web::Response show_my(web::Context& c);
web::Response show_my_file(web::Context& c);

/// The letter that is handed over, once: PDF.
web::Response letter_of(const web::Context& c, const Opened& opened);

}  // namespace gishe::own_file
