#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/text.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/eik.h"
#include "directory/hsds_package.h"
#include "directory/service_store.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

using hsds::Package;
using hsds::Record;

/// Text fit to be kept: control characters become blanks, too long is cut at a whole letter.
std::string fit(std::string text, std::size_t bytes_max = 4000) {
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
std::string one_line(std::string text, std::size_t bytes_max = 400) {
  return text::tidy(fit(std::move(text), bytes_max));
}

/// Only what a link may lead to: no javascript: or data: from a file of somebody else's.
std::string web_address(const std::string& text) {
  auto address = one_line(text, 200);
  if (!address.starts_with("https://") && !address.starts_with("http://")) address.clear();
  return address;
}

std::optional<double> degrees(const std::string& text, double limit) {
  double n = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), n);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !(n >= -limit && n <= limit))
    return std::nullopt;
  return n;
}

std::optional<int> whole_number(const std::string& text, int max) {
  int n = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), n);
  if (end.ec != std::errc() || n < 0 || n > max) return std::nullopt;
  return n;
}

std::string state_of(const std::string& hsds_status) {
  if (hsds_status == "active") return "published";
  if (hsds_status == "defunct") return "archived";
  return "suspended";  // inactive, temporarily closed, and what we do not know
}

class Import {
 public:
  Import(db::Tx& tx, Package& package, const MunicipalityCode& fallback)
      : m_tx(tx), m_package(package), m_fallback(fallback) {}

  void run() {
    for (const auto& r : m_package.table("organizations")) organisation(r);
    for (const auto& r : m_package.table("locations")) location(r);
    for (const auto& r : m_package.table("services")) service(r);
    for (const auto& r : m_package.table("service_capacity")) {
      if (!m_services.contains(r.get("service_id"))) refuse(r, "belongs to no service of this data set");
    }
  }
  Imported done;

 private:
  void refuse(const Record& r, std::string_view why) { m_package.refuse(fmt::format("{}: {}", r.where, why)); }

  template <class IdType>
  std::optional<IdType> new_id(const Record& r, std::set<std::string>& seen) {
    const auto id = IdType::parse(r.get("id"));
    if (!id) {
      refuse(r, fmt::format("has an id that is no UUID: {}", r.get("id")));
      return std::nullopt;
    }
    // A nested JSON repeats the same thing in several places; the first stands.
    if (!seen.insert(r.get("id")).second) return std::nullopt;
    return id;
  }

  void organisation(const Record& r) {
    const auto id = new_id<OrganisationId>(r, m_organisations);
    if (!id) return;
    NewOrganisation n;
    n.source = "hsds";
    n.description = fit(r.get("description"));
    Organisation& o = n.organisation;
    o.id = *id;
    o.name = one_line(r.get("name"));
    o.kind = "ngo";
    o.municipality = m_fallback;
    o.email = one_line(r.get("email"), 120);
    o.website = web_address(r.get("website"));
    for (const auto* identifier : m_package.where("organization_identifiers", "organization_id", r.get("id"))) {
      if (is_eik(identifier->get("identifier"))) o.eik = identifier->get("identifier");
    }
    if (const auto phones = m_package.where("phones", "organization_id", r.get("id")); !phones.empty()) {
      o.phone = number_of(*phones.front());
    }
    if (o.name.empty()) return drop(r, "has no name", m_organisations);
    if (source_of_organisation(m_tx, *id) == "own") return refuse(r, "is an entry of our own; it was left as it is");
    store_organisation(m_tx, n);
    ++done.organisations;
  }

