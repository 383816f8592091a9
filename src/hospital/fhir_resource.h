#pragma once
#include <boost/json.hpp>

#include "directory/directory.h"
#include "hospital/discharge.h"
#include "platform/words/words.h"
#include "referrals/referrals.h"

/// What leaves as FHIR R4. A Task names nobody; a ServiceRequest holds the package of a referral to its receiver only.
namespace gishe::hospital::fhir {

boost::json::object task_of(const words::Words& w, const Discharge& discharge, const std::string& question);
boost::json::object task_of(const words::Words& w, const referrals::Referral& referral);
boost::json::object request_of(const words::Words& w, const Discharge& discharge);
boost::json::object request_of(const words::Words& w, const referrals::Referral& referral,
                               const std::optional<referrals::ForLink>& opened);
boost::json::object healthcare_service_of(const words::Words& w, const directory::Service& service, Day today);
boost::json::object capability_statement(std::string_view address, Day today);
/// type: searchset, transaction-response.
boost::json::object bundle_of(std::string_view type, boost::json::array entries);

}  // namespace gishe::hospital::fhir
