#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "directory/directory.h"

/// What the directory gives away as open data: the catalogue that says so (DCAT-AP 3) and its tables (CSV). Pure.
namespace gishe::portal {

/// Everything is CC BY 4.0: docs/decisions/2026-11-22-open-data.md.
inline constexpr std::string_view open_data_licence =
    "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0";

struct Catalogue {
  std::string address;  // of this server, without a slash at the end
  Day issued_on;        // it is made when it is asked for, and says what is true that day
};
/// JSON-LD. Two datasets, services and the number of services by place, and the API as a data service.
std::string catalogue(const Catalogue& what);

/// RFC 4180 with a byte order mark; codes as in the API. A restricted place has no address, settlement or coordinates.
std::string services_csv(const std::vector<directory::Service>& services);

struct PlaceRow {
  std::string ekatte, name, municipality, type;
  int services;
};
std::string places_csv(const std::vector<PlaceRow>& rows);

}  // namespace gishe::portal
