#pragma once
#include "platform/web/web.h"

/// What retention_routes.cpp can name: one handler a row.
namespace gishe::retention {

web::Response show_due(web::Context& c);
web::Response show_item(web::Context& c);
web::Response post_request_item(web::Context& c);
web::Response post_hold(web::Context& c);
web::Response post_release(web::Context& c);
web::Response post_erasure(web::Context& c);

web::Response show_restriction(web::Context& c);
web::Response post_restriction(web::Context& c);
web::Response post_lifting(web::Context& c);

}  // namespace gishe::retention
