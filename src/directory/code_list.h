#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gishe::directory {

/// Codes written with a sign between them: "older_person,disability". Empty ones fall out.
std::vector<std::string> split_codes(std::string_view joined, char between = ',');
bool is_service_type(std::string_view type);

}  // namespace gishe::directory
