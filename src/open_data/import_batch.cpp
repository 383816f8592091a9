#include "open_data/import_batch.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "open_data/entry_fields.h"
#include "open_data/hidden_rows.h"
#include "open_data/hsds_shape.h"
#include "open_data/term_store.h"
#include "territory/territory.h"

namespace gishe::open_data {
namespace {

using hsds::id_of;
using hsds::text_of;

constexpr int services_a_batch = 1000;
constexpr std::size_t roots_a_batch = 6000;

Uuid own_id(const Root& root) { return id_of(root.object).value_or(Uuid{}); }

/// What was known before and is not told now stays.
void keep_what_was_known(json::object& now, const json::object& before) {
  for (const auto& [name, value] : before) now.emplace(name, value);
}

/// The order of members says nothing.
bool says_the_same(const std::string& before, const std::string& now) {
  if (before == now) return true;
  if (before.size() != now.size()) return false;
  const auto one = parse_object(before), other = parse_object(now);
  return one && other && *one == *other;
}

}  // namespace

void ImportBatches::add(Root&& root) {
  const bool full = m_roots.size() >= roots_a_batch || m_services >= services_a_batch;
  // A service and its pairs stay together.
  if (full && root.table != hsds::service_at_location) flush();
  m_services += root.table == hsds::services;
  if (root.table == hsds::service_at_location) {
    const auto service = id_of(root.object, "service_id");
    const auto place = id_of(root.object, "location_id");
    if (service && place) m_places_of[*service].push_back(*place);
    if (place) m_place_of_pair[own_id(root)] = *place;
  }
  m_roots.push_back(std::move(root));
}

ImportBatches::Before ImportBatches::find_before(db::Session& session) const {
  std::map<std::string, std::vector<Uuid>> ids;
  for (const auto& root : m_roots) ids[root.table].push_back(own_id(root));
  Before before;
  for (const auto& [kind, some] : ids) {
    each_body(session, kind, some,
              [&](const Uuid& id, std::string_view body) { before.emplace(std::pair(kind, id), body); });
  }
  return before;
}

/// The places of this batch, as they are in the database.
void ImportBatches::find_kept(db::Session& session) {
  m_kept.clear();
  std::vector<LocationId> places;
  for (const auto& root : m_roots) {
    if (root.table == hsds::locations) places.push_back({own_id(root)});
  }
  for (auto& known : directory::list_known_places(session, places)) m_kept.emplace(known.id, std::move(known));
}

void ImportBatches::flush() {
  if (m_roots.empty()) return;
  Work work;
  wait();
  m_office.db.read([&](db::Session& session) {
    auto before = find_before(session);
    find_kept(session);
    m_meanings = list_meanings(session);
    if (m_needs.empty()) m_needs = directory::list_needs(session);
    for (auto& root : m_roots) prepare(session, root, before, work);
  });
  counts.organisations += static_cast<int>(work.organisations.size());
  counts.locations += static_cast<int>(work.locations.size());
  counts.services += static_cast<int>(work.services.size());
  counts.others += static_cast<int>(work.documents.size() - work.organisations.size() - work.locations.size() -
                                    work.services.size());
  m_roots.clear();
  m_places_of.clear();
  m_place_of_pair.clear();
  m_services = 0;
  if (m_dry || work.documents.size() + work.counted.size() == 0) return;
  m_writing = std::async(std::launch::async, [this, whole = std::move(work)] { write(whole); });
}

void ImportBatches::write(const Work& work) {
  m_office.db.write([&](db::Tx& tx) {
    for (const auto& one : work.organisations) directory::store_organisation(tx, one);
    for (const auto& one : work.locations) directory::store_location(tx, one);
    for (const auto* list : {&work.services, &work.counted}) {
      for (const auto& one : *list) {
        directory::store_service(tx, one.entry);
        if (one.given) store_given(tx, one.entry.service.id, *one.given);
        if (!one.given && !one.entry.is_new) drop_given(tx, one.entry.service.id);
      }
    }
    for (const auto& [document, is_new] : work.documents) {
      store_document(tx, document, is_new);
      if (document.kind == hsds::services && !is_new) list_document(tx, document.id, document.listed);
    }
    for (const auto& id : work.closed) entry_changed(tx, {directory::EntryChange::What::location, id, m_at});
  });
}

void ImportBatches::wait() {
  if (m_writing.valid()) m_writing.get();
}

void ImportBatches::finish() {
  flush();
  wait();
  // Who gave a term a meaning meanwhile may have gone through the entries before the last ones were there.
  if (counts.services > 0 && !m_dry) m_office.db.write([&](db::Tx& tx) { wait_again_since(tx, m_at); });
}

void ImportBatches::prepare(db::Session& session, Root& root, Before& before, Work& work) {
  const auto id = own_id(root);
  const auto there = before.find({root.table, id});
  const bool is_new = there == before.end();
  if (root.weak && !is_new) {
    if (auto known = parse_object(there->second)) keep_what_was_known(root.object, *known);
  }
  bool listed = true;
  if (root.table == hsds::organizations && !organisation(session, root, is_new, work)) return;
  if (root.table == hsds::locations && !location(session, root, work)) return;
  if (root.table == hsds::services) {
    if (!service(session, root, is_new, work)) return;
    listed = work.services.back().entry.service.listed();
  }
  if (root.table == hsds::service_at_location && !pair(session, root, work)) return;
  auto document = document_of(root.table, root.object, listed, m_at);
  if (root.table == hsds::locations && work.locations.back().latitude == 0) {
    document.latitude.reset();
    document.longitude.reset();
  }
  if (root.table == hsds::service_at_location) document.listed = m_listed;
  if (!is_new && says_the_same(there->second, document.body)) {
    ++counts.unchanged;
    if (root.table == hsds::organizations) work.organisations.pop_back();
    if (root.table == hsds::locations) work.locations.pop_back();
    if (root.table == hsds::services) {
      // How many places are free stands in no document of a hidden one.
      if (work.services.back().entry.service.restricted) work.counted.push_back(std::move(work.services.back()));
      work.services.pop_back();
    }
    return;
  }
  before[{root.table, id}] = document.body;
  work.documents.emplace_back(std::move(document), is_new);
}

const std::string& ImportBatches::source_of_organisation(db::Session& session, const Uuid& id) {
  const auto [at, is_new] = m_owners.try_emplace(id);
  if (is_new) at->second = directory::source_of_organisation(session, OrganisationId{id});
  return at->second;
}

bool ImportBatches::organisation(db::Session& session, Root& root, bool is_new, Work& work) {
  const auto id = own_id(root);
  if (!is_new && source_of_organisation(session, id) == "own") {
    if (!root.weak) m_report.row(root.at, "is an entry of our own; it was left as it is");
    return false;
  }
  auto n = organisation_said(root.object);
  if (n.organisation.name.empty()) {
    m_report.row(root.at, "has no name", "name");
    return false;
  }
  n.source = "hsds";
  n.modified_at = m_at;
  n.quiet = true;
  if (n.organisation.municipality.empty()) n.organisation.municipality = m_fallback;
  m_owners[id] = "hsds";
  work.organisations.push_back(std::move(n));
  return true;
}

const std::vector<territory::Settlement>& ImportBatches::with_postcode(db::Session& session,
                                                                       const std::string& postcode) {
  const auto [at, is_new] = m_postcodes.try_emplace(postcode);
  if (is_new) at->second = territory::list_settlements_with(session, postcode);
  return at->second;
}

const territory::Settlement* ImportBatches::settlement(db::Session& session, const Ekatte& code) {
  const auto [at, is_new] = m_settlements.try_emplace(code.text);
  if (is_new) at->second = territory::find_settlement(session, code);
  return at->second ? &*at->second : nullptr;
}

/// Coordinates that cannot be, or lie far from the place named, and a postcode of another municipality.
void ImportBatches::look_at_place(db::Session& session, const Root& root, directory::NewLocation& l, bool& unusable) {
  const auto latitude = text_of(root.object, "latitude"), longitude = text_of(root.object, "longitude");
  const bool said = !latitude.empty() || !longitude.empty();
  if (said && l.latitude == 0 && l.longitude == 0) {
    m_report.note(root.at, "latitude",
                  fmt::format("({}, {}) is nowhere on earth; kept as said, not used", latitude, longitude));
  }
  if (text_of(root.object, "external_identifier_type") != "EKATTE") return;
  const auto* named = l.settlement.empty() ? nullptr : settlement(session, l.settlement);
  if (!named) {
    return m_report.field(
        root.at, "external_identifier",
        fmt::format("\"{}\" is no settlement we know", one_line(text_of(root.object, "external_identifier"), 60)));
  }
  if (said && l.latitude != 0) {
    constexpr double km_max = 30;
    const auto away = territory::estimate_travel(named->latitude, named->longitude, l.latitude, l.longitude);
    if (away.km > km_max) {
      unusable = true;
      m_report.note(root.at, "latitude",
                    fmt::format("({}, {}) is {:.0f} km from {}; kept as said, not used", latitude, longitude, away.km,
                                named->full_name(words::Language::bg)));
    }
  }
  if (l.postal_code.empty()) return;
  const auto& there = with_postcode(session, l.postal_code);
  const bool elsewhere = !there.empty() && std::none_of(there.begin(), there.end(), [&](const auto& s) {
    return s.municipality == named->municipality;
  });
  if (elsewhere) {
    m_report.note(root.at, "postal_code",
                  fmt::format("{} belongs to {}, the place named is {}; the place named counts", l.postal_code,
                              there.front().full_name(words::Language::bg), named->full_name(words::Language::bg)));
  }
}

/// What was hidden once stays hidden, whatever a later file says or leaves out.
void ImportBatches::keep_hidden(const Root& root, directory::NewLocation& l) {
  const auto said = text_of(root.object, "visibility");
  if (l.visibility != "public" && said != l.visibility) {
    m_report.field(
        root.at, "visibility",
        fmt::format("\"{}\" is none of public, partner, restricted; the place is hidden", one_line(said, 60)));
  }
  if (l.visibility != "public") return;
  const auto kept = m_kept.find(l.id.value);
  const auto known = m_locations.find(l.id.value);
  if (kept != m_kept.end()) l.visibility = kept->second.visibility;
  if (known != m_locations.end() && known->second.hidden && l.visibility == "public") l.visibility = "restricted";
  if (l.visibility != "public") m_report.note(root.at, "visibility", "is a hidden place and stays one");
}

bool ImportBatches::location(db::Session& session, Root& root, Work& work) {
  auto l = location_said([&](const Ekatte& code) { return settlement(session, code) != nullptr; }, root.object);
  const auto kept = m_kept.find(l.id.value);
  if (kept != m_kept.end() && kept->second.own) {
    if (!root.weak) m_report.row(root.at, "is a place of our own; it was left as it is");
    return false;
  }
  keep_hidden(root, l);
  bool unusable = false;
  look_at_place(session, root, l, unusable);
  if (unusable) l.latitude = l.longitude = 0;
  if (source_of_organisation(session, l.organisation.value).empty()) l.organisation = {};
  l.modified_at = m_at;
  l.quiet = true;
  l.source = "hsds";
  Known known;
  known.hidden = l.visibility != "public";
  if (!l.settlement.empty() && !known.hidden) {
    known.municipality = settlement(session, l.settlement)->municipality;
  }
  if (known.hidden) root.object = hidden_place(root.object, l.visibility);
  if (known.hidden && kept != m_kept.end() && kept->second.visibility == "public") work.closed.push_back(l.id.value);
  m_locations[l.id.value] = known;
  work.locations.push_back(std::move(l));
  return true;
}

const ImportBatches::Known* ImportBatches::known_location(db::Session& session, const Uuid& id) {
  if (const auto found = m_locations.find(id); found != m_locations.end()) return &found->second;
  const auto stored = directory::find_location(session, LocationId{id});
  if (!stored) return nullptr;
  Known known;
  known.hidden = stored->visibility != "public";
  if (const auto* place = settlement(session, stored->settlement)) known.municipality = place->municipality;
  return &(m_locations[id] = known);
}

/// Before anything is read from it: the first telephone becomes the service's own.
void ImportBatches::drop_rows_of_hidden(db::Session& session, json::object& service) {
  const bool dropped = drop_rows(service, [&](const Uuid& id) {
    const auto pair = m_place_of_pair.find(id);
    const auto* known = known_location(session, pair == m_place_of_pair.end() ? id : pair->second);
    return known && known->hidden;
  });
  if (dropped) drop_metadata(service);
}

bool ImportBatches::service(db::Session& session, Root& root, bool is_new, Work& work) {
  drop_rows_of_hidden(session, root.object);
  auto n = service_said(root.object);
  auto& s = n.service;
  const auto refuse = [&](std::string_view field, std::string why) {
    if (!root.weak) m_report.row(root.at, why, field);
    return false;
  };
  if (s.name.empty()) return refuse("name", "has no name");
  if (s.organisation.is_nil() || source_of_organisation(session, s.organisation.value).empty()) {
    return refuse("organization_id", fmt::format("names an unknown organisation: {}",
                                                 one_line(text_of(root.object, "organization_id"), 60)));
  }
  if (!is_new && directory::source_of_service(session, s.id) == "own") {
    return refuse("id", "is an entry of our own; it was left as it is");
  }
  bool hidden = false;
  for (const auto& place : m_places_of[s.id.value]) {
    const auto* known = known_location(session, place);
    if (!known) continue;
    if (!n.location) n.location = LocationId{place};
    hidden = hidden || known->hidden;
    if (s.municipality.empty()) s.municipality = known->municipality;
  }
  if (s.municipality.empty()) s.municipality = m_fallback;
  s.restricted = hidden;
  if (hidden) hide_where(root.object, s);
  n.source = "hsds";
  n.quiet = true;
  n.is_new = is_new;
  s.modified_at = m_at;
  const bool by_terms = use_meanings(s, root.object, m_meanings);
  const auto given = by_terms ? std::optional(given_by(s, m_needs)) : std::nullopt;
  work.services.push_back({std::move(n), given});
  return true;
}

bool ImportBatches::pair(db::Session& session, Root& root, Work& work) {
  const auto service = id_of(root.object, "service_id");
  const auto place = id_of(root.object, "location_id");
  const Known* known = place ? known_location(session, *place) : nullptr;
  if (!known) {
    m_report.row(root.at, fmt::format("names an unknown place: {}", one_line(text_of(root.object, "location_id"), 60)),
                 "location_id");
    return false;
  }
  Taken* found = nullptr;
  for (auto* list : {&work.counted, &work.services}) {
    const auto at = std::find_if(list->rbegin(), list->rend(),
                                 [&](const Taken& one) { return service && one.entry.service.id.value == *service; });
    if (at != list->rend()) found = &*at;
  }
  bool listed = true;
  if (found) {
    auto& entry = found->entry;
    listed = entry.service.listed();
    if (entry.location && entry.location->value == *place) entry.at_location = own_id(root);
  } else if (service) {
    const auto entry = directory::find_entry(session, ServiceId{*service});
    if (!entry || entry->source == "own") return false;
    listed = entry->service.listed();
  }
  if (!service) return false;
  if (known->hidden) {
    root.object = json::object{
        {"id", text_of(root.object, "id")}, {"service_id", service->text()}, {"location_id", place->text()}};
  }
  m_listed = listed;
  return true;
}

}  // namespace gishe::open_data
