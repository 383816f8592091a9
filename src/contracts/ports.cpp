#include "contracts/contract_acts.h"
#include "directory/directory.h"
#include "platform/office/act.h"

// What other capabilities ask and tell: may the service begin, what stands beside a referral, that it is over.
namespace gishe::contracts {

std::optional<Refusal> why_not_begin(db::Session& session, const referrals::Referral& referral, Day today) {
  if (rule_of(session, referral, today).needs != "before") return std::nullopt;
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
  const bool shown = contract && (as_receiver || contract->was_offered());
  if (!shown && !as_receiver && referral.state == State::completed) return {};
  referrals::Beside beside;
  beside.title = w("contracts.one");
  beside.href = "/referrals/" + referral.id.text() + "/contract";
  beside.link = w("contracts.open");
  if (!shown) {
    const auto rule = rule_of(session, referral, local_time(referral.sent_at.value_or(Instant{})).day);
    beside.lines.push_back(w("contracts.needs." + rule.needs));
    if (as_receiver && rule.needs != "none") return {beside};
    beside.href.clear();
    return {beside};
  }
  beside.lines.push_back(contract->number + ": " + state_words(w, contract->state));
  if (const Terms* terms = contract->shown())
    beside.lines.push_back(fee_words(w, *terms) + ", " + period_words(w, *terms));
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
  make_known(tx, office, Actor{}, *before, next, Verb::close, "system", "");
}

std::vector<OwnContract> list_for_own_eyes(db::Session& session, const access::Scope& scope, const words::Words& w,
                                           const MunicipalityCode& municipality, const PersonId& person) {
  std::vector<OwnContract> own;
  if (scope.none()) return own;
  for (const ReferralId& referral : store::list_of_person(session, municipality, person)) {
    const auto contract = store::find(session, municipality, referral);
    const auto service = directory::find_service(session, contract->service);
    const Terms* terms = contract->shown();
    if (!service || service->restricted || !terms) continue;
    own.push_back({contract->number, service->name, service->organisation_name, state_words(w, contract->state),
                   fee_words(w, *terms), period_words(w, *terms)});
  }
  return own;
}

}  // namespace gishe::contracts
