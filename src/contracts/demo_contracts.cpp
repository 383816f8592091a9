#include <stdexcept>

#include "contracts/contract_acts.h"

// The demo: what lies on a provider's desk. One signed and then amended, one signed, one offered, one begun.
namespace gishe::contracts {
namespace {

void must(const Result<Done>& done, const char* what) {
  if (!done) throw std::runtime_error(std::string(what) + ": " + done.refusals().front().code->name);
}

Terms demo_terms(const Office& office, std::int64_t fee_cents) {
  const words::Words bg(words::Language::bg);
  Terms terms;
  terms.fee_cents = fee_cents;
  terms.fee_per = fee_cents > 0 ? "month" : "";
  terms.start_on = office.today();
  terms.content = bg("contracts.demo_content");
  for (int i = 1; i <= 3; ++i) {
    const auto n = std::to_string(i);
    terms.rights += bg("contracts.template.rights." + n) + "\n";
    terms.duties += bg("contracts.template.duties." + n) + "\n";
  }
  return terms;
}

void take(Office& office, const Actor& head, const ReferralId& id, Verb verb, std::int64_t version) {
  Step step;
  step.referral = id;
  step.verb = verb;
  step.version = version;
  step.signature = {office.today(), "person", std::nullopt, head.name};
  must(take_step(office, head, step, ""), "demo contract");
}

/// False: this person has a running one with the same service.
bool play(Office& office, const Actor& head, const ReferralId& id, int turn) {
  Terms terms = demo_terms(office, turn % 2 == 0 ? 0 : 1250);
  const auto made = write_terms(office, head, {id, 0, "", terms}, "");
  if (!made && made.refusals().front().is(has_one)) return false;
  must(made, "demo contract");
  if (turn >= 3) return true;
  take(office, head, id, Verb::offer, 1);
  if (turn >= 2) return true;
  take(office, head, id, Verb::sign, 2);
  if (turn >= 1) return true;
  terms.fee_cents = 900;
  terms.fee_per = "month";
  terms.reason = words::Words(words::Language::bg)("contracts.demo_reason");
  must(write_terms(office, head, {id, 3, "", terms}, ""), "demo amendment");
  return true;
}

}  // namespace

void load_demo(Office& office, const Actor& head) {
  const auto scope = access::scope(head, access::Action::report_progress);
  const auto rows =
      office.db.read([&](db::Session& session) { return store::list_of_house(session, scope, office.today()); });
  constexpr int contracts_max = 4;
  int turn = 0;
  for (const auto& row : rows) {
    if (row.state || turn >= contracts_max) continue;
    if (play(office, head, row.referral, turn)) ++turn;
  }
}

}  // namespace gishe::contracts
