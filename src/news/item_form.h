#pragma once
#include <map>
#include <string>

#include "news/item.h"
#include "platform/page/page.h"
#include "platform/web/web.h"

/// The form of an item, there and back.
namespace gishe::news {

/// Field name → what stands in it.
using Typed = std::map<std::string, std::string, std::less<>>;
Typed typed_from(const web::Request& request);
Typed typed_from(const Content& content);

/// The content, or the fields that are no dates. Everything else is for why_not_content.
Result<Content> content_from(const Typed& typed, Day today);

void put_form(page::Values& page, const Typed& typed, const Refusals& refusals, const words::Words& words);

}  // namespace gishe::news
