#pragma once
#include "contracts/contract_store.h"

/// What is done with a contract. Each: access → rule → store → ledger, in one transaction. Makers and signers need the
/// referral's open package (deliver_service); what was signed is the house's own paper and stays with it
/// (report_progress).
namespace gishe::contracts {

struct Seen {
  referrals::Referral referral;
  bool as_receiver = false, shielded = false;
  std::optional<Contract> contract;  // to the sender: what was offered, and of amendments the signed ones
  std::vector<Verb> possible;
  std::vector<store::Event> events;
  store::Rule rule;                      // does this kind of service need one
  std::optional<Day> due_on;             // when the next thing should have happened
  std::vector<store::Mandate> mandates;  // valid today
  bool hidden_place = false;
  const char* allowed_by = "";
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

/// What `terms` says, field by field, for people: labels and values.
Fields fields_of(const words::Words& words, const Terms& terms);
std::string fee_words(const words::Words& words, const Terms& terms);
std::string period_words(const words::Words& words, const Terms& terms);

}  // namespace gishe::contracts
