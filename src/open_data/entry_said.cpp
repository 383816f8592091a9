#include <fmt/format.h>

#include <cstdlib>

#include "base/text.h"
#include "open_data/bg_social.h"
#include "open_data/entry_fields.h"
#include "open_data/hsds_shape.h"
#include "territory/territory.h"

namespace gishe::open_data {
namespace {

using hsds::text_of;

const json::array& list_in(const json::object& object, std::string_view member) {
  static const json::array none;
  const auto* value = object.if_contains(member);
  return value && value->is_array() ? value->get_array() : none;
}

const json::object& first_in(const json::object& object, std::string_view member) {
  static const json::object none;
  for (const auto& value : list_in(object, member)) {
    if (value.is_object()) return value.get_object();
  }
  return none;
}

std::string link_said(const json::object& object, std::string_view member) {
  auto address = one_line(text_of(object, member), 200);
  if (!address.starts_with("https://") && !address.starts_with("http://")) address.clear();
  return address;
}

std::string phone_said(const json::object& object) {
  std::string number = text_of(first_in(object, "phones"), "number");
  std::erase(number, '"');  // the published examples carry quotes inside the number
  return one_line(number, 60);
}

std::optional<int> age_said(const json::object& object, std::string_view member) {
  const auto text = text_of(object, member);
  if (text.empty()) return std::nullopt;
  const double years = std::atof(text.c_str());
  if (years < 0 || years > 130) return std::nullopt;
  return static_cast<int>(years);
}

int number_said(const json::object& object, std::string_view member, int max) {
  const double n = std::atof(text_of(object, member).c_str());
  return n >= 0 && n <= max ? static_cast<int>(n) : 0;
}

std::string state_said(std::string_view status) {
  if (status == "active") return "published";
  if (status == "defunct") return "archived";
  return "suspended";  // inactive, temporarily closed, and what nobody knows
}

std::string hours_said(const json::object& object) {
  const auto& first = first_in(object, "schedules");
  const auto words = one_line(text_of(first, "description"), 1000);
  if (!words.empty() || first.empty()) return words;
  return one_line(
      fmt::format("{} {}–{}", text_of(first, "byday"), text_of(first, "opens_at"), text_of(first, "closes_at")));
}

directory::Capacity capacity_said(const json::object& object) {
  directory::Capacity c;
  const auto& first = first_in(object, "capacities");
  c.updated_on = Day::from_iso(text_of(first, "updated").substr(0, 10));
  if (!c.updated_on) return c;
  constexpr int places_max = 10'000;
  c.places_free = number_said(first, "available", places_max);
  c.places_total = std::max(c.places_free, number_said(first, "maximum", places_max));
  c.waiting = number_said(first, "bg_waiting", places_max);
  const auto status = text_of(first, "bg_status");
  if (text::one_of(
          std::initializer_list<std::string_view>{"capacity", "no_capacity", "waitlist", "assessment_required"},
          status))
    c.status = status;
  else
    c.status = c.places_free > 0 ? "capacity" : c.waiting > 0 ? "waitlist" : "no_capacity";
  return c;
}

std::string code_said(const json::object& object, std::string_view scheme) {
  const auto codes = bg_social::codes_in(object, scheme);
  if (codes.empty()) return {};
  for (const auto& s : bg_social::schemes()) {
    if (s.name == scheme) return text::one_of(s.codes, codes.front()) ? codes.front() : std::string();
  }
  return {};
}

directory::Classification classification_said(const json::object& d) {
  directory::Classification c;
  c.access_class = code_said(d, bg_social::access_class);
  c.purpose = code_said(d, bg_social::purpose);
  c.environment = code_said(d, bg_social::environment);
  c.duration_class = code_said(d, bg_social::duration);
  c.planning_level = code_said(d, bg_social::planning_level);
  c.funding = code_said(d, bg_social::funding);
  c.licence_no = one_line(text_of(d, "bg_licence_no"), 60);
  c.licence_valid_to = Day::from_iso(text_of(d, "bg_licence_valid_to"));
  c.legal_basis = one_line(text_of(d, "bg_legal_basis"));
  c.substitute_places = number_said(d, "bg_substitute_care_places", 10'000);
  return c;
}

/// What is neither left out nor "public", letter for letter, was meant to hide.
std::string visibility_said(const json::object& d) {
  std::string hidden;
  for (const auto& [name, value] : d) {
    if (text::lower(text::tidy(name)) != "visibility" || value.is_null()) continue;
    const auto* said = value.if_string();
    if (said && (said->empty() || *said == "public")) continue;
    hidden = said && *said == "partner" ? "partner" : "restricted";
  }
  return hidden.empty() ? "public" : hidden;
}

void areas_said(const json::object& d, directory::Service& s) {
  for (const auto& area : list_in(d, "service_areas")) {
    if (!area.is_object()) continue;
    const auto kind = text_of(area.get_object(), "extent_type"), extent = text_of(area.get_object(), "extent");
    if (kind == "ISO 3166-1" && extent == "BG") s.serves_everywhere = true;
    if (kind != "NSI") continue;
    if (auto code = MunicipalityCode::parse(extent)) s.serves.push_back(*code);
  }
}

void papers_said(const json::object& d, directory::NewService& n) {
  for (const auto& paper : list_in(d, "required_documents")) {
    if (!paper.is_object()) continue;
    const auto code = text_of(paper.get_object(), "bg_code");
    if (!code.empty())
      n.service.papers.push_back(one_line(code, 60));
    else if (auto words = fit(text_of(paper.get_object(), "document")); !words.empty())
      n.papers_in_words.push_back(std::move(words));
  }
}

}  // namespace

std::string fit(std::string text, std::size_t bytes_max) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') c = ' ';
  }
  if (text.size() > bytes_max) {
    text.resize(bytes_max);
    while (!text.empty() && !text::is_plain(text, text::Lines::many)) text.pop_back();
  }
  if (!text::is_plain(text, text::Lines::many)) return {};
  return text::tidy(text, text::Lines::many);
}

