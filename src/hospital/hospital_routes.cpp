#include "hospital/handlers.h"

namespace gishe::hospital {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/refer-to-us", answer_by_link, show_door},
      {post, "/refer-to-us/state", answer_by_link, follow_from_page},
      {post, "/refer-to-us/step", answer_by_link, step_from_page},
      {get, "/refer-to-us/{token}", answer_by_link, show_form},
      {post, "/refer-to-us/{token}", answer_by_link, send_from_page},

      {get, "/hospital/links", take_online_application, show_links},
      {post, "/hospital/links", take_online_application, make_link_from_page},
      {post, "/hospital/links/{id}/withdrawal", take_online_application, withdraw_link_from_page},
      {get, "/hospital", open_application, show_list},
      {get, "/hospital/{id}", open_application, show_one},
      {post, "/hospital/{id}/worker", change_team, give_from_page},
      {post, "/hospital/{id}/case", start_case, start_from_page},
      {post, "/hospital/{id}/ending", change_application, end_from_page},

      {get, "/fhir/metadata", see_api_description, fhir::metadata},
      {get, "/fhir/HealthcareService", exchange_fhir, fhir::capacity},
      {post, "/fhir", exchange_fhir, fhir::receive},
      {post, "/fhir/Encounter", exchange_fhir, fhir::admit_again},
      {get, "/fhir/Task", exchange_fhir, fhir::list_tasks},
      {get, "/fhir/Task/{id}", exchange_fhir, fhir::show_task},
      {put, "/fhir/Task/{id}", exchange_fhir, fhir::put_task},
      {patch, "/fhir/Task/{id}", exchange_fhir, fhir::patch_task},
      {get, "/fhir/ServiceRequest/{id}", exchange_fhir, fhir::show_service_request},
  };
}

}  // namespace gishe::hospital
