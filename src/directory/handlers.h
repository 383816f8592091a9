#pragma once
#include "platform/web/web.h"

/// Named in directory_routes.cpp only.
namespace gishe::directory {

web::Response show_services(web::Context& context);
web::Response show_service(web::Context& context);

web::Response api_services(web::Context& context);
web::Response api_service(web::Context& context);
web::Response api_own_services(web::Context& context);
web::Response api_capacity(web::Context& context);
web::Response api_contact(web::Context& context);
web::Response api_needs(web::Context& context);

}  // namespace gishe::directory
