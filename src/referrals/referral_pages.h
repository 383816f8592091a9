#pragma once
#include "referrals/referral_acts.h"

/// Handlers for people. Private to this folder; referral_routes.cpp sets them in the table.
namespace gishe::referrals::pages {

web::Response show_list(web::Context& context);
web::Response show_one(web::Context& context);
web::Response show_new(web::Context& context);
web::Response post_new(web::Context& context);
web::Response letter(web::Context& context);

/// The form of a step and its POST; the address says which step.
web::Response show_step(web::Context& context, Verb verb);
web::Response post_step(web::Context& context, Verb verb);
template <Verb verb>
web::Response form(web::Context& context) {
  return show_step(context, verb);
}
template <Verb verb>
web::Response act(web::Context& context) {
  return post_step(context, verb);
}

}  // namespace gishe::referrals::pages
