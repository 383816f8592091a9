#include "agreements/agreements_handlers.h"

namespace gishe::agreements {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/gaps", find_gaps, show_gaps},
      {get, "/agreements", see_agreements, show_agreements},
      {get, "/agreements/new", keep_agreements, show_new_agreement},
      {post, "/agreements", keep_agreements, ask_from_page},
      {get, "/agreements/{id}", see_agreements, show_agreement},
      {post, "/agreements/{id}/counter-proposal", answer_agreement, act<Verb::counter>},
      {post, "/agreements/{id}/acceptance", answer_agreement, act<Verb::accept>},
      {post, "/agreements/{id}/decline", answer_agreement, act<Verb::decline>},
      {post, "/agreements/{id}/withdrawal", keep_agreements, act<Verb::withdraw>},
      {post, "/agreements/{id}/notice", answer_agreement, act<Verb::give_notice>},
      {post, "/agreements/{id}/bills", keep_agreements, make_bill_from_page},

      {get, "/monthly-reports", report_progress, show_reports},
      {get, "/referrals/{id}/report", report_progress, show_report},
      {post, "/referrals/{id}/report", report_progress, report_from_page},

      {get, "/bills/{id}", see_settlement, show_bill},
      {get, "/bills/{id}/bill.pdf", see_settlement, bill_paper},
      {get, "/bills/{id}/bill.csv", see_settlement, bill_csv},
      {post, "/bills/{id}/sending", keep_agreements, bill_act<BillVerb::send>},
      {post, "/bills/{id}/correction", keep_agreements, bill_act<BillVerb::correct>},
      {post, "/bills/{id}/confirmation", confirm_settlement, bill_act<BillVerb::confirm>},
      {post, "/bills/{id}/dispute", confirm_settlement, bill_act<BillVerb::dispute>},
  };
}

}  // namespace gishe::agreements
