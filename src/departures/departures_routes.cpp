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

      {Method::get, "/people/{id}/move", A::move_person, pages::show_move},
      {Method::post, "/people/{id}/move", A::move_person, pages::offer_from_page},
      {Method::post, "/people/{id}/move/withdrawal", A::move_person, pages::withdraw_from_page},
      {Method::get, "/transfers", A::receive_person, pages::show_transfers},
      {Method::get, "/transfers/{id}", A::receive_person, pages::show_transfer},
      {Method::post, "/transfers/{id}/receipt", A::receive_person, pages::receive_from_page},
      {Method::post, "/transfers/{id}/decline", A::receive_person, pages::decline_from_page},
  };
}

}  // namespace gishe::departures
