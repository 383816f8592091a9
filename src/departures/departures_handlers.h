#pragma once
#include "departures/transfer.h"
#include "platform/web/web.h"

/// Handlers of departures_routes.cpp.
namespace gishe::departures::pages {

/// Where a transfer stands, as {{>STATE}}.
void put_state(page::Values row, const words::Words& w, const Transfer& transfer);

web::Response show_death(web::Context& c);
web::Response record_from_page(web::Context& c);
web::Response told_from_page(web::Context& c);
web::Response undo_from_page(web::Context& c);
web::Response show_deaths(web::Context& c);

web::Response show_move(web::Context& c);
web::Response offer_from_page(web::Context& c);
web::Response withdraw_from_page(web::Context& c);
web::Response show_transfers(web::Context& c);
web::Response show_transfer(web::Context& c);
web::Response receive_from_page(web::Context& c);
web::Response decline_from_page(web::Context& c);

}  // namespace gishe::departures::pages
