#include "zones/indicator_acts.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// Tables of figures, and what came of each.
namespace gishe::zones {
namespace {

using page::Values;

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
    bool any = false, differ = false;
    for (const auto& f : seen->faults) {
      const bool taken = f.refusal == sources_differ.name;
      (taken ? differ : any) = true;
      auto row = page.add(taken ? "OTHERS" : "FAULTS");
      row.set("ROW", f.row).set("WHY", w("zones.why." + f.refusal)).set("SAID", f.said);
      row.set("COLUMN", f.field.empty() ? "" : w("zones.column." + f.field));
    }
    page.show_if(any, "ANY").show_if(differ, "DIFFER");
    return c.show(page);
  });
}

}  // namespace gishe::zones
