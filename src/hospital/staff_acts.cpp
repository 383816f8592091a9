#include "hospital/staff_acts.h"

#include <algorithm>

#include "base/text.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "hospital/send.h"
#include "platform/office/act.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

namespace gishe::hospital {
namespace {

using access::Action;

ledger::Line line_about(const Discharge& d, std::string_view action, std::string_view rule,
                        std::string_view reason = {}) {
  return {std::string(action),
          d.municipality,
          "application",
          d.application.value,
          std::string(rule),
          std::string(reason),
          {}};
}

Refusals why_not_end(const Ending& ending) {
  Refusals no;
  if (ending.verb != "complete" && ending.verb != "not_started") {
    no.emplace_back(ending.verb.empty() ? required : not_in_list, "verb");
    return no;
  }
  const auto codes = ending.verb == "complete" ? referrals::outcomes() : std::span(referrals::decline_reasons);
  if (!text::one_of(codes, ending.reason)) no.emplace_back(ending.reason.empty() ? required : not_in_list, "reason");
  return no;
}

}  // namespace

std::vector<people::Colleague> list_workers(db::Session& session, const MunicipalityCode& municipality, Day on) {
  std::vector<people::Colleague> workers;
  for (const access::Row& row : access::table()) {
    if (row.action != Action::start_case) continue;
    for (const auto& a : staff::list_holders(session, row.function, municipality, OrganisationId{}, on))
      workers.push_back({a.id, a.name, a.email});
  }
  return workers;
}

Result<AllowedDischarge> allowed_discharge(db::Session& session, const Actor& actor, Action action,
                                           const DischargeId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  auto found = store::find(session, access::scope(actor, action), id);
  const auto facts = found ? people::facts_of(session, actor, *found->person) : std::nullopt;
  if (!facts) return not_found;
  const auto decision = access::decide(actor, action, *facts);
  if (!decision.allowed) return *decision.no;
  return AllowedDischarge{std::move(*found), decision.rule};
}

Result<AllowedDischarge> open_discharge(Office& office, const Actor& actor, const DischargeId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<AllowedDischarge> {
    auto allowed = allowed_discharge(session, actor, Action::open_application, id);
    if (allowed) line = line_about(allowed->discharge, "discharge.opened", allowed->rule);
    return allowed;
  });
}

Result<Done> give_to_worker(Office& office, const Actor& actor, const DischargeId& id, const AccountId& worker,
                            std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "discharge.given", {id.text(), worker.text()}, [&]() -> Result<Done> {
      const auto allowed = allowed_discharge(tx, actor, Action::change_team, id);
      if (!allowed) return allowed.refusals();
      const Discharge& d = allowed->discharge;
      if (d.state != State::accepted) return not_from_this_state;
      const auto workers = list_workers(tx, d.municipality, office.today());
      const bool known =
          std::any_of(workers.begin(), workers.end(), [&](const auto& w) { return w.account == worker; });
      Actor colleague;
      colleague.account = worker;
      const auto ties = people::facts_of(tx, colleague, d.municipality, *d.person);
      if (!known || !ties || (ties->relations & access::barred)) return Refusal(not_in_list, "worker");
      people::join_team_in(tx, d.municipality, *d.person, worker, office.today());
      people::tell_accounts(tx, office, {worker}, "discharge_given");
      office.note(tx, actor, line_about(d, "discharge.given", allowed->rule));
      return Done{};
    });
  });
}

Result<CaseId> start_case_of(Office& office, const Actor& actor, const DischargeId& id, std::string_view type,
                             std::string_view reason, std::string_view once_key) {
  const auto start = [&](db::Tx& tx) -> Result<std::string> {
    const auto allowed = allowed_discharge(tx, actor, Action::start_case, id);
    if (!allowed) return allowed.refusals();
    const Discharge& d = allowed->discharge;
    if (!find_transition(d.state, "start", Side::worker)) return not_from_this_state;
    const auto started = cases::start_case_in(tx, office, actor, {*d.person, std::string(type), std::string(reason)});
    if (!started) return started.refusals();
    Moved moved{"start", Side::worker};
    moved.of_case = *started;
    if (const auto after = move_in(tx, office, actor.account, d, moved); !after) return after.refusals();
    office.note(tx, actor, line_about(d, "discharge.case_started", allowed->rule));
    return started->text();
  };
  try {
    const auto made = office.db.write([&](db::Tx& tx) -> Result<std::string> {
      return jobs::once(tx, office.clock, actor, once_key, "discharge.case_started",
                        content_digest({id.text(), type, reason}), [&] { return start(tx); });
    });
    if (!made) return made.refusals();
    return CaseId::parse(*made).value_or(CaseId{});
  } catch (const db::Conflict&) {  // two colleagues at one moment
    return Refusal(cases::already_open, "", {{"number", ""}});
  }
}

Result<Done> end_discharge(Office& office, const Actor& actor, const Ending& ending, std::string_view once_key) {
  auto no = why_not_end(ending);
  return office.db.write([&](db::Tx& tx) {
    return once_done(
        tx, office, actor, once_key, "discharge.ended",
        {ending.id.text(), ending.verb, ending.reason, std::to_string(ending.version)}, [&]() -> Result<Done> {
          const auto allowed = allowed_discharge(tx, actor, Action::change_application, ending.id);
          if (!allowed) return allowed.refusals();
          if (!no.empty()) return no;
          const Discharge& d = allowed->discharge;
          if (d.version != ending.version) return changed_meanwhile;
          const auto after = move_in(tx, office, actor.account, d, {ending.verb, Side::worker, ending.reason});
          if (!after) return after.refusals();
          office.note(tx, actor, line_about(d, "discharge." + ending.verb, allowed->rule, ending.reason));
          return Done{};
        });
  });
}

Waiting count_waiting(db::Session& session, const Actor& actor) {
  if (!access::function_may(actor, Action::take_online_application)) return {};
  const auto [count, due_on] = store::count_waiting(session, access::scope(actor, Action::take_online_application));
  return {count, due_on};
}

// Ports: the desk or a case has moved something a hospital waits for; access was asked there.

void desk_moved(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                const ApplicationId& id, std::string_view state, std::string_view words) {
  const auto d = store::find_by_application(tx, municipality, id);
  if (!d) return;
  const std::string_view verb = state == "taken" ? "accept" : state == "returned" ? "return" : "decline";
  if (!find_transition(d->state, verb, Side::desk)) return;
  const auto after = move_in(tx, office, actor.account, *d, {verb, Side::desk, "", std::string(words)});
  if (!after) throw db::Fault(db::Fault::Kind::busy, "discharge changed inside its own transaction");
}

void case_closed(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality, const CaseId& id,
                 std::string_view outcome) {
  const auto d = store::find_by_case(tx, municipality, id);
  if (!d || !find_transition(d->state, "complete", Side::worker)) return;
  const auto after =
      move_in(tx, office, actor.account, *d, {"complete", Side::worker, std::string(outcome_of_case(outcome))});
  if (!after) throw db::Fault(db::Fault::Kind::busy, "discharge changed inside its own transaction");
}

}  // namespace gishe::hospital
