#pragma once
#include <boost/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/uuid.h"

/// The profile „bg-social“ of HSDS 3.1: taxonomies of Bulgarian law and planning as attributes, and the few fields that
/// HSDS has no place for (all begin with bg_; a place has `visibility`). Described to people at /hsds/bg-social.
namespace gishe::open_data::bg_social {

namespace json = boost::json;

/// One taxonomy of the profile. Codes are kept; names come from locale "PREFIX.CODE", Bulgarian in the documents.
struct Scheme {
  std::string_view name;    // "bg_service_type"
  std::string_view prefix;  // "open_data.access_class"
  std::vector<std::string> codes;
};
inline constexpr std::string_view service_type = "bg_service_type", target_group = "bg_target_group", need = "bg_need",
                                  access_class = "bg_access_class", purpose = "bg_purpose",
                                  environment = "bg_environment", duration = "bg_duration",
                                  planning_level = "bg_planning_level", funding = "bg_funding";
/// All but needs, whose codes are rows of the database.
const std::vector<Scheme>& schemes();
std::string_view prefix_of(std::string_view scheme);

/// An id that is the same everywhere for the same name (RFC 9562, version 8).
Uuid named_id(std::string_view name);
Uuid taxonomy_id(std::string_view scheme);
Uuid term_id(std::string_view scheme, std::string_view code);

json::object taxonomy(std::string_view scheme);
json::object term(std::string_view scheme, std::string_view code);

/// Codes of one taxonomy in `object`'s attributes, in order.
std::vector<std::string> codes_in(const json::object& object, std::string_view scheme);
/// Makes them the only ones of that taxonomy; attributes of other taxonomies stay.
void put_codes(json::object& object, std::string_view entity, std::string_view scheme,
               const std::vector<std::string>& codes);

}  // namespace gishe::open_data::bg_social
