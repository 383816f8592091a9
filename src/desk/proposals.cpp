#include "desk/proposals.h"

#include <algorithm>
#include <map>
#include <set>

#include "desk/application_store.h"
#include "people/people.h"
#include "referrals/referrals.h"
#include "territory/territory.h"

namespace gishe::desk {
namespace {

using Places = std::vector<MunicipalityCode>;

/// What is looked up once for all candidates of one person.
class Surroundings {
 public:
  Surroundings(db::Session& session, const people::Person& person, Day today) : m_session(session) {
    m_seeker = {person.municipality, person.age(today), person.target_groups, today};
    m_zone = territory::zone_of(session, person.municipality, today);
    if (!person.settlement.empty()) m_from = territory::find_settlement(session, person.settlement);
    if (!m_from || (m_from->latitude == 0 && m_from->longitude == 0)) place_at_seat();
  }

  const Seeker& seeker() const { return m_seeker; }
  const Places& zone() const { return m_zone; }

  Candidate candidate(directory::Service service, const std::vector<ServiceId>& tried) {
    Candidate c;
    c.in_zone = std::find(m_zone.begin(), m_zone.end(), service.municipality) != m_zone.end();
    c.declined_before = std::find(tried.begin(), tried.end(), service.id) != tried.end();
    const bool placed = !service.restricted && (service.latitude != 0 || service.longitude != 0);
    if (m_from && placed) {
      c.travel_minutes =
          territory::estimate_travel(m_from->latitude, m_from->longitude, service.latitude, service.longitude).minutes;
    }
    if (service.municipality != m_seeker.home && !service.serves_everywhere) c.agreement = agreement(service);
    c.service = std::move(service);
    return c;
  }

 private:
  /// Without a settlement the town hall's own place stands in.
  void place_at_seat() {
    m_from = std::nullopt;
    const auto home = territory::find_municipality(m_session, m_seeker.home);
    if (!home || (home->latitude == 0 && home->longitude == 0)) return;
    m_from.emplace();
    m_from->latitude = home->latitude;
    m_from->longitude = home->longitude;
  }

  std::optional<Agreement> agreement(const directory::Service& service) {
    const auto key = std::pair(service.municipality, service.type);
    if (const auto known = m_agreements.find(key); known != m_agreements.end()) return known->second;
    std::optional<Agreement> found;
    if (const auto q =
            referrals::find_quota(m_session, m_seeker.home, service.municipality, service.type, m_seeker.today)) {
      found = Agreement{q->number, std::max(0, q->places - q->used), q->unit_cost_cents_per_day};
    }
    return m_agreements[key] = found;
  }

  db::Session& m_session;
  Seeker m_seeker;
  Places m_zone;
  std::optional<territory::Settlement> m_from;
  std::map<std::pair<MunicipalityCode, std::string>, std::optional<Agreement>> m_agreements;
};

/// Own municipality first, then the zone nearest first, one, one, two, four … at a time, then the rest of the district.
std::vector<Places> groups_of(db::Session& session, const MunicipalityCode& home, const Places& zone) {
  std::vector<Places> groups = {{home}};
  Places next;
  std::size_t at_a_time = 1;
  for (const MunicipalityCode& m : zone) {
    if (m == home) continue;
    next.push_back(m);
    if (next.size() < at_a_time) continue;
    groups.push_back(std::exchange(next, {}));
    if (groups.size() > 2) at_a_time *= 2;
  }
  if (!next.empty()) groups.push_back(next);
  const auto here = territory::find_municipality(session, home);
  Places district;
  for (const auto& m : territory::list_municipalities(session)) {
    const bool known = m.code == home || std::find(zone.begin(), zone.end(), m.code) != zone.end();
    if (here && m.district == here->district && !known) district.push_back(m.code);
  }
  if (!district.empty()) groups.push_back(std::move(district));
  return groups;
}

}  // namespace

std::vector<Proposal> Proposals::some(db::Session& session, std::size_t from, std::size_t count) const {
  std::vector<ServiceId> ids;
  const std::size_t end = std::min(m_ranked.size(), from + count);
  for (std::size_t i = from; i < end; ++i) ids.push_back(m_ranked[i].candidate.service.id);
  std::map<ServiceId, directory::Service> whole;
  for (auto& service : directory::list_services_by_id(session, ids)) whole.emplace(service.id, std::move(service));
  std::vector<Proposal> shown;
  for (std::size_t i = from; i < end; ++i) {
    const auto found = whole.find(m_ranked[i].candidate.service.id);
    if (found == whole.end()) continue;
    Candidate candidate = m_ranked[i].candidate;
    candidate.service = std::move(found->second);
    shown.push_back(weigh(m_seeker, std::move(candidate)));
  }
  return shown;
}

std::optional<Proposals> propose(db::Session& session, const access::Scope& scope, const Application& application,
                                 const Line& line, Day today) {
  const auto person = people::find_person(session, scope, application.person);
  if (!person) return std::nullopt;
  Proposals found;
  const auto need = directory::find_need(session, line.need);
  if (!need) return found;
  Surroundings around(session, *person, today);
  const auto tried = list_tried_services(session, application.municipality, line.id);
  std::vector<Proposal> weighed;
  weighed.reserve(2 * candidates_per_group_max);
  std::set<ServiceId> seen;
  for (const Places& places : groups_of(session, application.municipality, around.zone())) {
    for (auto& service : directory::list_services_for_need(session, *need, places, candidates_per_group_max)) {
      if (!seen.insert(service.id).second) continue;
      weighed.push_back(weigh(around.seeker(), around.candidate(std::move(service), tried)));
      if (weighed.back().fits) ++found.m_fitting;
    }
    if (found.m_fitting >= candidates_enough) break;
  }
  found.m_seeker = around.seeker();
  found.m_ranked = rank(std::move(weighed));
  return found;
}

std::optional<Proposal> judge(db::Session& session, const access::Scope& scope, const Application& application,
                              const Line& line, const ServiceId& service, Day today) {
  const auto person = people::find_person(session, scope, application.person);
  auto found = directory::find_service(session, service);
  if (!person || !found) return std::nullopt;
  Surroundings around(session, *person, today);
  const auto tried = list_tried_services(session, application.municipality, line.id);
  return weigh(around.seeker(), around.candidate(std::move(*found), tried));
}

}  // namespace gishe::desk
