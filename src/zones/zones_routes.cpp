#include "zones/zones.h"
#include "zones/zones_handlers.h"

namespace gishe::zones {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/zones/plans", see_zone_plan, show_plans},
      {get, "/zones/plans/new", keep_zone_plan, show_new_plan},
      {post, "/zones/plans", keep_zone_plan, post_new_plan},
      {get, "/zones/plans/{id}", see_zone_plan, show_plan},
      {get, "/zones/plans/{id}/profile", see_zone_plan, show_profile},
      {get, "/zones/plans/{id}/supply", see_zone_plan, show_supply},
      {get, "/zones/plans/{id}/supply/{type}", see_zone_plan, show_supply_of_type},
      {get, "/zones/indicators", keep_zone_plan, show_indicators},
      {post, "/zones/indicators", keep_zone_plan, post_indicators},
      {get, "/zones/indicators/{id}", keep_zone_plan, show_import},
  };
}

}  // namespace gishe::zones