  void location(const Record& r) {
    const auto id = new_id<LocationId>(r, m_locations);
    if (!id) return;
    NewLocation l;
    l.id = *id;
    const auto owner = OrganisationId::parse(r.get("organization_id"));
    if (owner && m_organisations.contains(r.get("organization_id"))) l.organisation = *owner;
    l.name = one_line(r.get("name"));
    const std::string& kind = r.get("location_type");
    l.kind = kind == "postal" || kind == "virtual" ? kind : "physical";
    if (const auto addresses = m_package.where("addresses", "location_id", r.get("id")); !addresses.empty()) {
      const Record& a = *addresses.front();
      l.address = one_line(a.get("address_1") + (a.get("city").empty() ? "" : ", " + a.get("city")));
      l.postal_code = one_line(a.get("postal_code"), 20);
    }
    if (r.get("external_identifier_type") == "EKATTE") {
      const auto code = Ekatte::parse(r.get("external_identifier"));
      const auto settlement = code ? territory::find_settlement(m_tx, *code) : std::nullopt;
      if (settlement) {
        l.settlement = settlement->code;
        m_municipality_of[r.get("id")] = settlement->municipality;
      } else {
        refuse(r, fmt::format("names an unknown settlement: {}", r.get("external_identifier")));
      }
    }
    if (!r.get("latitude").empty() || !r.get("longitude").empty()) {
      const auto latitude = degrees(r.get("latitude"), 90), longitude = degrees(r.get("longitude"), 180);
      if (latitude && longitude) {
        l.latitude = *latitude;
        l.longitude = *longitude;
      } else {
        refuse(r, fmt::format("has unfit coordinates ({}, {}); taken without them", r.get("latitude"),
                              r.get("longitude")));
      }
    }
    store_location(m_tx, l);
    ++done.locations;
  }

  void service(const Record& r) {
    const auto id = new_id<ServiceId>(r, m_services);
    if (!id) return;
    const auto organisation = OrganisationId::parse(r.get("organization_id"));
    NewService n;
    n.source = "hsds";
    Service& s = n.service;
    s.id = *id;
    s.name = one_line(r.get("name"));
    if (s.name.empty()) return drop(r, "has no name", m_services);
    if (!organisation || source_of_organisation(m_tx, *organisation).empty()) {
      return drop(r, fmt::format("names an unknown organisation: {}", r.get("organization_id")), m_services);
    }
    if (source_of_service(m_tx, *id) == "own") return refuse(r, "is an entry of our own; it was left as it is");
    s.organisation = *organisation;
    s.description = fit(r.get("description"));
    s.status = state_of(r.get("status"));
    s.email = one_line(r.get("email"), 120);
    s.website = web_address(r.get("url"));
    s.fees = one_line(r.get("fees_description").empty() ? r.get("fees") : r.get("fees_description"), 1000);
    s.age_min = whole_number(r.get("minimum_age"), 130);
    s.age_max = whole_number(r.get("maximum_age"), 130);
    s.confirmed_on = Day::from_iso(r.get("assured_date"));
    s.accepts_referrals = false;  // nobody of theirs has an account here
    s.municipality = m_fallback;
    place(r, n);
    Remains remains = remains_of(r, s);
    s.type = type_of(remains);
    capacity(r, s);
    store_service(m_tx, n);
    store_remains(m_tx, s.id, remains);
    ++done.services;
  }

  void drop(const Record& r, std::string_view why, std::set<std::string>& from) {
    refuse(r, why);
    from.erase(r.get("id"));
  }

  static std::string number_of(const Record& phone) {
    std::string number = phone.get("number");
    std::erase(number, '"');  // the published examples carry quotes inside the number
    return one_line(number, 60);
  }

  /// Phone and place: the service's own, else those of where it is given.
  void place(const Record& r, NewService& n) {
    auto phones = m_package.where("phones", "service_id", r.get("id"));
    for (const auto* at : m_package.where("service_at_location", "service_id", r.get("id"))) {
      if (!m_locations.contains(at->get("location_id"))) {
        refuse(*at, fmt::format("names an unknown place: {}", at->get("location_id")));
        continue;
      }
      if (!n.location) n.location = LocationId::parse(at->get("location_id"));
      if (const auto found = m_municipality_of.find(at->get("location_id")); found != m_municipality_of.end()) {
        n.service.municipality = found->second;
      }
      if (phones.empty()) phones = m_package.where("phones", "service_at_location_id", at->get("id"));
      if (phones.empty()) phones = m_package.where("phones", "location_id", at->get("location_id"));
    }
    if (!phones.empty()) n.service.phone = number_of(*phones.front());
  }

