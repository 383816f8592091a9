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
    " longitude) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET"
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
    " planning_level, funding, licence_no, licence_valid_to, legal_basis, substitute_places, modified_at) VALUES"
    " ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,"
    " $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43) ON"
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
    " excluded.modified_at, version = service.version + 1"};
const Query q_at_location{"directory.store_at_location",
                          "INSERT INTO service_at_location (id, service_id, location_id) VALUES ($1, $2, $3)"
                          " ON CONFLICT (service_id, location_id) DO NOTHING"};
const Query q_needs_of_type{"directory.needs_of_type",
                            "SELECT need FROM need_service_type WHERE service_type = $1 ORDER BY need LIMIT 100"};
const Query q_drop_groups{"directory.drop_groups", "DELETE FROM service_target_group WHERE service_id = $1"};
const Query q_drop_papers{"directory.drop_papers", "DELETE FROM required_document WHERE service_id = $1"};
const Query q_drop_areas{"directory.drop_areas", "DELETE FROM service_area WHERE service_id = $1"};
const Query q_drop_reach{"directory.drop_reach", "DELETE FROM service_reach WHERE service_id = $1"};
const Query q_drop_hours{"directory.drop_hours", "DELETE FROM schedule WHERE service_id = $1"};
const Query q_drop_costs{"directory.drop_costs", "DELETE FROM cost_option WHERE service_id = $1"};
const Query q_drop_attributes{"directory.drop_attributes", "DELETE FROM service_attribute WHERE service_id = $1"};
const Query q_group{"directory.store_group", "INSERT INTO service_target_group (service_id, code) VALUES ($1, $2)"};
const Query q_paper{"directory.store_paper",
                    "INSERT INTO required_document (service_id, place, code, words) VALUES ($1, $2, $3, $4)"};
const Query q_area{"directory.store_area",
                   "INSERT INTO service_area (service_id, place, municipality, words) VALUES ($1, $2, $3, $4)"};
const Query q_reach{"directory.store_reach",
                    "INSERT INTO service_reach (need, municipality, service_id) VALUES ($1, $2, $3)"};
const Query q_hours{"directory.store_hours",
                    "INSERT INTO schedule (service_id, place, byday, opens_at, closes_at, words)"
                    " VALUES ($1, $2, $3, $4, $5, $6)"};
const Query q_cost{"directory.store_cost", "INSERT INTO cost_option (service_id, place, words) VALUES ($1, $2, $3)"};
const Query q_attribute{"directory.store_attribute",
                        "INSERT INTO service_attribute (service_id, place, taxonomy, term, words)"
                        " VALUES ($1, $2, $3, $4, $5)"};
const Query q_source_of_service{"directory.source_of_service", "SELECT source FROM service WHERE id = $1"};
const Query q_source_of_organisation{"directory.source_of_organisation",
                                     "SELECT source FROM organisation WHERE id = $1"};
const Query q_papers_in_words{"directory.papers_in_words",
                              "SELECT words FROM required_document WHERE service_id = $1 AND words <> ''"
                              " ORDER BY place LIMIT 100"};
const Query q_areas_in_words{"directory.areas_in_words",
                             "SELECT words FROM service_area WHERE service_id = $1 AND words <> ''"
                             " ORDER BY place LIMIT 100"};
const Query q_costs_in_words{"directory.costs_in_words",
                             "SELECT words FROM cost_option WHERE service_id = $1 ORDER BY place LIMIT 100"};
const Query q_hours_of{"directory.hours_of",
                       "SELECT byday, opens_at, closes_at, words FROM schedule WHERE service_id = $1"
                       " ORDER BY place LIMIT 100"};
const Query q_attributes_of{"directory.attributes_of",
                            "SELECT taxonomy, term, words FROM service_attribute WHERE service_id = $1"
                            " ORDER BY place LIMIT 100"};

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

std::vector<std::string> needs_of(db::Tx& tx, const Service& s) {
  std::vector<std::string> needs = s.needs;
  if (needs.empty()) tx.each(q_needs_of_type, {s.type}, [&](const db::Row& r) { needs.push_back(r.string(0)); });
  return needs;
}

