#include <set>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/entry_state.h"
#include "directory/service_store.h"

// Writing whole entries. Repeated lists (row and codes) are written here and nowhere else, so they cannot part.
namespace gishe::directory {
namespace {

using db::Query;

const Query q_store_organisation{
    "directory.store_organisation",
    "INSERT INTO organisation (id, name, kind, eik, municipality, description, email, phone, website, source,"
    " modified_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET name = "
    "excluded.name,"
    " kind = excluded.kind, eik = excluded.eik, municipality = excluded.municipality,"
    " description = excluded.description, email = excluded.email, phone = excluded.phone,"
    " website = excluded.website, modified_at = excluded.modified_at, version = organisation.version + 1"};
const Query q_store_location{
    "directory.store_location",
    "INSERT INTO location (id, organisation_id, name, kind, visibility, settlement, address, postal_code, latitude,"
    " longitude, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO UPDATE SET"
    " organisation_id = excluded.organisation_id, name = excluded.name, kind = excluded.kind,"
    " visibility = excluded.visibility, settlement = excluded.settlement, address = excluded.address,"
    " postal_code = excluded.postal_code, latitude = excluded.latitude, longitude = excluded.longitude"};
const Query q_guard_location{
    "directory.guard_location",
    "INSERT INTO location_guarded (location_id, settlement, address, postal_code, latitude, longitude)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (location_id) DO UPDATE SET settlement = excluded.settlement,"
    " address = excluded.address, postal_code = excluded.postal_code, latitude = excluded.latitude,"
    " longitude = excluded.longitude"};
const Query q_unguard_location{"directory.unguard_location", "DELETE FROM location_guarded WHERE location_id = $1"};
const Query q_store_service{
    "directory.store_service",
    "INSERT INTO service (id, organisation_id, location_id, municipality, type, state, listed, sort_key, name,"
    " description, phone, email, hours, website, fees, referral_required, accepts_referrals, serves_everywhere,"
    " age_min, age_max, target_groups, needs, papers, serves, confirmed_on, source, alternate_name, eligibility,"
    " application_process, alert, languages, update_months, access_class, purpose, environment, duration_class,"
    " planning_level, funding, licence_no, licence_valid_to, legal_basis, substitute_places, modified_at,"
    " stopped_words, suspended_until, replaced_by) VALUES"
    " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,"
    " $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, "
    "$46) ON"
    " CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, location_id = excluded.location_id,"
    " municipality = excluded.municipality, type = excluded.type, state = excluded.state, listed ="
    " excluded.listed, sort_key = excluded.sort_key, name = excluded.name, description = excluded.description,"
    " phone = excluded.phone, email = excluded.email, hours = excluded.hours, website = excluded.website, fees ="
    " excluded.fees, referral_required = excluded.referral_required, accepts_referrals ="
    " excluded.accepts_referrals, serves_everywhere = excluded.serves_everywhere, age_min = excluded.age_min,"
    " age_max = excluded.age_max, target_groups = excluded.target_groups, needs = excluded.needs, papers ="
    " excluded.papers, serves = excluded.serves, confirmed_on = excluded.confirmed_on, alternate_name ="
    " excluded.alternate_name, eligibility = excluded.eligibility, application_process ="
    " excluded.application_process, alert = excluded.alert, languages = excluded.languages, update_months ="
    " excluded.update_months, access_class = excluded.access_class, purpose = excluded.purpose, environment ="
    " excluded.environment, duration_class = excluded.duration_class, planning_level = excluded.planning_level,"
    " funding = excluded.funding, licence_no = excluded.licence_no, licence_valid_to = excluded.licence_valid_to,"
    " legal_basis = excluded.legal_basis, substitute_places = excluded.substitute_places, modified_at ="
    " excluded.modified_at, stopped_words = excluded.stopped_words, suspended_until = excluded.suspended_until,"
    " replaced_by = excluded.replaced_by, version = service.version + 1"};
const Query q_at_location{"directory.store_at_location",
                          "INSERT INTO service_at_location (id, service_id, location_id) VALUES ($1, $2, $3)"
                          " ON CONFLICT (service_id, location_id) DO NOTHING"};
const Query q_needs_of_type{"directory.needs_of_type",
                            "SELECT need FROM need_service_type WHERE service_type = $1 ORDER BY need LIMIT 100"};
const Query q_drop_groups{"directory.drop_groups", "DELETE FROM service_target_group WHERE service_id = $1"};
const Query q_drop_papers{"directory.drop_papers", "DELETE FROM required_document WHERE service_id = $1"};
const Query q_drop_areas{"directory.drop_areas", "DELETE FROM service_area WHERE service_id = $1"};
const Query q_drop_reach{"directory.drop_reach", "DELETE FROM service_reach WHERE service_id = $1"};
const Query q_drop_at_location{"directory.drop_at_location", "DELETE FROM service_at_location WHERE service_id = $1"};
const Query q_group{"directory.store_group", "INSERT INTO service_target_group (service_id, code) VALUES ($1, $2)"};
const Query q_paper{"directory.store_paper",
                    "INSERT INTO required_document (service_id, place, code, words) VALUES ($1, $2, $3, $4)"};
const Query q_area{"directory.store_area",
                   "INSERT INTO service_area (service_id, place, municipality, words) VALUES ($1, $2, $3, $4)"};
const Query q_reach{"directory.store_reach",
                    "INSERT INTO service_reach (need, municipality, service_id) VALUES ($1, $2, $3)"};

template <class Code>
std::optional<std::string> or_null(const Code& code) {
  if (code.text.empty()) return std::nullopt;
  return code.text;
}
std::optional<double> or_null(double degrees) {
  if (degrees == 0) return std::nullopt;
  return degrees;
}

std::string sort_key(const Service& s) {
  return text::lower(s.name).substr(0, 60) + std::string(1, '\0') + std::string(s.id.value.raw());
}

/// The same pair has the same id, whoever stores it (RFC 9562, version 8).
Uuid pair_id(const Uuid& service, const Uuid& location) {
  Uuid id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(service.bytes[i] * 31 ^ location.bytes[15 - i]);
  }
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | 0x80);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
  return id;
}

