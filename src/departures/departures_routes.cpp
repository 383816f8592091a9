#include "departures/departures.h"
#include "departures/departures_handlers.h"

namespace gishe::departures {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/deaths", A::record_death, pages::show_deaths},
      {Method::get, "/people/{id}/death", A::record_death, pages::show_death},
      {Method::post, "/people/{id}/death", A::record_death, pages::record_from_page},
      {Method::post, "/people/{id}/death/told", A::record_death, pages::told_from_page},
      {Method::post, "/people/{id}/death/undo", A::hand_over, pages::undo_from_page},
  };
}

}  // namespace gishe::departures
