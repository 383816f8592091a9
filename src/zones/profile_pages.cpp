#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "territory/territory.h"
#include "zones/indicator_store.h"
#include "zones/plan_acts.h"
#include "zones/zones_handlers.h"

// The profile of a plan's municipalities: the last figure of each indicator, beside district and country.
namespace gishe::zones {
namespace {

using page::Values;

/// Of one indicator and one area: the last year, and the one before it that is known.
struct Latest {
  std::optional<IndicatorValue> last, before;
};

std::string source_of(const Latest& latest) {
  return latest.last ? latest.last->source + ", " + latest.last->document : "";
}

/// The source where all figures of a row have the same one: it is said once.
std::string common_source(const std::vector<Latest>& row) {
  std::string common;
  for (const auto& latest : row) {
    const auto source = source_of(latest);
    if (source.empty() || source == common) continue;
    if (!common.empty()) return {};
    common = source;
  }
  return common;
}

void put_cell(Values cell, const words::Words& w, const std::string& area, const Latest& latest, bool say_source) {
  cell.set("AREA", area);
  if (!latest.last) {
    cell.show("UNKNOWN");
    return;
  }
  auto value = cell.add("VALUE");
  value.set("NUMBER", w.decimal(latest.last->thousandths)).set("YEAR", std::to_string(latest.last->year));
  if (say_source) value.add("CITED").set("SOURCE", source_of(latest));
  if (!latest.before) return;
  const auto change = latest.last->thousandths - latest.before->thousandths;
  const char* trend = change > 0 ? "zones.trend.more" : change < 0 ? "zones.trend.less" : "zones.trend.same";
  value.add("TREND").set("SAYS", w.with(trend, {{"year", std::to_string(latest.before->year)},
                                                {"value", w.decimal(latest.before->thousandths)}}));
}

/// The members, their districts and the country, with their names.
std::vector<std::pair<Area, std::string>> areas_of(db::Session& session, const words::Words& w, const Plan& plan) {
  std::vector<std::pair<Area, std::string>> areas;
  std::set<std::string> districts;
  for (const auto& code : plan.members) {
    const auto m = territory::find_municipality(session, code);
    areas.emplace_back(Area{"municipality", code.text}, m ? m->name(w.language()) : code.text);
    if (m) districts.insert(m->district);
  }
  for (const auto& d : districts)
    areas.emplace_back(Area{"district", d},
                       w.with("zones.district", {{"name", territory::district_name(session, d, w.language())}}));
  areas.emplace_back(Area{"country", "BG"}, w("zones.country"));
  return areas;
}

}  // namespace

web::Response show_profile(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const auto areas = areas_of(session, w, *plan);
    std::map<std::pair<std::string, Area>, Latest> latest;
    for (const auto& [area, name] : areas)
      for (auto& v : store::list_totals(session, plan->municipality, area)) {
        Latest& l = latest[{v.indicator, area}];
        l.before = std::exchange(l.last, v);
      }
    auto page = c.page("zones/profile.html");
    page.title(w("zones.profile.title")).set("ID", plan->id.text()).set("NAME", plan->name);
    for (const auto& [area, name] : areas) page.add("AREAS").set("AREA", name);
    bool any = false;
    for (const auto& i : store::list_indicators(session, c.office.today())) {
      const bool known =
          std::any_of(areas.begin(), areas.end(), [&](const auto& a) { return latest.contains({i.code, a.first}); });
      if (!known) {
        page.add("MISSING").set("NAME", i.name(w.language()));
        continue;
      }
      any = true;
      auto row = page.add("ROWS");
      row.set("NAME", i.name(w.language())).set("UNIT", w("zones.unit." + i.unit));
      std::vector<Latest> figures;
      for (const auto& [area, name] : areas) figures.push_back(latest[{i.code, area}]);
      const auto common = common_source(figures);
      row.set("SOURCE", common);
      for (std::size_t k = 0; k < areas.size(); ++k)
        put_cell(row.add("CELLS"), w, areas[k].second, figures[k], common.empty());
    }
    page.show_if(any, "ANY").show_if(!any, "EMPTY");
    page.show_if(access::function_may(c.actor, access::Action::keep_zone_plan), "MAY_IMPORT");
    return c.show(page);
  });
}

}  // namespace gishe::zones