std::vector<std::string> needs_of(db::Tx& tx, const Service& s) {
  std::vector<std::string> needs = s.needs;
  if (needs.empty()) tx.each(q_needs_of_type, {s.type}, [&](const db::Row& r) { needs.push_back(r.string(0)); });
  return needs;
}

void store_reach(db::Tx& tx, const NewService& n, const std::vector<std::string>& needs) {
  const Service& s = n.service;
  std::set<std::string> where;
  if (s.serves_everywhere) where.insert("*");
  if (!s.municipality.empty()) where.insert(s.municipality.text);
  for (const auto& m : s.serves) where.insert(m.text);
  if (!n.is_new) tx.run(q_drop_reach, {s.id});
  if (!s.listed()) return;
  for (const auto& need : std::set<std::string>(needs.begin(), needs.end())) {
    for (const auto& place : where) tx.run(q_reach, {need, place, s.id});
  }
}

void drop_lists(db::Tx& tx, const ServiceId& service) {
  for (const Query* q : {&q_drop_groups, &q_drop_papers, &q_drop_areas, &q_drop_at_location}) tx.run(*q, {service});
}

void store_lists(db::Tx& tx, const NewService& n) {
  const Service& s = n.service;
  if (!n.is_new) drop_lists(tx, s.id);
  for (const auto& code : s.target_groups) tx.run(q_group, {s.id, code});
  int place = 0;
  for (const auto& code : s.papers) tx.run(q_paper, {s.id, ++place, code, ""});
  for (const auto& words : n.papers_in_words) tx.run(q_paper, {s.id, ++place, "", words});
  place = 0;
  for (const auto& m : s.serves) tx.run(q_area, {s.id, ++place, m.text, ""});
  if (n.location) {
    tx.run(q_at_location, {n.at_location.value_or(pair_id(s.id.value, n.location->value)), s.id, *n.location});
  }
}

}  // namespace

void store_organisation(db::Tx& tx, const NewOrganisation& n) {
  const Organisation& o = n.organisation;
  tx.run(q_store_organisation, {o.id, o.name, o.kind, o.eik, or_null(o.municipality), n.description, o.email, o.phone,
                                o.website, n.source, n.modified_at});
  if (!n.quiet) tell_changed(tx, {EntryChange::What::organisation, o.id.value, n.modified_at});
}

void store_location(db::Tx& tx, const NewLocation& l) {
  const bool open = l.visibility == "public";
  const std::optional<OrganisationId> owner =
      l.organisation.is_nil() ? std::nullopt : std::optional<OrganisationId>(l.organisation);
  tx.run(q_store_location,
         {l.id, owner, l.name, l.kind, l.visibility, open ? or_null(l.settlement) : std::optional<std::string>(),
          open ? l.address : std::string(), open ? l.postal_code : std::string(),
          open ? or_null(l.latitude) : std::optional<double>(), open ? or_null(l.longitude) : std::optional<double>(),
          l.source});
  if (open) {
    tx.run(q_unguard_location, {l.id});
  } else {
    tx.run(q_guard_location, {l.id, l.settlement, l.address, l.postal_code, or_null(l.latitude), or_null(l.longitude)});
  }
  if (!l.quiet) tell_changed(tx, {EntryChange::What::location, l.id.value, l.modified_at});
}

void store_service(db::Tx& tx, const NewService& n) {
  const Service& s = n.service;
  const auto needs = needs_of(tx, s);
  std::vector<std::string> serves;
  for (const auto& m : s.serves) serves.push_back(m.text);
  tx.run(q_store_service, {s.id,
                           s.organisation,
                           n.location,
                           or_null(s.municipality),
                           s.type,
                           s.suspended() ? std::string_view("published") : s.status,  // service_store.cpp: GISHE_STATE
                           s.listed() ? 1 : 0,
                           db::Blob{sort_key(s)},
                           s.name,
                           s.description,
                           s.phone,
                           s.email,
                           s.hours,
                           s.website,
                           s.fees,
                           s.referral_required ? 1 : 0,
                           s.accepts_referrals ? 1 : 0,
                           s.serves_everywhere ? 1 : 0,
                           s.age_min,
                           s.age_max,
                           text::join(s.target_groups, ","),
                           text::join(needs, ","),
                           text::join(s.papers, ","),
                           text::join(serves, ","),
                           s.confirmed_on,
                           n.source,
                           s.alternate_name,
                           s.eligibility,
                           s.application_process,
                           s.alert,
                           text::join(s.languages, ","),
                           s.update_months,
                           s.classification.access_class,
                           s.classification.purpose,
                           s.classification.environment,
                           s.classification.duration_class,
                           s.classification.planning_level,
                           s.classification.funding,
                           s.classification.licence_no,
                           s.classification.licence_valid_to,
                           s.classification.legal_basis,
                           s.classification.substitute_places,
                           s.modified_at,
                           s.stopped_words,
                           s.suspended_until,
                           s.replaced_by});
  store_lists(tx, n);
  store_reach(tx, n, needs);
  if (s.capacity.updated_on) put_capacity(tx, s.id, s.capacity);
  if (!n.quiet) tell_changed(tx, {EntryChange::What::service, s.id.value, s.modified_at});
}

}  // namespace gishe::directory
