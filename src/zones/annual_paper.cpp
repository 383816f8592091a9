#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"
#include "zones/approval_acts.h"
#include "zones/plan_acts.h"
#include "zones/programme_words.h"
#include "zones/zones_handlers.h"

// What one municipality of a plan lays before its council for one year: what it has, what the plan brings, what it
// pays.
namespace gishe::zones {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Shown {
  PlanNow now;
  NameOf names;
  MunicipalityCode member;
  int year = 0;
  Rows services;  // those everybody may see
};

std::int64_t in_year(const ByYear& by_year, int year) {
  const auto found = by_year.find(year);
  return found == by_year.end() ? 0 : found->second;
}

template <class Map>
std::int64_t of_member(const Map& map, const MunicipalityCode& member, int year) {
  const auto found = map.find(member);
  return found == map.end() ? 0 : in_year(found->second, year);
}

Rows services_of(db::Session& session, const words::Words& w, const MunicipalityCode& member, Day today) {
  Rows rows;
  std::string after;
  do {
    const auto page = directory::list_services(session, "", member, after, 200);
    after = page.next;
    for (const auto& found : page.services) {
      const auto service = directory::for_everybody(found);
      if (directory::hides_by_kind(service) || service.suspended() || service.type == "state_desk") continue;
      const bool known = service.capacity.status_on(today) != "unknown" && !service.capacity.state_only;
      rows.push_back({service.name, w("service_type." + service.type), service.organisation_name,
                      known ? w.number(service.capacity.places_total) : "–"});
    }
  } while (!after.empty());
  return rows;
}

/// Measures with places there, with a part that it pays, or that it leads; and the sum of what it pays.
Rows measures_of(const words::Words& w, const Shown& s) {
  Rows rows;
  std::int64_t pays_all = 0;
  const auto taking_part = who_takes_part(s.now.plan, s.now.programme);
  for (const auto& m : s.now.programme.measures) {
    const std::int64_t places = of_member(m.places, s.member, s.year);
    const std::int64_t pays = of_member(shares_of(m, taking_part, s.now.people), s.member, s.year);
    if (!places && !pays && m.lead != s.member) continue;
    pays_all += pays;
    rows.push_back({m.name, w("service_type." + m.service_type), places ? w.number(places) : "–",
                    w.money({in_year(m.cost, s.year), "EUR"}), w.money({pays, "EUR"})});
  }
  if (!rows.empty()) rows.push_back({w("zones.together"), "", "", "", w.money({pays_all, "EUR"})});
  return rows;
}

std::string write(const words::Words& w, const Shown& s, Day today) {
  const std::string town = s.names.at(s.member), year = std::to_string(s.year);
  paper::Letter letter(w.language(), {w.with("letter.municipality", {{"name", town}}), "", "", w.day(today), ""});
  letter.title(w.with("zones.annual.paper", {{"town", town}, {"year", year}}));
  letter.lead(w.with("zones.annual.lead", {{"plan", s.now.plan.name + ", " + years_of(s.now.plan)}}));
  letter.heading(w("zones.annual.services"));
  if (s.services.empty())
    letter.paragraph(w("zones.annual.no_services"));
  else
    letter.table(
        {w("zones.annual.service"), w("zones.supply.type"), w("zones.annual.provider"), w("zones.supply.places")},
        s.services);
  letter.heading(w.with("zones.annual.measures", {{"year", year}}));
  if (auto rows = measures_of(w, s); rows.empty())
    letter.paragraph(w("zones.annual.no_measures"));
  else
    letter.table({w("zones.measure.name"), w("zones.supply.type"), w("zones.annual.places_here"),
                  w("zones.measure.cost"), w("zones.annual.pays")},
                 std::move(rows));
  for (const auto& d : s.now.programme.decisions) {
    if (d.member != s.member || !d.joins) continue;
    const std::int64_t gives = in_year(d.gives, s.year);
    letter.paragraph(w.with(gives ? "zones.annual.council_gives" : "zones.annual.council",
                            {{"number", d.number}, {"day", w.day(d.decided_on)}, {"sum", w.money({gives, "EUR"})}}));
  }
  letter.paragraph(w("zones.annual.adopted"));
  letter.signatures({w.with("zones.paper.mayor", {{"town", town}}), w("zones.annual.chair")});
  letter.small(w("zones.annual.how"));
  return letter.pdf();
}

}  // namespace

// Where nothing is asked: the reader's own municipality, the year to come.
web::Response show_annual_paper(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto typed_member = c.request.query("member"), typed_year = c.request.query("year");
  const MunicipalityCode member = typed_member.empty()
                                      ? c.actor.post.municipality
                                      : MunicipalityCode::parse(typed_member).value_or(MunicipalityCode{});
  const auto asked_year = text::whole_number(typed_year);
  if (!id || (!typed_year.empty() && !asked_year)) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const Day today = c.office.today();
    const std::int64_t year = asked_year.value_or(std::clamp(today.year() + 1, plan->first_year, plan->last_year));
    Shown shown{gather_plan(session, *plan, today), names_of(session, w, *plan), member, static_cast<int>(year), {}};
    const auto taking_part = who_takes_part(*plan, shown.now.programme);
    const bool takes_part = std::find(taking_part.begin(), taking_part.end(), member) != taking_part.end();
    if (!takes_part || year < plan->first_year || year > plan->last_year) return c.refuse(not_found);
    shown.services = services_of(session, w, member, today);
    const std::string title =
        w.with("zones.annual.paper", {{"town", shown.names.at(member)}, {"year", std::to_string(year)}});
    return web::Response::pdf(write(w, shown, today), title + ".pdf");
  });
}

}  // namespace gishe::zones
