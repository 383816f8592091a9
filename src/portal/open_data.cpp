#include "portal/open_data.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <initializer_list>

#include "base/csv.h"
#include "base/text.h"
#include "platform/words/words.h"

namespace gishe::portal {
namespace {

namespace json = boost::json;

constexpr std::string_view authority = "http://publications.europa.eu/resource/authority/";

json::object link(std::string_view address) { return {{"@id", address}}; }
json::object in_authority(std::string_view rest) { return link(fmt::format("{}{}", authority, rest)); }

/// The words of a key in all three languages.
json::array said(std::string_view key) {
  json::array texts;
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    texts.push_back({{"@language", words::code(language)}, {"@value", words::Words(language)(key)}});
  }
  return texts;
}

json::object typed(std::string_view value, std::string_view type) { return {{"@value", value}, {"@type", type}}; }

json::object contact(const Catalogue& what) {
  return {
      {"@type", "vcard:Kind"}, {"vcard:fn", said("open_data.publisher")}, {"vcard:hasURL", link(what.address + "/")}};
}

json::object agent() {
  return {{"@type", "foaf:Agent"},
          {"foaf:name", said("open_data.publisher")},
          {"dct:type", link("http://purl.org/adms/publishertype/LocalAuthority")}};
}

json::object csv_file(const Catalogue& what, std::string_view path) {
  return {{"@type", "dcat:Distribution"},
          {"@id", fmt::format("{}{}#file", what.address, path)},
          {"dct:title", said("open_data.csv")},
          {"dct:description", said("open_data.csv")},
          {"dcat:accessURL", link(what.address + "/open-data")},
          {"dcat:downloadURL", link(fmt::format("{}{}", what.address, path))},
          {"dct:format", in_authority("file-type/CSV")},
          {"dcat:mediaType", link("http://www.iana.org/assignments/media-types/text/csv")},
          {"dct:license", link(open_data_licence)},
          {"dcatap:availability", in_authority("planned-availability/STABLE")}};
}

json::object through_api(const Catalogue& what) {
  return {{"@type", "dcat:Distribution"},
          {"@id", what.address + "/api/v1/services#rows"},
          {"dct:title", said("open_data.json")},
          {"dct:description", said("open_data.json")},
          {"dcat:accessURL", link(what.address + "/api/v1/services")},
          {"dcat:accessService", link(what.address + "/api/v1")},
          {"dct:format", in_authority("file-type/JSON")},
          {"dcat:mediaType", link("http://www.iana.org/assignments/media-types/application/json")},
          {"dct:license", link(open_data_licence)},
          {"dcatap:availability", in_authority("planned-availability/STABLE")}};
}

json::array themes() { return {in_authority("data-theme/SOCI"), in_authority("data-theme/GOVE")}; }

json::object dataset(const Catalogue& what, std::string_view name, json::array distributions) {
  const std::string key = fmt::format("open_data.{}", name);
  return {{"@type", "dcat:Dataset"},
          {"@id", fmt::format("{}/open-data#{}", what.address, name)},
          {"dct:title", said(key)},
          {"dct:description", said(key + ".what")},
          {"dct:identifier", fmt::format("{}/open-data#{}", what.address, name)},
          {"dct:publisher", link(what.address + "/open-data#publisher")},
          {"dct:modified", typed(what.issued_on.iso(), "xsd:date")},
          {"dct:accrualPeriodicity", in_authority("frequency/CONT")},
          {"dct:accessRights", in_authority("access-right/PUBLIC")},
          {"dcat:theme", themes()},
          {"dcat:keyword", said("open_data.services")},
          {"dcat:contactPoint", contact(what)},
          {"dct:spatial", in_authority("country/BGR")},
          {"dct:language", in_authority("language/BUL")},
          {"dcat:distribution", std::move(distributions)}};
}

json::object data_service(const Catalogue& what) {
  return {{"@type", "dcat:DataService"},
          {"@id", what.address + "/api/v1"},
          {"dct:title", said("open_data.api")},
          {"dcat:endpointURL", link(what.address + "/api/v1")},
          {"dcat:endpointDescription", link(what.address + "/api/v1/openapi.json")},
          {"dct:publisher", link(what.address + "/open-data#publisher")},
          {"dct:conformsTo", link("https://spec.openapis.org/oas/v3.1.0")},
          {"dcat:theme", themes()},
          {"dcat:keyword", said("open_data.services")},
          {"dcat:contactPoint", contact(what)},
          {"dcat:servesDataset", link(what.address + "/open-data#services")},
          {"dct:license", link(open_data_licence)},
          {"dct:accessRights", in_authority("access-right/PUBLIC")}};
}

void add_row(std::string& lines, std::initializer_list<std::string> fields) {
  bool first = true;
  for (const std::string& field : fields) {
    if (!first) lines += ',';
    lines += field;
    first = false;
  }
  lines += "\r\n";
}

std::string number(const std::optional<int>& n) { return n ? std::to_string(*n) : ""; }
std::string degrees(double value) { return value == 0 ? "" : fmt::format("{:.5f}", value); }
std::string codes(const std::vector<std::string>& list) { return csv::cell(text::join(list, " ")); }
std::string day(const std::optional<Day>& on) { return on ? on->iso() : ""; }

}  // namespace

