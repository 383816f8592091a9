#pragma once
#include "platform/web/web.h"

namespace gishe::overview {

web::Response show_overview(web::Context& c);
web::Response download_overview(web::Context& c);
web::Response show_overdue(web::Context& c);
web::Response api_overview(web::Context& c);
web::Response api_overdue(web::Context& c);

}  // namespace gishe::overview
