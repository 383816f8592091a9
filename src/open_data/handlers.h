#pragma once
#include "platform/web/web.h"

namespace gishe::open_data {

web::Response show_base(web::Context& c);
web::Response list_services(web::Context& c);
web::Response show_service(web::Context& c);
web::Response list_taxonomies(web::Context& c);
web::Response show_taxonomy(web::Context& c);
web::Response list_terms(web::Context& c);
web::Response show_term(web::Context& c);
web::Response list_organisations(web::Context& c);
web::Response show_organisation(web::Context& c);
web::Response list_pairs(web::Context& c);
web::Response show_pair(web::Context& c);

web::Response show_foreign_terms(web::Context& c);
web::Response post_meaning(web::Context& c);

web::Response show_profile(web::Context& c);
web::Response show_openapi(web::Context& c);
web::Response show_profile_file(web::Context& c);

}  // namespace gishe::open_data
