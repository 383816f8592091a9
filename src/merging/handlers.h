#pragma once
#include "platform/web/web.h"

/// What merging_routes.cpp can name: one handler a row.
namespace gishe::merging {

web::Response show_candidates(web::Context& c);
web::Response look_for_other(web::Context& c);
web::Response show_compared(web::Context& c);
web::Response post_merge(web::Context& c);
web::Response show_merges(web::Context& c);
web::Response show_merge(web::Context& c);
web::Response post_undo(web::Context& c);

}  // namespace gishe::merging
