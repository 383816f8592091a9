#pragma once
#include "platform/web/web.h"

/// Handlers of letters_routes.cpp.
namespace gishe::letters::pages {

web::Response show_letters(web::Context& c);
web::Response show_letter(web::Context& c);
web::Response post_letter(web::Context& c);
web::Response post_house_text(web::Context& c);
web::Response preview_letter(web::Context& c);

}  // namespace gishe::letters::pages