std::string catalogue(const Catalogue& what) {
  json::array services{csv_file(what, "/open-data/services.csv"), through_api(what)};
  json::array places{csv_file(what, "/open-data/places.csv")};
  auto publisher = agent();
  publisher["@id"] = what.address + "/open-data#publisher";
  json::object catalogue{{"@context",
                          {{"dcat", "http://www.w3.org/ns/dcat#"},
                           {"dct", "http://purl.org/dc/terms/"},
                           {"foaf", "http://xmlns.com/foaf/0.1/"},
                           {"vcard", "http://www.w3.org/2006/vcard/ns#"},
                           {"dcatap", "http://data.europa.eu/r5r/"},
                           {"xsd", "http://www.w3.org/2001/XMLSchema#"}}},
                         {"@type", "dcat:Catalog"},
                         {"@id", what.address + "/open-data"},
                         {"dct:title", said("open_data.title")},
                         {"dct:description", said("open_data.what")},
                         {"dct:publisher", std::move(publisher)},
                         {"dct:license", link(open_data_licence)},
                         {"dct:language", json::array{in_authority("language/BUL"), in_authority("language/ITA"),
                                                      in_authority("language/ENG")}},
                         {"dct:modified", typed(what.issued_on.iso(), "xsd:date")},
                         {"dcat:themeTaxonomy", in_authority("data-theme")},
                         {"foaf:homepage", link(what.address + "/")},
                         {"dct:spatial", in_authority("country/BGR")},
                         {"dcat:dataset", json::array{dataset(what, "services", std::move(services)),
                                                      dataset(what, "places", std::move(places))}},
                         {"dcat:service", json::array{data_service(what)}}};
  return json::serialize(catalogue);
}

std::string services_csv(const std::vector<directory::Service>& services) {
  using csv::cell;
  std::string lines(csv::byte_order_mark);
  lines +=
      "id,name,organisation,organisation_kind,type,state,municipality,settlement,address,latitude,longitude,phone,"
      "email,website,hours,fees,target_groups,needs,papers,age_min,age_max,referral_required,serves,serves_everywhere,"
      "capacity,places_total,places_free,waiting,capacity_updated_on,confirmed_on\r\n";
  for (const auto& s : services) {
    std::vector<std::string> serves;
    for (const auto& m : s.serves) serves.push_back(m.text);
    const bool counted = s.capacity.updated_on && !s.capacity.state_only;
    const auto count = [&](int n) { return counted ? std::to_string(n) : std::string(); };
    add_row(lines, {s.id.text(),
                    cell(s.name),
                    cell(s.organisation_name),
                    s.organisation_kind,
                    s.type,
                    s.status,
                    s.municipality.text,
                    s.settlement.text,
                    cell(s.address),
                    degrees(s.latitude),
                    degrees(s.longitude),
                    cell(s.phone),
                    cell(s.email),
                    cell(s.website),
                    cell(s.hours),
                    cell(s.fees),
                    codes(s.target_groups),
                    codes(s.needs),
                    codes(s.papers),
                    number(s.age_min),
                    number(s.age_max),
                    s.referral_required ? "true" : "false",
                    codes(serves),
                    s.serves_everywhere ? "true" : "false",
                    s.capacity.status,
                    count(s.capacity.places_total),
                    count(s.capacity.places_free),
                    count(s.capacity.waiting),
                    counted ? day(s.capacity.updated_on) : "",
                    day(s.confirmed_on)});
  }
  return lines;
}

std::string places_csv(const std::vector<PlaceRow>& rows) {
  std::string lines(csv::byte_order_mark);
  lines += "settlement,name,municipality,type,services\r\n";
  for (const auto& r : rows) {
    add_row(lines, {r.ekatte, csv::cell(r.name), r.municipality, r.type, std::to_string(r.services)});
  }
  return lines;
}

}  // namespace gishe::portal
