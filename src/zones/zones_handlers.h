#pragma once
#include "platform/web/web.h"

/// Handlers for people. Private to this folder.
namespace gishe::zones {

web::Response show_plans(web::Context& c);
web::Response show_new_plan(web::Context& c);
web::Response post_new_plan(web::Context& c);
web::Response show_plan(web::Context& c);
web::Response show_profile(web::Context& c);

web::Response show_supply(web::Context& c);
web::Response show_supply_of_type(web::Context& c);

web::Response show_plan_paper(web::Context& c);
web::Response show_annual_paper(web::Context& c);
web::Response show_programme(web::Context& c);
web::Response show_new_objective(web::Context& c);
web::Response post_new_objective(web::Context& c);
web::Response show_objective(web::Context& c);
web::Response post_objective(web::Context& c);
web::Response post_objective_removal(web::Context& c);
web::Response show_plan_text(web::Context& c);
web::Response post_plan_text(web::Context& c);
web::Response show_new_measure(web::Context& c);
web::Response post_new_measure(web::Context& c);
web::Response show_measure(web::Context& c);
web::Response post_measure(web::Context& c);
web::Response post_measure_removal(web::Context& c);

web::Response show_approval(web::Context& c);
web::Response post_step(web::Context& c);
web::Response post_decision(web::Context& c);

web::Response show_monitoring(web::Context& c);
web::Response post_monitoring(web::Context& c);

web::Response show_comments(web::Context& c);
web::Response post_comment_answer(web::Context& c);
web::Response show_tables(web::Context& c);
web::Response post_table(web::Context& c);
web::Response post_table_removal(web::Context& c);
web::Response show_consultations(web::Context& c);
web::Response show_consultation(web::Context& c);
web::Response post_comment(web::Context& c);

web::Response show_what_if(web::Context& c);
web::Response post_what_if(web::Context& c);
web::Response post_scenario(web::Context& c);
web::Response post_scenario_removal(web::Context& c);

web::Response show_indicators(web::Context& c);
web::Response post_indicators(web::Context& c);
web::Response show_import(web::Context& c);

}  // namespace gishe::zones
