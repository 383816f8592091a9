#include "zones/indicator_acts.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "territory/territory.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

constexpr std::size_t file_name_letters_max = 200;

HowToRead how_to_read(db::Session& session, Day today) {
  HowToRead how;
  for (const auto column : columns) {
    how.heading[std::string(column)] = column;
    for (const auto& word : words::said_in_all_languages("zones.heading." + std::string(column)))
      how.heading[word] = column;
  }
  for (const auto& word : words::said_in_all_languages("zones.said.woman")) how.sex[word] = "f";
  for (const auto& word : words::said_in_all_languages("zones.said.man")) how.sex[word] = "m";
  how.sex["f"] = "f";
  how.sex["m"] = "m";
  how.currencies = {words::said_in_all_languages("zones.said.euro"), words::said_in_all_languages("zones.said.leva")};
  how.year_max = today.year() + 1;
  std::set<std::string, std::less<>> towns, districts;
  for (const auto& m : territory::list_municipalities(session)) towns.insert(m.code.text), districts.insert(m.district);
  how.area_kind = [&session, towns, districts](const std::string& code) -> std::string {
    if (code == "BG") return "country";
    if (towns.contains(code)) return "municipality";
    if (districts.contains(code)) return "district";
    const auto ekatte = Ekatte::parse(code);
    return ekatte && territory::find_settlement(session, *ekatte) ? "settlement" : "";
  };
  for (const auto& i : store::list_indicators(session, today)) how.unit[i.code] = i.unit;
  return how;
}

}  // namespace

Result<IndicatorImportId> import_indicators(Office& office, const Actor& actor, std::string_view file_name,
                                            std::string_view bytes, std::string_view once_key) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = Sensitivity::working;
  const auto decision = access::decide(actor, access::Action::keep_zone_plan, facts);
  if (!decision.allowed) return *decision.no;
  const auto table = table::read(bytes);
  if (!table) return table.refusals();
  const auto rows =
      office.db.read([&](db::Session& session) { return read_values(*table, how_to_read(session, office.today())); });
  if (!rows) return rows.refusals();
  store::Import import;
  import.id = IndicatorImportId::make();
  import.municipality = actor.post.municipality;
  if (text::is_plain(file_name)) import.file_name = text::first(text::tidy(file_name), file_name_letters_max);
  import.made_by = actor.account;
  import.made_at = office.now();
  import.taken = std::count_if(rows->begin(), rows->end(), [](const ReadRow& r) { return r.faults.empty(); });
  import.refused = std::ssize(*rows) - import.taken;
  const auto id = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "import_indicators", content_digest({file_name, bytes}),
                      [&]() -> Result<std::string> {
                        store::insert_import(tx, import, *rows);
                        ledger::Line line;
                        line.action = "indicators.imported";
                        line.municipality = import.municipality;
                        line.kind = "indicator_import";
                        line.subject = import.id.value;
                        line.rule = decision.rule;
                        line.changes = {{"taken", "", std::to_string(import.taken)},
                                        {"refused", "", std::to_string(import.refused)}};
                        office.note(tx, actor, line);
                        return import.id.text();
                      });
  });
  if (!id) return id.refusals();
  return IndicatorImportId::parse(*id).value_or(IndicatorImportId{});
}

Result<SeenImport> see_import(db::Session& session, const Actor& actor, const IndicatorImportId& id) {
  const auto scope = access::scope(actor, access::Action::keep_zone_plan);
  const auto import = store::find_import(session, scope, id);
  if (!import) return scope.none() ? not_your_function : not_found;
  return SeenImport{*import, store::list_faults(session, *import)};
}

}  // namespace gishe::zones
