#pragma once
#include "platform/web/web.h"

/// Handlers of guard_routes.cpp.
namespace gishe::guard::pages {

web::Response show_break_glass(web::Context& c);
web::Response break_glass_from_page(web::Context& c);
web::Response show_in_emergency(web::Context& c);
web::Response end_from_page(web::Context& c);

web::Response show_review(web::Context& c);
web::Response review_from_page(web::Context& c);

web::Response show_look_up(web::Context& c);
web::Response look_up_from_page(web::Context& c);

web::Response show_accesses(web::Context& c);
web::Response ask_accesses(web::Context& c);
web::Response download_accesses(web::Context& c);

web::Response show_hand_over(web::Context& c);
web::Response preview_from_page(web::Context& c);
web::Response hand_over_from_page(web::Context& c);
web::Response show_handed_over(web::Context& c);

}  // namespace gishe::guard::pages
