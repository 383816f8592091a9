#pragma once
#include "platform/web/web.h"

/// Named in news_routes.cpp only.
namespace gishe::news {

web::Response show_list(web::Context& context);
web::Response show_item(web::Context& context);
web::Response show_feed(web::Context& context);
web::Response show_calendar(web::Context& context);
web::Response list_pdf(web::Context& context);

web::Response show_newsroom(web::Context& context);
web::Response show_new(web::Context& context);
web::Response show_own(web::Context& context);
web::Response show_preview(web::Context& context);
web::Response post_new(web::Context& context);
web::Response post_change(web::Context& context);
web::Response post_state(web::Context& context);

web::Response show_pictures(web::Context& context);
web::Response post_picture(web::Context& context);
web::Response post_picture_words(web::Context& context);
web::Response post_picture_place(web::Context& context);
web::Response post_removal(web::Context& context);
web::Response show_picture(web::Context& context);

web::Response api_list(web::Context& context);
web::Response api_item(web::Context& context);
web::Response api_write(web::Context& context);
web::Response api_change(web::Context& context);
web::Response api_state(web::Context& context);

}  // namespace gishe::news
