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
      {get, "/zones/plans/{id}/plan.pdf", see_zone_plan, show_plan_paper},
      {get, "/zones/plans/{id}/annual.pdf", see_zone_plan, show_annual_paper},
      {get, "/zones/plans/{id}/profile", see_zone_plan, show_profile},
      {get, "/zones/plans/{id}/supply", see_zone_plan, show_supply},
      {get, "/zones/plans/{id}/supply/{type}", see_zone_plan, show_supply_of_type},
      {get, "/zones/plans/{id}/supply/{type}/what-if", see_zone_plan, show_what_if},
      {post, "/zones/plans/{id}/supply/{type}/what-if", keep_zone_plan, post_what_if},
      {get, "/zones/plans/{id}/programme", see_zone_plan, show_programme},
      {get, "/zones/plans/{id}/objectives/new", keep_zone_plan, show_new_objective},
      {post, "/zones/plans/{id}/objectives", keep_zone_plan, post_new_objective},
      {get, "/zones/plans/{id}/objectives/{objective}", keep_zone_plan, show_objective},
      {post, "/zones/plans/{id}/objectives/{objective}", keep_zone_plan, post_objective},
      {post, "/zones/plans/{id}/objectives/{objective}/removal", keep_zone_plan, post_objective_removal},
      {get, "/zones/plans/{id}/measures/new", keep_zone_plan, show_new_measure},
      {post, "/zones/plans/{id}/measures", keep_zone_plan, post_new_measure},
      {get, "/zones/plans/{id}/measures/{measure}", keep_zone_plan, show_measure},
      {post, "/zones/plans/{id}/measures/{measure}", keep_zone_plan, post_measure},
      {post, "/zones/plans/{id}/measures/{measure}/removal", keep_zone_plan, post_measure_removal},
      {get, "/zones/plans/{id}/text", keep_zone_plan, show_plan_text},
      {post, "/zones/plans/{id}/text", keep_zone_plan, post_plan_text},
      {get, "/zones/plans/{id}/approval", see_zone_plan, show_approval},
      {post, "/zones/plans/{id}/steps", keep_zone_plan, post_step},
      {post, "/zones/plans/{id}/decision", answer_zone_plan, post_decision},
      {get, "/zones/plans/{id}/monitoring", see_zone_plan, show_monitoring},
      {post, "/zones/plans/{id}/monitoring", keep_zone_plan, post_monitoring},
      {get, "/zones/plans/{id}/comments", see_zone_plan, show_comments},
      {post, "/zones/plans/{id}/comments/{comment}/answer", keep_zone_plan, post_comment_answer},
      {get, "/zones/plans/{id}/tables", see_zone_plan, show_tables},
      {post, "/zones/plans/{id}/tables", keep_zone_plan, post_table},
      {post, "/zones/plans/{id}/tables/{table}/removal", keep_zone_plan, post_table_removal},
      {get, "/consultations", comment_on_plan, show_consultations},
      {get, "/consultations/{id}", comment_on_plan, show_consultation},
      {post, "/consultations/{id}/comments", comment_on_plan, post_comment},
      {post, "/zones/plans/{id}/scenarios", keep_zone_plan, post_scenario},
      {post, "/zones/plans/{id}/scenarios/{scenario}/removal", keep_zone_plan, post_scenario_removal},
      {get, "/zones/indicators", keep_zone_plan, show_indicators},
      {post, "/zones/indicators", keep_zone_plan, post_indicators},
      {get, "/zones/indicators/{id}", keep_zone_plan, show_import},
  };
}

}  // namespace gishe::zones
