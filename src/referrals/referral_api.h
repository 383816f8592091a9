#pragma once
#include "referrals/referral_acts.h"

/// The same acts as JSON. Private to this folder; schemas stand in openapi.json.
namespace gishe::referrals::api {

web::Response list(web::Context& context);
web::Response get(web::Context& context);
web::Response send(web::Context& context);
web::Response take(web::Context& context, Verb verb);
template <Verb verb>
web::Response act(web::Context& context) {
  return take(context, verb);
}

}  // namespace gishe::referrals::api
