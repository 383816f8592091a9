#pragma once
#include <boost/json.hpp>
#include <string>

#include "directory/directory.h"

namespace gishe::directory {

/// Who works here sees more than everybody (for_everybody).
inline Service seen_by(const Actor& actor, Service service) {
  return actor.signed_in() ? service : for_everybody(std::move(service));
}
/// A listed service as the API gives it: schema Service.
boost::json::object service_json(const Service& service, Day today);
/// What nobody has said is null, never an empty text.
inline boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

}  // namespace gishe::directory
