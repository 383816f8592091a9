#include "platform/jobs/rules.h"

namespace gishe::jobs {

std::optional<Rule> find_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality,
                              Day on) {
  // The empty municipality sorts before every code, so the own row comes first; among those, the latest to begin.
  static const db::Query q_find{"jobs.find_rule",
                                "SELECT code, days, basis, mark FROM deadline_rule "
                                "WHERE code = $1 AND (municipality = $2 OR municipality = '') AND from_on <= $3 "
                                "AND (until_on IS NULL OR until_on >= $3) "
                                "ORDER BY municipality DESC, from_on DESC LIMIT 1"};
  std::optional<Rule> rule;
  session.one(q_find, {code, municipality, on}, [&](const db::Row& r) {
    rule = Rule{r.string(0), static_cast<int>(r.integer(1)), r.string(2), r.string(3)};
  });
  return rule;
}

}  // namespace gishe::jobs
