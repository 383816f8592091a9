#pragma once
#include "platform/web/web.h"

/// Named in portal_pages.cpp only.
namespace gishe::portal {

web::Response show_guide(web::Context& context);
web::Response show_robots(web::Context& context);
web::Response show_site_map(web::Context& context);
web::Response show_site_map_of_pages(web::Context& context);
web::Response show_site_map_of_services(web::Context& context);

}  // namespace gishe::portal
