#include "contracts/contract_acts.h"
#include "directory/directory.h"
#include "platform/office/act.h"

// What other capabilities ask and tell: may the service begin, what stands beside a referral, that it is over.
namespace gishe::contracts {

std::optional<Refusal> why_not_begin(db::Session& session, const referrals::Referral& referral, Day today) {
  const auto service = directory::find_service(session, referral.to_service);
  const auto rule = store::find_rule(session, referral.municipality, service ? service->type : "", today);
  if (rule.needs != "before") return std::nullopt;
  const auto contract = store::find(session, referral.municipality, referral.id);
  if (contract && is_running(contract->state)) return std::nullopt;
  return Refusal(referrals::contract_needed, "reason");
}

std::vector<referrals::Beside> beside_referral(db::Session& session, const words::Words& w,
                                               const referrals::Referral& referral, bool as_receiver) {
  using referrals::State;
  if (referral.state != State::accepted && referral.state != State::in_service && referral.state != State::completed)
    return {};
  const auto contract = store::find(session, referral.municipality, referral.id);
  const bool shown =
      contract &&
      (as_receiver || (contract->state != gishe::contracts::State::draft && contract->end_ground != "not_signed"));
  if (!shown && !as_receiver && referral.state == State::completed) return {};
  const auto service = directory::find_service(session, referral.to_service);
  const auto rule = store::find_rule(session, referral.municipality, service ? service->type : "",
                                     local_time(referral.sent_at.value_or(Instant{})).day);
  referrals::Beside beside;
  beside.title = w("contracts.one");
  beside.href = "/referrals/" + referral.id.text() + "/contract";
  beside.link = w("contracts.open");
  if (!shown) {
    beside.lines.push_back(w("contracts.needs." + rule.needs));
    if (as_receiver && rule.needs != "none") return {beside};
    beside.href.clear();
    return {beside};
  }
  beside.lines.push_back(contract->number + ": " + w("contract.state." + std::string(state_name(contract->state))));
  const Terms* terms = contract->in_force() ? contract->in_force() : contract->pending();
  if (terms) beside.lines.push_back(fee_words(w, *terms) + ", " + period_words(w, *terms));
  if (as_receiver && contract->in_force() && contract->pending())
    beside.lines.push_back(w("contracts.amendment_waits"));
  return {beside};
}

void referral_changed(db::Tx& tx, Office& office, const referrals::Outcome& outcome) {
  if (outcome.from == outcome.to || referrals::is_open(outcome.to)) return;
  const auto before = store::find(tx, outcome.referral.municipality, outcome.referral.id);
  if (!before || before->state == State::ended) return;
  Contract next = *before;
  next.state = State::ended;
  next.version = before->version + 1;
  next.changed_at = office.now();
  next.sign_due_on = std::nullopt;
  next.ended_on = office.today();
  next.end_ground = is_running(before->state) ? "service_over" : "not_signed";
  if (!store::update(tx, next)) throw db::Conflict("service_contract");
  if (const Terms* waits = before->pending(); waits && before->in_force()) store::delete_terms(tx, next, waits->seq);
  store::insert_event(tx, next,
                      {next.version, office.now(), std::string(verb_name(Verb::close)), AccountId{}, before->state,
                       next.state, next.end_ground, ""});
  ledger::Line line{"contract.close", next.municipality, "referral", next.referral.value,
                    "system",         next.end_ground,   {}};
  line.changes = {{"contract", std::string(state_name(before->state)), std::string(state_name(next.state))}};
  office.note(tx, Actor{}, line);
}

std::vector<OwnContract> list_for_own_eyes(db::Session& session, const access::Scope& scope, const words::Words& w,
                                           const MunicipalityCode& municipality, const PersonId& person) {
  std::vector<OwnContract> own;
  if (scope.none()) return own;
  for (const store::Row& row : store::list_of_person(session, municipality, person)) {
    const auto service = directory::find_service(session, row.service);
    const auto contract = store::find(session, municipality, row.referral);
    if (!service || service->restricted || !contract || contract->end_ground == "not_signed") continue;
    const Terms* terms = contract->in_force() ? contract->in_force() : contract->pending();
    if (!terms) continue;
    own.push_back({row.number, row.service_name, service->organisation_name,
                   w("contract.state." + std::string(state_name(contract->state))), fee_words(w, *terms),
                   period_words(w, *terms)});
  }
  return own;
}

}  // namespace gishe::contracts
