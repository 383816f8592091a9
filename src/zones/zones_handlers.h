#pragma once
#include "platform/web/web.h"

/// Handlers for people. Private to this folder.
namespace gishe::zones {

web::Response show_plans(web::Context& c);
web::Response show_new_plan(web::Context& c);
web::Response post_new_plan(web::Context& c);
web::Response show_plan(web::Context& c);
web::Response show_profile(web::Context& c);

web::Response show_supply(web::Context& c);
web::Response show_supply_of_type(web::Context& c);

web::Response show_indicators(web::Context& c);
web::Response post_indicators(web::Context& c);
web::Response show_import(web::Context& c);

}  // namespace gishe::zones
