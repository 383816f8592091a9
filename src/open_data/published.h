#pragma once
#include <string_view>

namespace gishe::open_data {

/// hsds_openapi.json and bg_social_profile.json as they stand in this folder.
std::string_view openapi_text();
std::string_view profile_text();

}  // namespace gishe::open_data
