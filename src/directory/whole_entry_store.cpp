#include "directory/directory.h"
#include "directory/service_store.h"
#include "platform/db/id_list.h"

// Whole entries for those who pass them on (open data), and who is told when one changes. The guarded table of places
// that are not public is not named here.
namespace gishe::directory {
namespace {

using db::Query;

void (*s_listener)(db::Tx&, const EntryChange&) = nullptr;

const Query q_source_of_service{"directory.source_of_service", "SELECT source FROM service WHERE id = $1"};
const Query q_source_of_organisation{"directory.source_of_organisation",
                                     "SELECT source FROM organisation WHERE id = $1"};
const Query q_papers_in_words{"directory.papers_in_words",
                              "SELECT words FROM required_document WHERE service_id = $1 AND words <> ''"
                              " ORDER BY place LIMIT 100"};
const Query q_whole_organisation{"directory.whole_organisation",
                                 "SELECT description, source, modified_at FROM organisation WHERE id = $1"};
const Query q_location{"directory.location",
                       "SELECT organisation_id, name, kind, visibility, settlement, address, postal_code, latitude,"
                       " longitude, source FROM location WHERE id = $1"};
// $1, $2: db::id_list.
const Query q_known_places{"directory.known_places",
                           "SELECT l.id, l.source, l.visibility FROM json_each($2) j CROSS JOIN location l"
                           " WHERE l.id = substr($1, j.value, 16)",
                           "SELECT l.id, l.source, l.visibility FROM location l WHERE l.id IN"
                           " (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)"
                           " FROM json_array_elements_text(CAST($2 AS json)) v)"};
const Query q_with_hidden{"directory.with_hidden_place",
                          "SELECT DISTINCT l.organisation_id FROM json_each($2) j CROSS JOIN location l"
                          " WHERE l.organisation_id = substr($1, j.value, 16) AND l.visibility <> 'public'",
                          "SELECT DISTINCT l.organisation_id FROM location l WHERE l.visibility <> 'public' AND"
                          " l.organisation_id IN (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex')"
                          " AS uuid) FROM json_array_elements_text(CAST($2 AS json)) v)"};
const Query q_entry{"directory.entry",
                    "SELECT s.location_id, s.source, a.id FROM service s LEFT JOIN service_at_location a"
                    " ON a.service_id = s.id AND a.location_id = s.location_id WHERE s.id = $1"};
const Query q_organisation_ids{"directory.organisation_ids",
                               "SELECT id FROM organisation WHERE id > $1 ORDER BY id LIMIT $2"};
const Query q_location_ids{"directory.location_ids", "SELECT id FROM location WHERE id > $1 ORDER BY id LIMIT $2"};
const Query q_service_ids{"directory.service_ids", "SELECT id FROM service WHERE id > $1 ORDER BY id LIMIT $2"};
const Query q_serving{
    "directory.services_serving",
    "SELECT s.id FROM service s LEFT JOIN location l ON l.id = s.location_id WHERE s.listed = 1"
    " AND (s.serves_everywhere = 1 OR ((l.visibility IS NULL OR l.visibility = 'public') AND (EXISTS (SELECT 1 FROM"
    " service_area a WHERE a.service_id = s.id AND a.municipality = $1) OR (s.municipality = $1 AND s.serves = ''))))"
    " ORDER BY s.id LIMIT 1000000"};

}  // namespace

std::vector<Uuid> list_services_serving(db::Session& session, const MunicipalityCode& municipality) {
  std::vector<Uuid> ids;
  session.each(q_serving, {municipality}, [&](const db::Row& r) { ids.push_back(r.uuid(0)); });
  return ids;
}

std::vector<Uuid> list_ids(db::Session& session, EntryChange::What what, const Uuid& after, int limit) {
  const Query& query = what == EntryChange::What::organisation ? q_organisation_ids
                       : what == EntryChange::What::location   ? q_location_ids
                                                               : q_service_ids;
  std::vector<Uuid> ids;
  session.each(query, {after, limit}, [&](const db::Row& r) { ids.push_back(r.uuid(0)); });
  return ids;
}

void set_entry_listener(void (*listener)(db::Tx&, const EntryChange&)) { s_listener = listener; }

void tell_changed(db::Tx& tx, const EntryChange& change) {
  if (s_listener) s_listener(tx, change);
}

std::optional<NewOrganisation> find_whole_organisation(db::Session& session, const OrganisationId& id) {
  auto organisation = find_organisation(session, id);
  if (!organisation) return std::nullopt;
  NewOrganisation whole;
  whole.organisation = std::move(*organisation);
  session.one(q_whole_organisation, {id}, [&](const db::Row& r) {
    whole.description = r.string(0);
    whole.source = r.string(1);
    whole.modified_at = r.instant(2);
  });
  return whole;
}

std::optional<NewLocation> find_location(db::Session& session, const LocationId& id) {
  std::optional<NewLocation> found;
  session.one(q_location, {id}, [&](const db::Row& r) {
    found.emplace();
    found->id = id;
    found->organisation = r.id<OrganisationId>(0);
    found->name = r.string(1);
    found->kind = r.string(2);
    found->visibility = r.string(3);
    found->settlement = r.ekatte(4);
    found->address = r.string(5);
    found->postal_code = r.string(6);
    found->latitude = r.real(7);
    found->longitude = r.real(8);
    found->source = r.string(9);
  });
  return found;
}

std::optional<NewService> find_entry(db::Session& session, const ServiceId& id) {
  auto service = find_service(session, id);
  if (!service) return std::nullopt;
  NewService whole;
  whole.service = std::move(*service);
  session.one(q_entry, {id}, [&](const db::Row& r) {
    whole.location = r.maybe_id<LocationId>(0);
    whole.source = r.string(1);
    if (!r.null(2)) whole.at_location = r.uuid(2);
  });
  whole.papers_in_words = find_remains(session, id).papers;
  return whole;
}

std::vector<KnownPlace> list_known_places(db::Session& session, const std::vector<LocationId>& ids) {
  std::vector<KnownPlace> known;
  if (ids.empty()) return known;
  const auto list = db::id_list(ids);
  session.each(q_known_places, {db::Blob{list.bytes}, list.begins},
               [&](const db::Row& r) { known.push_back({r.uuid(0), r.text(1) == "own", r.string(2)}); });
  return known;
}

std::vector<OrganisationId> list_with_hidden_place(db::Session& session, const std::vector<OrganisationId>& ids) {
  std::vector<OrganisationId> found;
  if (ids.empty()) return found;
  const auto list = db::id_list(ids);
  session.each(q_with_hidden, {db::Blob{list.bytes}, list.begins},
               [&](const db::Row& r) { found.push_back(r.id<OrganisationId>(0)); });
  return found;
}

std::string source_of_service(db::Session& session, const ServiceId& id) {
  std::string source;
  session.one(q_source_of_service, {id}, [&](const db::Row& r) { source = r.string(0); });
  return source;
}

std::string source_of_organisation(db::Session& session, const OrganisationId& id) {
  std::string source;
  session.one(q_source_of_organisation, {id}, [&](const db::Row& r) { source = r.string(0); });
  return source;
}

Remains find_remains(db::Session& session, const ServiceId& service) {
  Remains found;
  session.each(q_papers_in_words, {service}, [&](const db::Row& r) { found.papers.push_back(r.string(0)); });
  return found;
}

}  // namespace gishe::directory
