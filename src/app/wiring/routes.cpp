#include "agreements/agreements.h"
#include "answers/answers.h"
#include "app/openapi.h"
#include "app/wiring/wiring.h"
#include "appointments/appointments.h"
#include "cases/cases.h"
#include "complaints/complaints.h"
#include "contracts/contracts.h"
#include "departures/departures.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "entries/entries.h"
#include "guard/guard.h"
#include "hospital/hospital.h"
#include "imports/imports.h"
#include "inquiries/inquiries.h"
#include "letters/letters.h"
#include "merging/merging.h"
#include "news/news.h"
#include "open_data/open_data.h"
#include "overview/overview.h"
#include "own_file/own_file.h"
#include "paper_forms/paper_forms.h"
#include "people/people.h"
#include "places/places.h"
#include "portal/portal.h"
#include "protection/protection.h"
#include "referrals/referrals.h"
#include "retention/retention.h"
#include "staff/staff.h"
#include "zones/zones.h"

namespace gishe::app::wiring {

static web::Response show_style(web::Context& c) { return c.show(page::style_page(c.surroundings)); }

web::Routes all_routes(bool developing) {
  web::Routes all;
  for (const web::Routes& some :
       {portal::routes(),      staff::routes(),      directory::routes(), open_data::routes(),    people::routes(),
        guard::routes(),       desk::routes(),       referrals::routes(), overview::routes(),     agreements::routes(),
        answers::routes(),     contracts::routes(),  news::routes(),      appointments::routes(), entries::routes(),
        inquiries::routes(),   protection::routes(), cases::routes(),     places::routes(),       own_file::routes(),
        departures::routes(),  retention::routes(),  merging::routes(),   hospital::routes(),     complaints::routes(),
        paper_forms::routes(), letters::routes(),    imports::routes(),   zones::routes()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  if (developing) all.push_back({web::Method::get, "/style", access::Action::open_public, &show_style});
  all.push_back(openapi_route(all));
  return all;
}

}  // namespace gishe::app::wiring
