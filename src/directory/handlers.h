#pragma once
#include "platform/web/web.h"

/// Named in directory_routes.cpp only.
namespace gishe::directory {

/// Signed in, the public pages stand in the staff's frame.
page::Frame frame_for(const web::Context& context);
web::Response show_services(web::Context& context);
web::Response show_service(web::Context& context);
web::Response service_slip(web::Context& context);

/// What stands at the address of an entry that is not listed: the way to the one it was merged into, a page that says
/// since when it is closed, or nothing.
web::Response show_unlisted(web::Context& context, const ServiceId& id);
web::Response api_unlisted(web::Context& context, const ServiceId& id);

web::Response api_services(web::Context& context);
web::Response api_service(web::Context& context);
web::Response show_search_words(web::Context& context);
web::Response post_search_word(web::Context& context);
web::Response show_unanswered(web::Context& context);
web::Response api_search(web::Context& context);
web::Response api_own_services(web::Context& context);
web::Response api_capacity(web::Context& context);
web::Response api_contact(web::Context& context);
web::Response api_needs(web::Context& context);
web::Response api_suggestions(web::Context& context);

}  // namespace gishe::directory