  Remains remains_of(const Record& r, Service& s) {
    Remains remains;
    const std::string& id = r.get("id");
    for (const auto* p : m_package.where("required_documents", "service_id", id)) {
      if (auto words = fit(p->get("document")); !words.empty()) remains.papers.push_back(std::move(words));
    }
    for (const auto* a : m_package.where("service_areas", "service_id", id)) {
      if (auto words = fit(a->get("name")); !words.empty()) remains.areas.push_back(std::move(words));
    }
    for (const auto* c : m_package.where("cost_options", "service_id", id)) {
      auto words = one_line(fmt::format("{} {} {} {}", c->get("option"), c->get("amount"), c->get("currency"),
                                        c->get("amount_description")));
      if (!words.empty()) remains.costs.push_back(std::move(words));
    }
    for (const auto* h : m_package.where("schedules", "service_id", id)) {
      remains.hours.push_back({one_line(h->get("byday"), 60), one_line(h->get("opens_at"), 20),
                               one_line(h->get("closes_at"), 20), fit(h->get("description"), 1000)});
    }
    if (!remains.hours.empty()) {
      const auto& h = remains.hours.front();
      s.hours = text::tidy(h.words.empty() ? fmt::format("{} {}–{}", h.byday, h.opens_at, h.closes_at) : h.words);
    }
    for (const auto* a : m_package.where("attributes", "link_id", id)) remains.attributes.push_back(attribute(*a));
    return remains;
  }

  Remains::Attribute attribute(const Record& r) {
    Remains::Attribute a{"", one_line(r.get("value")), fit(r.get("label"), 400)};
    for (const auto* term : m_package.where("taxonomy_terms", "id", r.get("taxonomy_term_id"))) {
      a.taxonomy = one_line(term->get("taxonomy"));
      if (!term->get("code").empty()) a.term = one_line(term->get("code"));
      if (a.words.empty()) a.words = one_line(term->get("name"));
    }
    return a;
  }

  /// Only the taxonomy of our own profile is understood; every other stays text.
  static std::string type_of(const Remains& remains) {
    for (const auto& a : remains.attributes) {
      if (a.taxonomy == "bg_service_type" && is_service_type(a.term)) return a.term;
    }
    return std::string(unclassified);
  }

  void capacity(const Record& r, Service& s) {
    const auto rows = m_package.where("service_capacity", "service_id", r.get("id"));
    if (rows.empty()) return;
    const auto updated = Day::from_iso(rows.front()->get("updated").substr(0, 10));
    const auto free = whole_number(rows.front()->get("available"), 10'000);
    if (!updated || !free) return refuse(*rows.front(), "has no fit available or updated");
    s.capacity.places_free = *free;
    s.capacity.places_total = std::max(*free, whole_number(rows.front()->get("maximum"), 10'000).value_or(*free));
    s.capacity.status = *free > 0 ? "capacity" : "no_capacity";
    s.capacity.updated_on = updated;
  }

  db::Tx& m_tx;
  Package& m_package;
  MunicipalityCode m_fallback;
  std::set<std::string> m_organisations, m_locations, m_services;
  std::map<std::string, MunicipalityCode> m_municipality_of;  // by location
};

}  // namespace

Imported import_hsds(Office& office, const std::string& path, const MunicipalityCode& fallback_municipality,
                     const std::function<void(int)>& progress) {
  const Package package = hsds::read_package(path);
  if (progress) progress(30);
  Imported imported = office.db.write([&](db::Tx& tx) {
    Package once = package;  // the transaction may be tried again
    Import import(tx, once, fallback_municipality);
    import.run();
    import.done.refused = once.refused;
    if (import.done.organisations + import.done.services > 0) {
      Actor command_line;
      command_line.session = "command line";
      office.note(tx, command_line,
                  {"directory.imported", fallback_municipality, "", Uuid{}, "command line", "hsds", {}});
    }
    return import.done;
  });
  if (progress) progress(100);
  return imported;
}

}  // namespace gishe::directory
