#pragma once
#include "platform/web/web.h"

/// What may be taken away, and how.
namespace gishe::portal {

web::Response show_open_data(web::Context& c);      // GET /open-data
web::Response download_catalogue(web::Context& c);  // GET /open-data/catalogue.jsonld
/// GET /open-data/services.csv?after=: 5,000 services a file; the Link field says where the next begins.
web::Response download_services(web::Context& c);
web::Response download_places(web::Context& c);  // GET /open-data/places.csv

}  // namespace gishe::portal
