#include "paper_forms/form.h"

namespace gishe::paper_forms::store {
namespace {

#define FORM_COLUMNS \
  "SELECT serial, kind, printed_at, entered_at, occurred_on, recorded_on, became, record FROM paper_form "

Form form_of(const db::Row& row) {
  return {row.string(0),    row.string(1),    row.instant(2), row.maybe_instant(3),
          row.maybe_day(4), row.maybe_day(5), row.string(6),  row.string(7)};
}

}  // namespace

void insert(db::Tx& tx, const MunicipalityCode& municipality, const Form& form, const AccountId& by) {
  static const db::Query q{
      "paper_form.insert",
      "INSERT INTO paper_form (municipality, serial, kind, printed_at, printed_by) VALUES ($1, $2, "
      "$3, $4, $5)"};
  tx.run(q, {municipality, form.serial, form.kind, form.printed_at, by});
}

std::optional<Form> find(db::Session& session, const MunicipalityCode& municipality, std::string_view serial) {
  static const db::Query q{"paper_form.find", FORM_COLUMNS "WHERE municipality = $1 AND serial = $2"};
  std::optional<Form> found;
  session.one(q, {municipality, serial}, [&](const db::Row& row) { found = form_of(row); });
  return found;
}

bool set_entered(db::Tx& tx, const MunicipalityCode& municipality, const Form& form, const AccountId& by) {
  static const db::Query q{
      "paper_form.entered",
      "UPDATE paper_form SET entered_at = $3, entered_by = $4, occurred_on = $5, recorded_on = "
      "$6, became = $7, record = $8 WHERE municipality = $1 AND serial = $2 AND entered_at IS NULL"};
  return tx.run(q, {municipality, form.serial, form.entered_at, by, form.occurred_on, form.recorded_on, form.became,
                    form.record}) == 1;
}

std::vector<Form> list(db::Session& session, const access::Scope& scope, bool out, int limit) {
  static const db::Query q_out{"paper_form.out", FORM_COLUMNS
                               "WHERE municipality = $1 AND entered_at IS NULL ORDER BY printed_at, serial LIMIT $2"};
  static const db::Query q_in{"paper_form.in", FORM_COLUMNS
                              "WHERE municipality = $1 AND entered_at IS NOT NULL ORDER BY entered_at DESC LIMIT $2"};
  std::vector<Form> list;
  if (scope.none()) return list;
  session.each(out ? q_out : q_in, {scope.municipality(), limit},
               [&](const db::Row& row) { list.push_back(form_of(row)); });
  return list;
}

}  // namespace gishe::paper_forms::store
