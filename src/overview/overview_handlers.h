#pragma once
#include "platform/web/web.h"

namespace gishe::overview {

web::Response show_overview(web::Context& c);
web::Response download_overview(web::Context& c);
web::Response show_overdue(web::Context& c);
web::Response api_overview(web::Context& c);
web::Response api_overdue(web::Context& c);

/// Label and number, largest first; the longest bar is a thousand units long. Nothing without bars.
void fill_bars(page::Page& page, const std::vector<std::pair<std::string, std::int64_t>>& bars);

}  // namespace gishe::overview
