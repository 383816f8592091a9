#pragma once
#include <boost/json/object.hpp>

#include "directory/directory.h"

namespace gishe::directory {

/// A listed service as the API gives it: schema Service.
boost::json::object service_json(const Service& service, Day today);

}  // namespace gishe::directory
