#include <boost/json.hpp>
#include <charconv>

#include "directory/hsds_package.h"

namespace gishe::directory::hsds {
namespace {

namespace json = boost::json;

/// Where a nested member goes: its table, and under which name it points back at what it stood in.
struct Nesting {
  std::string_view member, table;
};
constexpr Nesting nestings[] = {
    {"organization", "organizations"},
    {"service", "services"},
    {"services", "services"},
    {"location", "locations"},
    {"locations", "locations"},
    {"service_at_locations", "service_at_location"},
    {"addresses", "addresses"},
    {"phones", "phones"},
    {"schedules", "schedules"},
    {"service_areas", "service_areas"},
    {"required_documents", "required_documents"},
    {"cost_options", "cost_options"},
    {"capacities", "service_capacity"},
    {"organization_identifiers", "organization_identifiers"},
    {"attributes", "attributes"},
    {"taxonomy_term", "taxonomy_terms"},
    {"taxonomy_detail", "taxonomies"},
};

/// organizations → organization_id; the name by which others point at a record of this table.
std::string pointer_to(std::string_view table) {
  if (table == "organizations") return "organization_id";
  if (table == "services") return "service_id";
  if (table == "locations") return "location_id";
  if (table == "service_at_location") return "service_at_location_id";
  if (table == "taxonomy_terms") return "taxonomy_term_id";
  if (table == "taxonomies") return "taxonomy_id";
  return "link_id";
}

std::string scalar(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_number() || value.is_bool()) return json::serialize(value);
  return {};
}

class Flattener {
 public:
  Flattener(std::string_view file, Package& into) : m_file(file), m_into(into) {}

  /// Turns one object into a record and its members into records that point at it.
  void take(std::string_view table, const json::object& object, std::string_view parent_pointer,
            const std::string& parent_id, int depth) {
    if (depth > 16) return m_into.refuse(m_file + ": is nested too deep");
    Record record{m_file, {}};
    for (const auto& [name, value] : object) {
      if (!value.is_structured()) record.fields[std::string(name)] = scalar(value);
    }
    const std::string id = record.get("id");
    if (!parent_pointer.empty() && record.get(parent_pointer).empty()) {
      record.fields[std::string(parent_pointer)] = parent_id;
    }
    if (table == "attributes") record.fields["link_id"] = parent_id;
    for (const auto& [member, nested_table] : nestings) {
      const auto* value = object.if_contains(member);
      if (!value) continue;
      if (const auto* one = value->if_object()) {
        // What stands inside as one object is what this record points at, not a part of it.
        const auto* one_id = one->if_contains("id");
        if (one_id) record.fields[pointer_to(nested_table)] = scalar(*one_id);
        take(nested_table, *one, {}, {}, depth + 1);
      } else if (const auto* many = value->if_array()) {
        for (const auto& item : *many) {
          if (const auto* part = item.if_object()) take(nested_table, *part, pointer_to(table), id, depth + 1);
        }
      }
    }
    m_into.add(table, std::move(record));
  }

 private:
  std::string m_file;
  Package& m_into;
};

/// What kind of entity stands on its own; empty when none we know.
std::string_view table_of(const json::object& object) {
  const auto has = [&](std::string_view member) { return object.contains(member); };
  if (!has("id")) return {};
  if (has("location") && has("service")) return "service_at_location";
  if (has("location_type")) return "locations";
  if (has("organization_identifiers") || has("website") || has("legal_status")) return "organizations";
  if (has("name") && has("status")) return "services";
  return {};
}

}  // namespace

void read_json(std::string_view name, std::string_view text, Package& into) {
  json::parse_options options;
  options.max_depth = 32;
  boost::system::error_code error;
  json::stream_parser parser({}, options);
  std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error && read == text.size()) parser.finish(error);
  if (error || read != text.size()) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(read, text.size())), '\n');
    return into.refuse(std::string(name) + " line " + std::to_string(line) + ": is not JSON");
  }
  const json::value whole = parser.release();
  std::vector<const json::object*> entities;
  const auto take_list = [&](const json::array& list) {
    for (const auto& item : list) {
      if (const auto* object = item.if_object()) entities.push_back(object);
    }
  };
  if (const auto* list = whole.if_array()) take_list(*list);
  if (const auto* object = whole.if_object()) {
    const auto* contents = object->if_contains("contents");
    if (contents && contents->is_array())
      take_list(contents->get_array());
    else
      entities.push_back(object);
  }
  Flattener flattener(name, into);
  bool known = false;
  for (const auto* entity : entities) {
    const auto table = table_of(*entity);
    if (table.empty()) continue;
    known = true;
    flattener.take(table, *entity, {}, {}, 0);
  }
  if (!known) into.refuse(std::string(name) + ": holds no organisation, service or place");
}

}  // namespace gishe::directory::hsds
