#pragma once
#include "platform/web/web.h"

/// Handlers of paper_forms_routes.cpp.
namespace gishe::paper_forms::pages {

web::Response show_forms(web::Context& c);
web::Response print_from_page(web::Context& c);
web::Response enter_from_page(web::Context& c);

}  // namespace gishe::paper_forms::pages
