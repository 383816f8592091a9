#pragma once
#include "contracts/contract_store.h"

/// What is done with a contract. Each: access → rule → store → ledger, in one transaction. Makers and signers need the
/// referral's open package (deliver_service); what was signed is the house's own paper and stays with it
/// (report_progress).
namespace gishe::contracts {

struct Seen {
  referrals::Referral referral;
  bool as_receiver = false;
  std::optional<Contract> contract;  // to the sender: what was offered, and of amendments the signed ones
  std::vector<Verb> possible;
  std::vector<store::Event> events;
  store::Rule rule;           // does this kind of service need one
  std::optional<Day> due_on;  // when the next thing should have happened
  std::string sent_name;      // of the package; empty: it holds none
  std::vector<store::Mandate>
      mandates;  // of some day since the terms were written, where the package says who they are
  const char* allowed_by = "";

  bool may(Verb verb) const;
};
/// Leaves its line in the ledger before the answer. not_found: no such referral, not for these eyes, or the package has
/// closed and nothing was signed.
Result<Seen> open_contract(Office& office, const Actor& actor, const ReferralId& referral);

/// make, change, propose: the same form in three states.
struct TermsStep {
  ReferralId referral;
  std::int64_t version = 0;  // 0: there is none yet
  std::string party_name;
  Terms terms;
};
Result<Done> write_terms(Office& office, const Actor& actor, const TermsStep& step, std::string_view once_key);

struct Step {
  ReferralId referral;
  Verb verb = Verb::offer;  // offer, take_back, drop, sign, end
  std::int64_t version = 0;
  Signature signature = {};
  Ending ending = {};
};
Result<Done> take_step(Office& office, const Actor& actor, const Step& step, std::string_view once_key);

/// Does this kind of service need a contract on that day.
store::Rule rule_of(db::Session& session, const referrals::Referral& referral, Day on);
/// The event and the ledger line of a step that was stored.
void make_known(db::Tx& tx, Office& office, const Actor& actor, const Contract& before, const Contract& after,
                Verb verb, const char* rule, const std::string& note);

/// What `terms` says, field by field, for people: labels and values.
Fields fields_of(const words::Words& words, const Terms& terms);
std::string state_words(const words::Words& words, State state);
std::string fee_words(const words::Words& words, const Terms& terms);
std::string period_words(const words::Words& words, const Terms& terms);

}  // namespace gishe::contracts
