#include "open_data/bg_social.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "directory/directory.h"
#include "open_data/hsds_shape.h"
#include "platform/secrets/secrets.h"
#include "platform/words/words.h"

namespace gishe::open_data::bg_social {
namespace {

using hsds::text_of;

template <class List>
std::vector<std::string> strings(const List& list) {
  return {std::begin(list), std::end(list)};
}

const words::Words bulgarian(words::Language::bg);

std::string scheme_of(const json::object& attribute) {
  const auto* term = attribute.if_contains("taxonomy_term");
  return term && term->is_object() ? text_of(term->get_object(), "taxonomy") : std::string();
}

}  // namespace

const std::vector<Scheme>& schemes() {
  static const std::vector<Scheme> all{
      {service_type, "service_type", strings(directory::service_types)},
      {target_group,
       "target_group",
       {"older_person", "disability", "child", "child_disability", "youth_at_risk", "child_in_conflict",
        "family_at_risk", "violence_victim", "unemployed", "homeless", "carer"}},
      {access_class, "open_data.access_class", strings(directory::access_classes)},
      {purpose, "open_data.purpose", strings(directory::purposes)},
      {environment, "open_data.environment", strings(directory::environments)},
      {duration, "open_data.duration_class", strings(directory::duration_classes)},
      {planning_level, "open_data.planning_level", strings(directory::planning_levels)},
      {funding, "open_data.funding", strings(directory::fundings)}};
  return all;
}

std::string_view prefix_of(std::string_view scheme) {
  for (const auto& s : schemes()) {
    if (s.name == scheme) return s.prefix;
  }
  return "need";
}

Uuid named_id(std::string_view name) {
  Uuid id = Uuid::from_bytes(secrets::digest(name).substr(0, 16));
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x80);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
  return id;
}

Uuid taxonomy_id(std::string_view scheme) { return named_id("bg-social/" + std::string(scheme)); }

Uuid term_id(std::string_view scheme, std::string_view code) {
  return named_id("bg-social/" + std::string(scheme) + "/" + std::string(code));
}

json::object taxonomy(std::string_view scheme) {
  const std::string name = bulgarian("open_data.taxonomy." + std::string(scheme));
  return {{"id", taxonomy_id(scheme).text()}, {"name", scheme}, {"description", name}, {"version", "1.0"}};
}

json::object term(std::string_view scheme, std::string_view code) {
  const std::string name = bulgarian(std::string(prefix_of(scheme)) + "." + std::string(code));
  return {{"id", term_id(scheme, code).text()},
          {"code", code},
          {"name", name},
          {"description", name},
          {"taxonomy", scheme},
          {"taxonomy_id", taxonomy_id(scheme).text()},
          {"language", "bg"}};
}

std::vector<std::string> codes_in(const json::object& object, std::string_view scheme) {
  std::vector<std::string> codes;
  const auto* attributes = object.if_contains("attributes");
  if (!attributes || !attributes->is_array()) return codes;
  for (const auto& attribute : attributes->get_array()) {
    if (!attribute.is_object() || scheme_of(attribute.get_object()) != scheme) continue;
    const auto& term = attribute.get_object().at("taxonomy_term").get_object();
    auto code = text_of(term, "code");
    if (code.empty()) code = text_of(attribute.get_object(), "value");
    codes.push_back(std::move(code));
  }
  return codes;
}

void put_codes(json::object& object, std::string_view entity, std::string_view scheme,
               const std::vector<std::string>& codes) {
  if (codes_in(object, scheme) == codes) return;
  json::array kept;
  if (const auto* before = object.if_contains("attributes"); before && before->is_array()) {
    for (const auto& one : before->get_array()) {
      if (!one.is_object() || scheme_of(one.get_object()) != scheme) kept.push_back(one);
    }
  }
  const std::string id = text_of(object, "id");
  for (const auto& code : codes) {
    const auto mark = term(scheme, code);
    kept.push_back(json::object{{"id", named_id(id + "/" + std::string(scheme) + "/" + code).text()},
                                {"link_id", id},
                                {"link_entity", entity},
                                {"taxonomy_term_id", mark.at("id")},
                                {"taxonomy_term", mark}});
  }
  if (kept.empty())
    object.erase("attributes");
  else
    object["attributes"] = std::move(kept);
}

}  // namespace gishe::open_data::bg_social
