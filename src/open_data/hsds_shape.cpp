#include "open_data/hsds_shape.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "base/text.h"

namespace gishe::open_data::hsds {
namespace {

constexpr Table all_tables[] = {
    {"organizations", "organization",
     "id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri "
     "parent_organization_id",
     "id name", "description", ""},
    {"programs", "program", "id organization_id name alternate_name description", "id name", "description",
     "organization_id"},
    {"services", "service",
     "id organization_id program_id name alternate_name description url email status interpretation_services "
     "application_process fees_description wait_time fees accreditations eligibility_description minimum_age "
     "maximum_age assured_date assurer_email licenses alert last_modified",
     "id name", "status", ""},
    {"attributes", "attribute", "id link_id taxonomy_term_id link_type link_entity value label", "id", "", "link_id"},
    {"service_at_location", "service_at_location", "id service_id location_id description", "id service_id location_id",
     "", ""},
    {"locations", "location",
     "id location_type url organization_id name alternate_name description transportation latitude longitude "
     "external_identifier external_identifier_type",
     "id", "location_type", ""},
    {"phones", "phone",
     "id location_id service_id organization_id contact_id service_at_location_id number extension type description",
     "id number", "", "service_id service_at_location_id location_id organization_id contact_id"},
    {"contacts", "contact",
     "id organization_id service_id service_at_location_id location_id name title department email", "id", "",
     "service_id service_at_location_id location_id organization_id"},
    {"addresses", "address",
     "id location_id attention address_1 address_2 city region state_province postal_code country address_type", "id",
     "address_1 city state_province postal_code country address_type", "location_id"},
    {"schedules", "schedule",
     "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq "
     "interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes",
     "id", "", "service_id service_at_location_id location_id"},
    {"funding", "funding", "id organization_id service_id source", "id", "", "organization_id service_id"},
    {"service_areas", "service_area", "id service_id service_at_location_id name description extent extent_type uri",
     "id", "", "service_id service_at_location_id"},
    {"required_documents", "required_document", "id service_id document uri", "id", "", "service_id"},
    {"languages", "language", "id service_id location_id phone_id name code note", "id", "",
     "service_id location_id phone_id"},
    {"accessibility", "accessibility", "id location_id description details url", "id", "", "location_id"},
    {"taxonomy_terms", "taxonomy_term", "id code name description parent_id taxonomy language taxonomy_id term_uri",
     "id name", "description", ""},
    {"metadata", "metadata",
     "id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value "
     "updated_by",
     "id", "last_action_date last_action_type field_name previous_value replacement_value updated_by", "resource_id"},
    {"meta_table_descriptions", "meta_table_description", "id name language character_set", "id", "", ""},
    {"cost_options", "cost_option", "id service_id valid_from valid_to option currency amount amount_description", "id",
     "", "service_id"},
    {"organization_identifiers", "organization_identifier",
     "id organization_id identifier_scheme identifier_type identifier", "id identifier", "identifier_type",
     "organization_id"},
    {"taxonomies", "taxonomy", "id name description uri version", "id name", "description", ""},
    {"service_capacity", "service_capacity", "id service_id unit_id available maximum description updated",
     "id available updated", "", "service_id"},
    {"units", "unit", "id name scheme identifier uri", "id name", "", ""},
    {"url", "url", "id label url organization_id service_id", "id url", "", "organization_id service_id"},
};

constexpr Nest all_nests[] = {
    {"organizations", "additional_websites", "url", "organization_id"},
    {"organizations", "funding", "funding", "organization_id"},
    {"organizations", "contacts", "contacts", "organization_id"},
    {"organizations", "phones", "phones", "organization_id"},
    {"organizations", "programs", "programs", "organization_id"},
    {"organizations", "organization_identifiers", "organization_identifiers", "organization_id"},
    {"organizations", "attributes", "attributes", "link_id"},
    {"organizations", "metadata", "metadata", "resource_id"},
    {"programs", "attributes", "attributes", "link_id"},
    {"programs", "metadata", "metadata", "resource_id"},
    {"services", "additional_urls", "url", "service_id"},
    {"services", "phones", "phones", "service_id"},
    {"services", "schedules", "schedules", "service_id"},
    {"services", "service_areas", "service_areas", "service_id"},
    {"services", "languages", "languages", "service_id"},
    {"services", "funding", "funding", "service_id"},
    {"services", "cost_options", "cost_options", "service_id"},
    {"services", "required_documents", "required_documents", "service_id"},
    {"services", "contacts", "contacts", "service_id"},
    {"services", "capacities", "service_capacity", "service_id"},
    {"services", "attributes", "attributes", "link_id"},
    {"services", "metadata", "metadata", "resource_id"},
    {"attributes", "metadata", "metadata", "resource_id"},
    {"service_at_location", "service_areas", "service_areas", "service_at_location_id"},
    {"service_at_location", "contacts", "contacts", "service_at_location_id"},
    {"service_at_location", "phones", "phones", "service_at_location_id"},
    {"service_at_location", "schedules", "schedules", "service_at_location_id"},
    {"service_at_location", "attributes", "attributes", "link_id"},
    {"service_at_location", "metadata", "metadata", "resource_id"},
    {"locations", "languages", "languages", "location_id"},
    {"locations", "addresses", "addresses", "location_id"},
    {"locations", "contacts", "contacts", "location_id"},
    {"locations", "accessibility", "accessibility", "location_id"},
    {"locations", "phones", "phones", "location_id"},
    {"locations", "schedules", "schedules", "location_id"},
    {"locations", "attributes", "attributes", "link_id"},
    {"locations", "metadata", "metadata", "resource_id"},
    {"phones", "languages", "languages", "phone_id"},
    {"phones", "attributes", "attributes", "link_id"},
    {"phones", "metadata", "metadata", "resource_id"},
    {"contacts", "phones", "phones", "contact_id"},
    {"contacts", "attributes", "attributes", "link_id"},
    {"contacts", "metadata", "metadata", "resource_id"},
    {"addresses", "attributes", "attributes", "link_id"},
    {"addresses", "metadata", "metadata", "resource_id"},
    {"schedules", "attributes", "attributes", "link_id"},
    {"schedules", "metadata", "metadata", "resource_id"},
    {"funding", "attributes", "attributes", "link_id"},
    {"funding", "metadata", "metadata", "resource_id"},
    {"service_areas", "attributes", "attributes", "link_id"},
    {"service_areas", "metadata", "metadata", "resource_id"},
    {"required_documents", "attributes", "attributes", "link_id"},
    {"required_documents", "metadata", "metadata", "resource_id"},
    {"languages", "attributes", "attributes", "link_id"},
    {"languages", "metadata", "metadata", "resource_id"},
    {"accessibility", "attributes", "attributes", "link_id"},
    {"accessibility", "metadata", "metadata", "resource_id"},
    {"taxonomy_terms", "metadata", "metadata", "resource_id"},
    {"meta_table_descriptions", "attributes", "attributes", "link_id"},
    {"meta_table_descriptions", "metadata", "metadata", "resource_id"},
    {"cost_options", "attributes", "attributes", "link_id"},
    {"cost_options", "metadata", "metadata", "resource_id"},
    {"organization_identifiers", "attributes", "attributes", "link_id"},
    {"organization_identifiers", "metadata", "metadata", "resource_id"},
    {"taxonomies", "metadata", "metadata", "resource_id"},
    {"service_capacity", "attributes", "attributes", "link_id"},
    {"service_capacity", "metadata", "metadata", "resource_id"},
    {"units", "attributes", "attributes", "link_id"},
    {"units", "metadata", "metadata", "resource_id"},
    {"url", "attributes", "attributes", "link_id"},
    {"url", "metadata", "metadata", "resource_id"},
};

constexpr Reference all_references[] = {
    {"services", "organization", "organizations", "organization_id"},
    {"services", "program", "programs", "program_id"},
    {"attributes", "taxonomy_term", "taxonomy_terms", "taxonomy_term_id"},
    {"service_at_location", "location", "locations", "location_id"},
    {"service_at_location", "service", "services", "service_id"},
    {"taxonomy_terms", "taxonomy_detail", "taxonomies", "taxonomy_id"},
    {"service_capacity", "unit", "units", "unit_id"},
};

struct Special {
  std::string_view column;
  Form form;
};
constexpr Special specials[] = {
    {"logo", Form::link},
    {"bg_referral_required", Form::truth},
    {"bg_update_months", Form::number},
    {"bg_substitute_care_places", Form::number},
    {"bg_waiting", Form::number},
    {"bg_licence_valid_to", Form::day},
    {"email", Form::mail},
    {"website", Form::link},
    {"year_incorporated", Form::number},
    {"uri", Form::link},
    {"url", Form::link},
    {"status", Form::status},
    {"minimum_age", Form::number},
    {"maximum_age", Form::number},
    {"assured_date", Form::day},
    {"assurer_email", Form::mail},
    {"last_modified", Form::moment},
    {"location_type", Form::place_kind},
    {"latitude", Form::number},
    {"longitude", Form::number},
    {"extension", Form::number},
    {"address_type", Form::place_kind},
    {"valid_from", Form::day},
    {"valid_to", Form::day},
    {"dtstart", Form::day},
    {"timezone", Form::number},
    {"until", Form::day},
    {"count", Form::number},
    {"wkst", Form::weekday},
    {"freq", Form::frequency},
    {"interval", Form::number},
    {"opens_at", Form::time},
    {"closes_at", Form::time},
    {"schedule_link", Form::link},
    {"term_uri", Form::link},
    {"last_action_date", Form::day},
    {"amount", Form::number},
    {"available", Form::number},
    {"maximum", Form::number},
    {"updated", Form::moment},
};

}  // namespace

std::span<const Nest> nests() { return all_nests; }
std::span<const Reference> references() { return all_references; }
std::span<const Table> tables() { return all_tables; }

const Table* find_table(std::string_view name) {
  const auto* found = std::find_if(std::begin(all_tables), std::end(all_tables),
                                   [&](const Table& t) { return t.name == name || t.singular == name; });
  return found == std::end(all_tables) ? nullptr : found;
}

Form form_of(std::string_view column) {
  static const auto forms = [] {  // asked of every field of every row
    std::unordered_map<std::string_view, Form> all;
    for (const auto& s : specials) all.emplace(s.column, s.form);
    return all;
  }();
  const auto found = forms.find(column);
  return found == forms.end() ? Form::text : found->second;
}

bool is_root(std::string_view table) {
  return text::one_of(std::initializer_list<std::string_view>{organizations, services, locations, service_at_location,
                                                              taxonomies, taxonomy_terms},
                      table);
}

std::string text_of(const json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  if (!value || value->is_null() || value->is_structured()) return {};
  if (const auto* text = value->if_string()) return std::string(*text);
  return json::serialize(*value);
}

std::optional<Uuid> id_of(const json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? Uuid::parse(*text) : std::nullopt;
}

void put_text(json::object& object, std::string_view member, std::string_view text) {
  if (text.empty())
    object.erase(member);
  else
    object[member] = text;
}

}  // namespace gishe::open_data::hsds
