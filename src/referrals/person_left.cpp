#include "referrals/referral_acts.h"

// Somebody died or moved away: her referrals end with that ground.
namespace gishe::referrals {

std::vector<Referral> list_open_unseen(db::Session& session, const MunicipalityCode& municipality,
                                       const PersonId& person) {
  std::vector<Referral> list;
  for (auto& record : store::list_open_unseen(session, municipality, person)) {
    list.push_back(static_cast<Referral>(std::move(record)));
  }
  return list;
}

void person_left(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                 const PersonId& person, Left left) {
  for (const Record& record : store::list_open_unseen(tx, municipality, person)) {
    const bool running = record.state == State::in_service;
    const Verb verb = running ? Verb::complete : Verb::withdraw;
    if (!find_transition(record.state, verb)) continue;
    Step step;
    step.id = record.id;
    step.verb = verb_name(verb);
    step.version = record.version;
    step.reason = left == Left::died ? "person_died" : "person_moved";
    // Read in this transaction, so nobody can have changed it meanwhile.
    if (!step_on(tx, office, actor, record, step, verb, "system/person_left")) {
      throw db::Fault(db::Fault::Kind::busy, "referral changed inside its own transaction");
    }
  }
}

}  // namespace gishe::referrals
