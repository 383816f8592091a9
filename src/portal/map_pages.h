#pragma once
#include "platform/web/web.h"

/// Services on a map: dots on land, each a link, and below it a list that says the same.
namespace gishe::portal {

web::Response show_map(web::Context& c);  // GET /map?type=&municipality=&place=

}  // namespace gishe::portal