std::string one_line(std::string text, std::size_t bytes_max) { return text::tidy(fit(std::move(text), bytes_max)); }

directory::NewOrganisation organisation_said(const json::object& d) {
  directory::NewOrganisation n;
  auto& o = n.organisation;
  if (const auto id = OrganisationId::parse(text_of(d, "id"))) o.id = *id;
  o.name = one_line(text_of(d, "name"));
  o.kind = text_of(d, "bg_kind");
  if (!text::one_of(std::initializer_list<std::string_view>{"municipal", "ngo", "private", "state"}, o.kind))
    o.kind = "ngo";
  o.email = one_line(text_of(d, "email"), 120);
  o.website = link_said(d, "website");
  o.phone = phone_said(d);
  if (auto code = MunicipalityCode::parse(text_of(d, "bg_municipality"))) o.municipality = *code;
  for (const auto& one : list_in(d, "organization_identifiers")) {
    const auto number = one.is_object() ? text_of(one.get_object(), "identifier") : std::string();
    if (o.eik.empty() && directory::is_eik(number)) o.eik = number;
  }
  n.description = fit(text_of(d, "description"));
  return n;
}

directory::NewLocation location_said(const KnowsSettlement& is_known, const json::object& d) {
  directory::NewLocation l;
  if (const auto id = LocationId::parse(text_of(d, "id"))) l.id = *id;
  if (const auto owner = OrganisationId::parse(text_of(d, "organization_id"))) l.organisation = *owner;
  l.name = one_line(text_of(d, "name"));
  l.kind = text_of(d, "location_type");
  if (l.kind != "postal" && l.kind != "virtual") l.kind = "physical";
  l.visibility = visibility_said(d);
  if (text_of(d, "external_identifier_type") == "EKATTE") {
    const auto code = Ekatte::parse(text_of(d, "external_identifier"));
    if (code && is_known(*code)) l.settlement = *code;
  }
  const auto& address = first_in(d, "addresses");
  l.address = one_line(text_of(address, "address_1"));
  const auto city = one_line(text_of(address, "city"));
  if (l.settlement.empty() && !l.address.empty() && !city.empty()) l.address += ", " + city;
  l.postal_code = one_line(text_of(address, "postal_code"), 20);
  const double latitude = std::atof(text_of(d, "latitude").c_str());
  const double longitude = std::atof(text_of(d, "longitude").c_str());
  if (latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180) {
    l.latitude = latitude;
    l.longitude = longitude;
  }
  return l;
}

directory::NewService service_said(const json::object& d) {
  directory::NewService n;
  auto& s = n.service;
  if (const auto id = ServiceId::parse(text_of(d, "id"))) s.id = *id;
  if (const auto owner = OrganisationId::parse(text_of(d, "organization_id"))) s.organisation = *owner;
  s.name = one_line(text_of(d, "name"));
  s.alternate_name = one_line(text_of(d, "alternate_name"));
  s.description = fit(text_of(d, "description"));
  s.status = state_said(text_of(d, "status"));
  s.email = one_line(text_of(d, "email"), 120);
  s.website = link_said(d, "url");
  const auto fees = text_of(d, "fees_description");
  s.fees = one_line(fees.empty() ? text_of(d, "fees") : fees, 1000);
  s.eligibility = fit(text_of(d, "eligibility_description"));
  s.application_process = fit(text_of(d, "application_process"));
  s.alert = fit(text_of(d, "alert"), 1000);
  s.age_min = age_said(d, "minimum_age");
  s.age_max = age_said(d, "maximum_age");
  s.confirmed_on = Day::from_iso(text_of(d, "assured_date"));
  s.phone = phone_said(d);
  s.hours = hours_said(d);
  s.capacity = capacity_said(d);
  s.classification = classification_said(d);
  s.type = code_said(d, bg_social::service_type);
  if (s.type.empty()) s.type = directory::unclassified;
  s.target_groups = bg_social::codes_in(d, bg_social::target_group);
  s.needs = bg_social::codes_in(d, bg_social::need);
  s.referral_required = text_of(d, "bg_referral_required") == "true";
  s.accepts_referrals = false;  // nobody of theirs has an account here
  if (const int months = number_said(d, "bg_update_months", 60); months > 0) s.update_months = months;
  if (auto code = MunicipalityCode::parse(text_of(d, "bg_municipality"))) s.municipality = *code;
  for (const auto& language : list_in(d, "languages")) {
    if (!language.is_object()) continue;
    if (auto code = one_line(text_of(language.get_object(), "code"), 20); !code.empty()) s.languages.push_back(code);
  }
  areas_said(d, s);
  papers_said(d, n);
  return n;
}

}  // namespace gishe::open_data