void store_reach(db::Tx& tx, const Service& s, const std::vector<std::string>& needs) {
  std::set<std::string> where;
  if (s.serves_everywhere) where.insert("*");
  if (!s.municipality.empty()) where.insert(s.municipality.text);
  for (const auto& m : s.serves) where.insert(m.text);
  tx.run(q_drop_reach, {s.id});
  if (!s.listed()) return;
  for (const auto& need : std::set<std::string>(needs.begin(), needs.end())) {
    for (const auto& place : where) tx.run(q_reach, {need, place, s.id});
  }
}

void store_lists(db::Tx& tx, const Service& s) {
  tx.run(q_drop_groups, {s.id});
  for (const auto& code : s.target_groups) tx.run(q_group, {s.id, code});
  tx.run(q_drop_papers, {s.id});
  int place = 0;
  for (const auto& code : s.papers) tx.run(q_paper, {s.id, ++place, code, ""});
  tx.run(q_drop_areas, {s.id});
  place = 0;
  for (const auto& m : s.serves) tx.run(q_area, {s.id, ++place, m.text, ""});
}

}  // namespace

void store_organisation(db::Tx& tx, const NewOrganisation& n) {
  const Organisation& o = n.organisation;
  tx.run(q_store_organisation, {o.id, o.name, o.kind, o.eik, or_null(o.municipality), n.description, o.email, o.phone,
                                o.website, n.source, n.modified_at});
}

void store_location(db::Tx& tx, const NewLocation& l) {
  const bool open = l.visibility == "public";
  const std::optional<OrganisationId> owner =
      l.organisation.is_nil() ? std::nullopt : std::optional<OrganisationId>(l.organisation);
  tx.run(q_store_location,
         {l.id, owner, l.name, l.kind, l.visibility, open ? or_null(l.settlement) : std::optional<std::string>(),
          open ? l.address : std::string(), open ? l.postal_code : std::string(),
          open ? or_null(l.latitude) : std::optional<double>(), open ? or_null(l.longitude) : std::optional<double>()});
  if (open) {
    tx.run(q_unguard_location, {l.id});
  } else {
    tx.run(q_guard_location, {l.id, l.settlement, l.address, l.postal_code, or_null(l.latitude), or_null(l.longitude)});
  }
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
                           s.status,
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
                           s.modified_at});
  if (n.location) tx.run(q_at_location, {Uuid::make(), s.id, *n.location});
  store_lists(tx, s);
  store_reach(tx, s, needs);
  if (s.capacity.updated_on) store_capacity(tx, s.id, s.capacity, s.modified_at);
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

void store_remains(db::Tx& tx, const ServiceId& service, const Remains& remains) {
  // Behind the places that coded papers and areas of the same entry take.
  int place = 1000;
  for (const auto& words : remains.papers) tx.run(q_paper, {service, ++place, "", words});
  for (const auto& words : remains.areas) tx.run(q_area, {service, ++place, std::optional<std::string>(), words});
  tx.run(q_drop_hours, {service});
  for (const auto& h : remains.hours) tx.run(q_hours, {service, ++place, h.byday, h.opens_at, h.closes_at, h.words});
  tx.run(q_drop_costs, {service});
  for (const auto& words : remains.costs) tx.run(q_cost, {service, ++place, words});
  tx.run(q_drop_attributes, {service});
  for (const auto& a : remains.attributes) tx.run(q_attribute, {service, ++place, a.taxonomy, a.term, a.words});
}

Remains find_remains(db::Session& session, const ServiceId& service) {
  Remains found;
  const auto words_into = [](std::vector<std::string>& list) {
    return [&list](const db::Row& r) { list.push_back(r.string(0)); };
  };
  session.each(q_papers_in_words, {service}, words_into(found.papers));
  session.each(q_areas_in_words, {service}, words_into(found.areas));
  session.each(q_costs_in_words, {service}, words_into(found.costs));
  session.each(q_hours_of, {service},
               [&](const db::Row& r) { found.hours.push_back({r.string(0), r.string(1), r.string(2), r.string(3)}); });
  session.each(q_attributes_of, {service},
               [&](const db::Row& r) { found.attributes.push_back({r.string(0), r.string(1), r.string(2)}); });
  return found;
}

}  // namespace gishe::directory
