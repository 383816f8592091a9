#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "territory/territory.h"
#include "zones/figure_words.h"
#include "zones/indicator_acts.h"
#include "zones/plan_acts.h"
#include "zones/zones_handlers.h"

// Tables of figures, what came of each, and the profile of a plan's municipalities.
namespace gishe::zones {
namespace {

using page::Values;

/// Of one indicator and one area: the last year, and the one before it that is known.
struct Latest {
  const IndicatorValue *last = nullptr, *before = nullptr;
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
  value.set("NUMBER", shown(w, latest.last->thousandths)).set("YEAR", std::to_string(latest.last->year));
  if (say_source) value.add("CITED").set("SOURCE", source_of(latest));
  if (!latest.before) return;
  const auto change = latest.last->thousandths - latest.before->thousandths;
  const char* trend = change > 0 ? "zones.trend.more" : change < 0 ? "zones.trend.less" : "zones.trend.same";
  value.add("TREND").set("SAYS", w.with(trend, {{"year", std::to_string(latest.before->year)},
                                                {"value", shown(w, latest.before->thousandths)}}));
}

web::Response indicators_page(web::Context& c, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("zones/indicators.html");
  page.title(w("zones.indicators.title")).error_summary("ERRORS", no);
  Values::Input table{"table", w("zones.indicators.table")};
  table.type = "file";
  table.hint = w("zones.indicators.table_hint");
  page.input("TABLE", table, no);
  for (const auto column : columns) {
    const std::string name(column);
    page.add("COLUMNS").set("COLUMN", name).set("SAYS", w("zones.column." + name));
  }
  c.office.db.read([&](db::Session& session) {
    const auto imports = store::list_imports(session, access::scope(c.actor, access::Action::keep_zone_plan));
    for (const auto& i : imports)
      page.add("IMPORTS")
          .set("ID", i.id.text())
          .set("FILE", i.file_name)
          .set("WHEN", w.moment(i.made_at))
          .set("TAKEN", w.number(i.taken))
          .set("REFUSED", w.number(i.refused));
    page.show_if(imports.empty(), "NONE");
    for (const auto& i : store::list_indicators(session, c.office.today()))
      page.add("INDICATORS")
          .set("CODE", i.code)
          .set("NAME", i.name(w.language()))
          .set("UNIT", w("zones.unit." + i.unit))
          .set("BASIS", i.basis);
  });
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_indicators(web::Context& c) { return indicators_page(c, {}); }

web::Response post_indicators(web::Context& c) {
  for (const auto& upload : c.request.uploads) {
    if (upload.field != "table" || upload.bytes.empty()) continue;
    const auto id = import_indicators(c.office, c.actor, upload.file_name, upload.bytes, c.once_key());
    if (id) return c.go("/zones/indicators/" + id->text(), "zones.notice.imported");
    if (id.refusals().front().field.empty()) return c.refuse(id.refusals());
    return indicators_page(c, id.refusals());
  }
  return indicators_page(c, {Refusal(required, "table")});
}

web::Response show_import(web::Context& c) {
  const auto id = c.request.id<IndicatorImportId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto seen = see_import(session, c.actor, *id);
    if (!seen) return c.refuse(seen.refusals());
    auto page = c.page("zones/import.html");
    page.title(w("zones.indicators.report"));
    page.set("FILE", seen->import.file_name).set("WHEN", w.moment(seen->import.made_at));
    page.set("TAKEN", w.number(seen->import.taken)).set("REFUSED", w.number(seen->import.refused));
    for (const auto& f : seen->faults) {
      auto row = page.add("FAULTS");
      row.set("ROW", f.row).set("WHY", w("zones.why." + f.refusal));
      row.set("COLUMN", f.field.empty() ? "" : w("zones.column." + f.field));
    }
    page.show_if(!seen->faults.empty(), "ANY");
    return c.show(page);
  });
}

web::Response show_profile(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const auto values = store::list_values(session, plan->municipality);
    std::map<std::pair<std::string, Area>, Latest> latest;  // they come by year
    for (const auto& v : values) {
      if (!v.sex.empty() || !v.age.empty()) continue;
      Latest& l = latest[{v.indicator, v.area}];
      l.before = l.last;
      l.last = &v;
    }
    std::vector<std::pair<Area, std::string>> areas;
    std::set<std::string> districts;
    for (const auto& code : plan->members) {
      const auto m = territory::find_municipality(session, code);
      areas.emplace_back(Area{"municipality", code.text}, m ? m->name(w.language()) : code.text);
      if (m) districts.insert(m->district);
    }
    for (const auto& d : districts)
      areas.emplace_back(Area{"district", d},
                         w.with("zones.district", {{"name", territory::district_name(session, d, w.language())}}));
    areas.emplace_back(Area{"country", "BG"}, w("zones.country"));
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
