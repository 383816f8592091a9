#pragma once
#include "base/ids.h"
#include "base/instant.h"
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "platform/words/words.h"
#include "zones/indicator.h"

/// Every statement on indicators, their figures and their imports. No personal data: level L1 (working).
namespace gishe::zones::store {

struct Indicator {
  std::string code, unit, name_bg, name_it, name_en, basis, mark;
  const std::string& name(words::Language language) const;
};
/// Those that hold on a day, by name in Bulgarian; at most 200.
std::vector<Indicator> list_indicators(db::Session& session, Day on);

struct Import {
  IndicatorImportId id;
  MunicipalityCode municipality;
  std::string file_name;
  AccountId made_by;
  Instant made_at;
  std::int64_t taken = 0, refused = 0;
};
struct Fault {
  std::int64_t row = 0;
  std::string field, refusal;
  std::string said;  // what stood in the cell; of sources_differ, what the other source says
};
/// A figure of another source is replaced, and told as a fault sources_differ of a row that was taken.
void insert_import(db::Tx& tx, const Import& import, const std::vector<ReadRow>& rows);
std::optional<Import> find_import(db::Session& session, const access::Scope& scope, const IndicatorImportId& id);
/// Newest first; at most 50.
std::vector<Import> list_imports(db::Session& session, const access::Scope& scope);
/// By row; at most 20,000.
std::vector<Fault> list_faults(db::Session& session, const Import& import);

/// What an office keeps of everybody in one area, by indicator and year; at most 10,000.
std::vector<IndicatorValue> list_totals(db::Session& session, const MunicipalityCode& kept_by, const Area& area);

}  // namespace gishe::zones::store
