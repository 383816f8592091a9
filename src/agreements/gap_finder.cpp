#include "agreements/gap_finder.h"

#include <algorithm>
#include <set>

#include "agreements/agreement_store.h"
#include "base/text.h"
#include "referrals/referrals.h"

namespace gishe::agreements {
namespace {

constexpr int per_municipality_max = 30;
constexpr std::size_t further_municipalities = 40;

using Places = std::vector<MunicipalityCode>;

struct Rings {
  Places own, zone, district, further;
};

Rings rings_around(db::Session& session, const MunicipalityCode& home, Day today) {
  Rings rings;
  rings.own = {home};
  const auto zone = territory::zone_of(session, home, today);
  for (const auto& code : zone) {
    if (code != home) rings.zone.push_back(code);
  }
  const auto here = territory::find_municipality(session, home);
  std::vector<std::pair<double, MunicipalityCode>> beyond;
  for (const auto& m : territory::list_municipalities(session)) {
    if (std::find(zone.begin(), zone.end(), m.code) != zone.end() || m.code == home || !here) continue;
    const auto away = territory::estimate_travel(here->latitude, here->longitude, m.latitude, m.longitude);
    if (m.district == here->district) {
      rings.district.push_back(m.code);
    } else {
      beyond.emplace_back(away.km, m.code);
    }
  }
  std::sort(beyond.begin(), beyond.end());
  for (std::size_t i = 0; i < beyond.size() && i < further_municipalities; ++i) {
    rings.further.push_back(std::move(beyond[i].second));
  }
  return rings;
}

/// Services of the kind asked for that lie in one of these municipalities.
std::vector<directory::Service> services_in(db::Session& session, const Wanted& w, const Places& places) {
  std::vector<directory::Service> all;
  if (!w.type.empty()) {
    for (const auto& code : places) {
      auto page = directory::list_services(session, w.type, code, "", per_municipality_max);
      for (auto& s : page.services) all.push_back(std::move(s));
    }
  } else if (const auto need = directory::find_need(session, w.need)) {
    std::vector<ServiceId> ids;
    for (const auto& s : directory::list_services_for_need(session, *need, places, 4 * per_municipality_max)) {
      if (!s.restricted && std::find(places.begin(), places.end(), s.municipality) != places.end()) ids.push_back(s.id);
    }
    all = directory::list_services_by_id(session, ids);
  }
  std::erase_if(all, [&](const directory::Service& s) {
    return s.restricted || !works(s) || (!w.need.empty() && !text::one_of(s.needs, w.need));
  });
  return all;
}

/// Places that are not shown, of those that say they are there for us; without their municipality.
std::vector<directory::Service> services_not_shown(db::Session& session, const Wanted& w) {
  std::vector<directory::Service> all;
  if (!w.type.empty()) {
    all = directory::list_services(session, w.type, {}, "", 200).services;
  } else if (const auto need = directory::find_need(session, w.need)) {
    std::vector<ServiceId> ids;
    for (const auto& s : directory::list_services_for_need(session, *need, {w.home}, 200)) {
      if (s.restricted) ids.push_back(s.id);
    }
    all = directory::list_services_by_id(session, ids);
  }
  std::erase_if(all, [&](const directory::Service& s) {
    return !s.restricted || !works(s) || !serves(s, w.home) || (!w.need.empty() && !text::one_of(s.needs, w.need));
  });
  for (auto& s : all) s = directory::for_everybody(std::move(s));
  return all;
}

class Measure {
 public:
  Measure(db::Session& session, const Wanted& w) : m_session(session), m_wanted(w) {
    m_home = territory::find_municipality(session, w.home);
    for (const Record& r : store::list_of(session, w.home)) {
      if (r.municipality == w.home && is_binding(r.state)) m_agreements.push_back(r);
    }
  }

  Candidate candidate(directory::Service service, Ring ring) const {
    Candidate c;
    c.ring = ring;
    if (ring != Ring::not_shown) {
      c.travel = travel_to(service);
      if (service.municipality != m_wanted.home) add_agreement(c, service);
    }
    c.service = std::move(service);
    return c;
  }

 private:
  std::optional<territory::Travel> travel_to(const directory::Service& s) const {
    if (!m_home) return std::nullopt;
    if (!s.settlement.empty()) {
      const auto measured = territory::list_measured_travel(m_session, m_home->seat, {s.settlement});
      if (const auto way = measured.find(s.settlement); way != measured.end()) return way->second;
    }
    if (s.latitude == 0 && s.longitude == 0) return std::nullopt;
    return territory::estimate_travel(m_home->latitude, m_home->longitude, s.latitude, s.longitude);
  }
  void add_agreement(Candidate& c, const directory::Service& s) const {
    const auto quota = referrals::find_quota(m_session, m_wanted.home, s.municipality, s.type, m_wanted.today);
    if (!quota) return;
    c.agreement_number = quota->number;
    c.quota_left = std::max(0, quota->places - quota->used);
    c.unit_cost_cents_per_day = quota->unit_cost_cents_per_day;
    for (const Record& r : m_agreements) {
      if (r.quota == quota->id) c.agreement_id = r.id.text();
    }
  }

  db::Session& m_session;
  const Wanted& m_wanted;
  std::optional<territory::Municipality> m_home;
  std::vector<Record> m_agreements;
};

}  // namespace

Found find_who_has(db::Session& session, const Wanted& w) {
  const Measure measure(session, w);
  const Rings rings = rings_around(session, w.home, w.today);
  Found found;
  std::vector<Candidate> elsewhere;
  std::set<ServiceId> seen;
  const auto add = [&](std::vector<directory::Service> services, Ring ring, std::vector<Candidate>& to) {
    for (auto& s : services) {
      if (seen.insert(s.id).second) to.push_back(measure.candidate(std::move(s), ring));
    }
  };
  add(services_in(session, w, rings.own), Ring::own, found.own);
  add(services_in(session, w, rings.zone), Ring::zone, elsewhere);
  add(services_in(session, w, rings.district), Ring::district, elsewhere);
  if (elsewhere.size() < candidates_shown_max) add(services_in(session, w, rings.further), Ring::further, elsewhere);
  add(services_not_shown(session, w), Ring::not_shown, elsewhere);
  found.own = rank(w, std::move(found.own));
  found.gap = gap_of(w, found.own);
  found.elsewhere = rank(w, std::move(elsewhere));
  if (found.elsewhere.size() > candidates_shown_max) found.elsewhere.resize(candidates_shown_max);
  return found;
}

}  // namespace gishe::agreements
