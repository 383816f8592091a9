#pragma once
#include <string_view>

namespace gishe::open_data {

/// The description of the API (bundle_openapi.py), and bg_social_profile.json as it stands in this folder.
std::string_view openapi_text();
std::string_view profile_text();

}  // namespace gishe::open_data
