#pragma once
#include "news/item.h"
#include "news/picture.h"
#include "platform/web/web.h"

/// One item as the public reads it: the page, the preview, the sheet of paper and the calendar are made of the same.
namespace gishe::news {

/// Fills "news/item.html". `preview`: the manager looks, nothing is counted.
page::Page item_page(web::Context& context, const Item& item, const std::vector<Picture>& gallery, bool preview);
web::Response item_pdf(web::Context& context, const Item& item, const std::vector<Picture>& gallery);
web::Response item_calendar(web::Context& context, const Item& item);
/// One VCALENDAR (RFC 5545) of the events of these items, with the time zones they name.
std::string calendar_of(const std::vector<Item>& items, const web::Context& context);

/// "/news/zaklyuchitelna-konferentsia-k7m2x9pa"
std::string href_of(const Item& item);

}  // namespace gishe::news
