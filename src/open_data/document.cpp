#include "open_data/document.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"
#include "open_data/bg_social.h"
#include "open_data/hsds_shape.h"

namespace gishe::open_data {
namespace {

using hsds::id_of;
using hsds::text_of;

std::string search_words(const json::object& object) {
  constexpr std::size_t bytes_max = 1000;
  std::string all;
  for (const char* member : {"name", "alternate_name", "code", "description"}) {
    if (const auto text = text_of(object, member); !text.empty()) all += (all.empty() ? "" : " ") + text;
  }
  if (all.size() > bytes_max) {
    all.resize(bytes_max);
    while (!all.empty() && !text::is_plain(all, text::Lines::many)) all.pop_back();
  }
  return text::lower(all);
}

/// Of ours the name is enough.
std::optional<Uuid> taxonomy_of(const json::object& term) {
  if (const auto id = id_of(term, "taxonomy_id")) return id;
  const auto name = text_of(term, "taxonomy");
  if (name == bg_social::need) return bg_social::taxonomy_id(name);
  const auto& ours = bg_social::schemes();
  const bool is_ours = std::any_of(ours.begin(), ours.end(), [&](const auto& scheme) { return scheme.name == name; });
  return is_ours ? std::optional(bg_social::taxonomy_id(name)) : std::nullopt;
}

void where_it_lies(const json::object& object, Document& d) {
  const double latitude = std::atof(text_of(object, "latitude").c_str());
  const double longitude = std::atof(text_of(object, "longitude").c_str());
  const bool fits = std::abs(latitude) <= 90 && std::abs(longitude) <= 180 && (latitude != 0 || longitude != 0);
  if (fits) {
    d.latitude = latitude;
    d.longitude = longitude;
  }
  const auto* addresses = object.if_contains("addresses");
  if (!addresses || !addresses->is_array() || addresses->get_array().empty()) return;
  const auto* first = addresses->get_array().front().if_object();
  auto postcode = first ? text_of(*first, "postal_code") : std::string();
  if (!postcode.empty()) d.postcode = std::move(postcode);
}

}  // namespace

std::vector<Document::Mark> marks_of(const json::object& object) {
  std::vector<Document::Mark> marks;
  const auto* attributes = object.if_contains("attributes");
  if (!attributes || !attributes->is_array()) return marks;
  for (const auto& attribute : attributes->get_array()) {
    const auto* one = attribute.if_object();
    const auto term = one ? id_of(*one, "taxonomy_term_id") : std::nullopt;
    if (!term) continue;
    const auto* inside = one->if_contains("taxonomy_term");
    marks.push_back({*term, inside && inside->is_object() ? taxonomy_of(inside->get_object()) : std::nullopt});
  }
  return marks;
}

Document document_of(std::string_view kind, const json::object& object, bool listed, Instant at) {
  Document d;
  d.kind = kind;
  d.id = id_of(object).value_or(Uuid{});
  d.listed = listed;
  d.modified_at = at;
  d.organisation = id_of(object, "organization_id");
  if (kind == hsds::service_at_location) {
    d.service = id_of(object, "service_id");
    d.location = id_of(object, "location_id");
  }
  if (kind == hsds::taxonomy_terms) {
    d.taxonomy = id_of(object, "taxonomy_id");
    d.parent = id_of(object, "parent_id");
  }
  if (kind == hsds::locations) where_it_lies(object, d);
  if (hsds::is_root(kind)) {
    d.words = search_words(object);
    d.marks = marks_of(object);
  }
  d.body = json::serialize(object);
  return d;
}

std::optional<json::object> parse_object(std::string_view text) {
  json::error_code error;
  auto value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

}  // namespace gishe::open_data
