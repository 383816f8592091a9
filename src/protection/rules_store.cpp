#include "protection/rules_store.h"

namespace gishe::protection {

static const db::Query q_rule{
    "protection.rule",
    "SELECT minutes, basis, mark FROM protection_rule WHERE (municipality = $1 OR municipality = '') AND code = $2"
    " AND from_on <= $3 AND (until_on IS NULL OR until_on >= $3) ORDER BY municipality DESC, from_on DESC LIMIT 1"};

MinuteRule minute_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality, Day on) {
  MinuteRule rule;
  const bool found = session.one(q_rule, {municipality, code, on}, [&](const db::Row& row) {
    rule = {static_cast<int>(row.integer(0)), row.string(1), row.string(2)};
  });
  if (!found) throw std::logic_error("no rule in minutes: " + std::string(code));
  return rule;
}

}  // namespace gishe::protection
