#include "referrals/referral_api.h"
#include "referrals/referral_pages.h"

namespace gishe::referrals {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  const auto step = [](std::string_view summary) { return web::Route::Api{summary, "ReferralStep", "ReferralState"}; };
  return {
      {Method::get, "/referrals", A::list_referrals, pages::show_list},
      {Method::get, "/referrals/new", A::send_referral, pages::show_new},
      {Method::post, "/referrals", A::send_referral, pages::post_new},
      {Method::get, "/referrals/{id}", A::open_referral, pages::show_one},
      {Method::get, "/referrals/{id}/letter.pdf", A::print_letter, pages::letter},

      {Method::get, "/referrals/{id}/acceptance", A::accept_referral, pages::form<Verb::accept>},
      {Method::post, "/referrals/{id}/acceptance", A::accept_referral, pages::act<Verb::accept>},
      {Method::get, "/referrals/{id}/decline", A::decline_referral, pages::form<Verb::decline>},
      {Method::post, "/referrals/{id}/decline", A::decline_referral, pages::act<Verb::decline>},
      {Method::get, "/referrals/{id}/question", A::ask_question, pages::form<Verb::ask>},
      {Method::post, "/referrals/{id}/question", A::ask_question, pages::act<Verb::ask>},
      {Method::get, "/referrals/{id}/answer", A::answer_question, pages::form<Verb::answer>},
      {Method::post, "/referrals/{id}/answer", A::answer_question, pages::act<Verb::answer>},
      {Method::get, "/referrals/{id}/waiting", A::waitlist_referral, pages::form<Verb::waitlist>},
      {Method::post, "/referrals/{id}/waiting", A::waitlist_referral, pages::act<Verb::waitlist>},
      {Method::get, "/referrals/{id}/service-start", A::deliver_service, pages::form<Verb::start_service>},
      {Method::post, "/referrals/{id}/service-start", A::deliver_service, pages::act<Verb::start_service>},
      {Method::get, "/referrals/{id}/completion", A::deliver_service, pages::form<Verb::complete>},
      {Method::post, "/referrals/{id}/completion", A::deliver_service, pages::act<Verb::complete>},
      {Method::get, "/referrals/{id}/no-show", A::deliver_service, pages::form<Verb::no_show>},
      {Method::post, "/referrals/{id}/no-show", A::deliver_service, pages::act<Verb::no_show>},
      {Method::get, "/referrals/{id}/not-started", A::deliver_service, pages::form<Verb::not_started>},
      {Method::post, "/referrals/{id}/not-started", A::deliver_service, pages::act<Verb::not_started>},
      {Method::get, "/referrals/{id}/withdrawal", A::withdraw_referral, pages::form<Verb::withdraw>},
      {Method::post, "/referrals/{id}/withdrawal", A::withdraw_referral, pages::act<Verb::withdraw>},
      {Method::get, "/referrals/{id}/revocation", A::revoke_referral, pages::form<Verb::revoke>},
      {Method::post, "/referrals/{id}/revocation", A::revoke_referral, pages::act<Verb::revoke>},
      {Method::get, "/referrals/{id}/escalation", A::escalate_referral, pages::form<Verb::escalate>},
      {Method::post, "/referrals/{id}/escalation", A::escalate_referral, pages::act<Verb::escalate>},

      {Method::get, "/api/v1/referrals", A::list_referrals, api::list,
       web::Route::Api{"List the referrals this side sees, by stage", "", "ReferralPage", "Stage After"}},
      {Method::post, "/api/v1/referrals", A::send_referral, api::send,
       web::Route::Api{"Send a referral", "NewReferral", "ReferralSent", "", 201}},
      {Method::get, "/api/v1/referrals/{id}", A::open_referral, api::get,
       web::Route::Api{"Open a referral; the receiver sees the package only", "", "Referral"}},
      {Method::post, "/api/v1/referrals/{id}/acceptance", A::accept_referral, api::act<Verb::accept>,
       step("Accept with a day")},
      {Method::post, "/api/v1/referrals/{id}/decline", A::decline_referral, api::act<Verb::decline>,
       step("Decline with a coded reason")},
      {Method::post, "/api/v1/referrals/{id}/question", A::ask_question, api::act<Verb::ask>,
       step("Ask the sender one question; the clock stands")},
      {Method::post, "/api/v1/referrals/{id}/answer", A::answer_question, api::act<Verb::answer>,
       step("Answer the receiver's question; the clock runs again")},
      {Method::post, "/api/v1/referrals/{id}/waiting", A::waitlist_referral, api::act<Verb::waitlist>,
       step("Put on the waiting list")},
      {Method::post, "/api/v1/referrals/{id}/service-start", A::deliver_service, api::act<Verb::start_service>,
       step("The service has begun")},
      {Method::post, "/api/v1/referrals/{id}/completion", A::deliver_service, api::act<Verb::complete>,
       step("Completed, with an outcome")},
      {Method::post, "/api/v1/referrals/{id}/no-show", A::deliver_service, api::act<Verb::no_show>,
       step("The person did not come")},
      {Method::post, "/api/v1/referrals/{id}/not-started", A::deliver_service, api::act<Verb::not_started>,
       step("The service did not start")},
      {Method::post, "/api/v1/referrals/{id}/withdrawal", A::withdraw_referral, api::act<Verb::withdraw>,
       step("Withdraw; the receiver loses the package at once")},
      {Method::post, "/api/v1/referrals/{id}/revocation", A::revoke_referral, api::act<Verb::revoke>,
       step("Revoke as supervisor; the receiver loses the package at once")},
      {Method::post, "/api/v1/referrals/{id}/escalation", A::escalate_referral, api::act<Verb::escalate>,
       step("Remind whose turn it is, as supervisor")},
  };
}

}  // namespace gishe::referrals
