#include "contracts/contracts_handlers.h"

namespace gishe::contracts {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/contracts", report_progress, show_list},
      {get, "/referrals/{id}/contract", open_referral, show_contract},
      {get, "/referrals/{id}/contract.pdf", open_referral, contract_paper},
      {get, "/referrals/{id}/contract/terms", deliver_service, show_terms},
      {post, "/referrals/{id}/contract/terms", deliver_service, post_terms},
      {post, "/referrals/{id}/contract/offer", deliver_service, act<Verb::offer>},
      {post, "/referrals/{id}/contract/taking-back", deliver_service, act<Verb::take_back>},
      {get, "/referrals/{id}/contract/signature", deliver_service, show_signature},
      {post, "/referrals/{id}/contract/signature", deliver_service, post_signature},
      {post, "/referrals/{id}/contract/amendment-removal", deliver_service, act<Verb::drop>},
      {get, "/referrals/{id}/contract/ending", report_progress, show_ending},
      {post, "/referrals/{id}/contract/ending", report_progress, post_ending},
  };
}

}  // namespace gishe::contracts
