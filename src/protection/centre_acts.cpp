#include "protection/centre_acts.h"

#include <algorithm>

#include "platform/office/act.h"
#include "protection/commission_store.h"
#include "protection/protection.h"
#include "protection/who_is_told.h"
#include "referrals/referrals.h"

namespace gishe::protection {
namespace {

// To report is part of delivering what the referral asks for: the same people, the same records.
constexpr auto carry_out = access::Action::deliver_service;
constexpr int measures_max = 100;

Result<CentreMeasure> allowed_measure(db::Session& session, const Actor& actor, const MeasureId& id) {
  if (!access::function_may(actor, carry_out)) return not_your_function;
  auto found = find_centre_measure(session, access::scope(actor, carry_out), id);
  if (!found) return not_found;
  const auto referral = referrals::ask_referral(session, actor, carry_out, found->referral);
  if (!referral) return referral.refusals();
  return std::move(*found);
}

ledger::Line line_about(const Actor& actor, const CentreMeasure& m, const char* action) {
  return {action, m.municipality, "commission_measure", m.id.value, access::scope(actor, carry_out).rule(), "", {}};
}

Result<Done> report_here(db::Tx& tx, Office& office, const Actor& actor, const CentreMeasure& m,
                         const NewReport& typed) {
  CaseReport report;
  auto no = why_not_report({typed.on, "centre", typed.course, typed.words}, office.today(), report);
  if (no.empty() && report.on < m.from_on) no.emplace_back(before_measure, "on");
  if (!no.empty()) return no;
  if (m.state != CaseState::measure) return not_from_this_state;
  auto c = case_of_measure(tx, office, m.municipality, m.matter);
  if (!c) return not_found;
  if (!step_measure(tx, m)) return changed_meanwhile;
  report.by = actor.account;
  report.house = actor.post.organisation;
  insert_report(tx, office, *c, report);
  auto line = line_about(actor, m, "measure.reported");
  if (report.course == "breach") {
    c->state = CaseState::review;
    if (!update_case(tx, *c, CaseState::measure, CaseVerb::breach, actor.account, office.now(), ""))
      return changed_meanwhile;
    line.changes = {
        {"state", std::string(case_state_name(CaseState::measure)), std::string(case_state_name(CaseState::review))}};
  } else if (!link_case(tx, *c)) {
    return changed_meanwhile;
  }
  office.note(tx, actor, line);
  tell_of_report(tx, office, *c);
  return Done{};
}

}  // namespace

std::vector<CentreMeasure> list_measures_to_carry_out(db::Session& session, const Actor& actor) {
  return list_centre_measures(session, access::scope(actor, carry_out), measures_max);
}

MeasuresHere count_measures(db::Session& session, const Actor& actor, Day today) {
  const auto list = list_measures_to_carry_out(session, actor);
  const auto waiting = std::count_if(list.begin(), list.end(), [&](const CentreMeasure& m) { return m.waits(today); });
  return {static_cast<int>(list.size()), static_cast<int>(waiting)};
}

Result<OpenedMeasure> open_measure(Office& office, const Actor& actor, const MeasureId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedMeasure> {
    auto allowed = allowed_measure(session, actor, id);
    if (!allowed) return allowed.refusals();
    OpenedMeasure opened;
    opened.measure = std::move(*allowed);
    line = line_about(actor, opened.measure, "measure.read");
    for (auto& field : referrals::package_of(session, actor, opened.measure.referral)) {
      if (field.first == "name" || field.first == "born_on") opened.child.push_back(std::move(field));
    }
    opened.reports = list_centre_reports(session, office, access::scope(actor, carry_out), opened.measure);
    return opened;
  });
}

Result<Done> report_on_measure(Office& office, const Actor& actor, const MeasureChange& change, const NewReport& typed,
                               std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "measure.report",
                     {change.id.text(), std::to_string(change.version), typed.on, typed.course, typed.words},
                     [&]() -> Result<Done> {
                       auto allowed = allowed_measure(tx, actor, change.id);
                       if (!allowed) return allowed.refusals();
                       allowed->version = change.version;
                       return report_here(tx, office, actor, *allowed, typed);
                     });
  });
}

}  // namespace gishe::protection
