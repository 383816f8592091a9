#include "zones/indicator_store.h"

#include "zones/zones.h"

namespace gishe::zones::store {
namespace {

const db::Query q_indicators{
    "indicator.list",
    "SELECT code, unit, name_bg, name_it, name_en, basis, mark FROM indicator WHERE from_on <= "
    "$1 AND (until_on IS NULL OR until_on >= $1) ORDER BY name_bg LIMIT 200"};
#define INDICATOR_IMPORT                                                                                             \
  "SELECT municipality, id, file_name, made_by, made_at, taken, refused FROM indicator_import WHERE municipality = " \
  "$1 "
const db::Query q_find{"indicator_import.find", INDICATOR_IMPORT "AND id = $2"};
const db::Query q_list{"indicator_import.list", INDICATOR_IMPORT "ORDER BY made_at DESC, id LIMIT 50"};
const db::Query q_insert{"indicator_import.insert",
                         "INSERT INTO indicator_import (municipality, id, file_name, made_by, made_at, taken, refused) "
                         "VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const db::Query q_insert_fault{"indicator_import.insert_fault",
                               "INSERT INTO indicator_import_fault (municipality, import_id, row_number, place, field, "
                               "refusal, said) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const db::Query q_faults{
    "indicator_import.faults",
    "SELECT row_number, field, refusal, said FROM indicator_import_fault WHERE municipality = $1 AND "
    "import_id = $2 ORDER BY row_number, place LIMIT 20000"};
/// The later table counts.
const db::Query q_put_value{
    "indicator_value.put",
    "INSERT INTO indicator_value (municipality, area_kind, area, indicator, sex, age, year, value_thousandths, source, "
    "document, import_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (municipality, "
    "area_kind, area, sex, age, indicator, year) DO UPDATE SET value_thousandths = excluded.value_thousandths, source "
    "= "
    "excluded.source, document = excluded.document, import_id = excluded.import_id"};
const db::Query q_other{"indicator_value.other",
                        "SELECT source, document, value_thousandths FROM indicator_value WHERE municipality = $1 AND "
                        "area_kind = $2 AND area = $3 AND sex = $4 AND age = $5 AND indicator = $6 AND year = $7 AND "
                        "source <> $8 AND value_thousandths <> $9"};
const db::Query q_totals{"indicator_value.totals",
                         "SELECT indicator, year, value_thousandths, source, document FROM indicator_value WHERE "
                         "municipality = $1 AND area_kind = $2 AND area = $3 AND sex = '' AND age = '' "
                         "ORDER BY indicator, year LIMIT 10000"};

Import import_of(const db::Row& row) {
  return {row.id<IndicatorImportId>(1),
          row.municipality(0),
          row.string(2),
          row.id<AccountId>(3),
          row.instant(4),
          row.integer(5),
          row.integer(6)};
}

}  // namespace

const std::string& Indicator::name(words::Language language) const {
  return language == words::Language::it ? name_it : language == words::Language::en ? name_en : name_bg;
}

std::vector<Indicator> list_indicators(db::Session& session, Day on) {
  std::vector<Indicator> list;
  session.each(q_indicators, {on}, [&](const db::Row& row) {
    list.push_back(
        {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5), row.string(6)});
  });
  return list;
}

namespace {

/// Another source's figure that this one replaces, as the report says it; "" where none says something else.
std::string said_otherwise(db::Tx& tx, const Import& i, const IndicatorValue& v) {
  std::string said;
  tx.one(
      q_other, {i.municipality, v.area.kind, v.area.code, v.sex, v.age, v.indicator, v.year, v.source, v.thousandths},
      [&](const db::Row& row) {
        said = row.string(0) + ", " + row.string(1) + ": " + words::Words(words::Language::bg).decimal(row.integer(2));
      });
  return said;
}

}  // namespace

void insert_import(db::Tx& tx, const Import& i, const std::vector<ReadRow>& rows) {
  tx.run(q_insert, {i.municipality, i.id, i.file_name, i.made_by, i.made_at, i.taken, i.refused});
  for (const ReadRow& r : rows) {
    const auto number = static_cast<std::int64_t>(r.number);
    const auto& v = r.value;
    const auto tell = [&](std::int64_t place, const std::string& field, std::string_view refusal,
                          std::string_view said) {
      tx.run(q_insert_fault, {i.municipality, i.id, number, place, field, refusal, said});
    };
    for (std::size_t k = 0; k < r.faults.size(); ++k)
      tell(static_cast<std::int64_t>(k), r.faults[k].field, r.faults[k].code->name, r.typed_in(r.faults[k].field));
    if (!r.faults.empty()) continue;
    if (const auto other = said_otherwise(tx, i, v); !other.empty()) tell(0, "value", sources_differ.name, other);
    tx.run(q_put_value, {i.municipality, v.area.kind, v.area.code, v.indicator, v.sex, v.age, v.year, v.thousandths,
                         v.source, v.document, i.id});
  }
}

std::optional<Import> find_import(db::Session& session, const access::Scope& scope, const IndicatorImportId& id) {
  std::optional<Import> found;
  if (scope.none()) return found;
  session.one(q_find, {scope.municipality(), id}, [&](const db::Row& row) { found = import_of(row); });
  return found;
}

std::vector<Import> list_imports(db::Session& session, const access::Scope& scope) {
  std::vector<Import> list;
  if (scope.none()) return list;
  session.each(q_list, {scope.municipality()}, [&](const db::Row& row) { list.push_back(import_of(row)); });
  return list;
}

std::vector<Fault> list_faults(db::Session& session, const Import& import) {
  std::vector<Fault> list;
  session.each(q_faults, {import.municipality, import.id}, [&](const db::Row& row) {
    list.push_back({row.integer(0), row.string(1), row.string(2), row.string(3)});
  });
  return list;
}

std::vector<IndicatorValue> list_totals(db::Session& session, const MunicipalityCode& kept_by, const Area& area) {
  std::vector<IndicatorValue> list;
  session.each(q_totals, {kept_by, area.kind, area.code}, [&](const db::Row& row) {
    IndicatorValue& v = list.emplace_back();
    v.area = area;
    v.indicator = row.string(0);
    v.year = static_cast<int>(row.integer(1));
    v.thousandths = row.integer(2);
    v.source = row.string(3);
    v.document = row.string(4);
  });
  return list;
}

}  // namespace gishe::zones::store
