#pragma once
#include "contracts/contract.h"

/// Every statement on contracts. Whoever calls has asked the referral first, whose level and ties apply; lists carry
/// that condition themselves.
namespace gishe::contracts::store {

std::optional<Contract> find(db::Session& session, const MunicipalityCode& municipality, const ReferralId& referral);
bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// Another one of this person and service runs.
bool runs_elsewhere(db::Session& session, const Contract& contract);
/// No referral has two contracts: a second one throws db::Conflict.
void insert(db::Tx& tx, const Contract& contract);
/// False when another version is stored than the one before.
bool update(db::Tx& tx, const Contract& contract);
void insert_terms(db::Tx& tx, const Contract& contract, const Terms& terms);
void update_terms(db::Tx& tx, const Contract& contract, const Terms& terms);
void delete_terms(db::Tx& tx, const Contract& contract, int seq);

struct Event {
  std::int64_t seq = 0;
  Instant at;
  std::string verb;
  AccountId by;  // nil: the house itself
  State from = State::draft, to = State::draft;
  std::string reason, note;
};
void insert_event(db::Tx& tx, const Contract& contract, const Event& event);
std::vector<Event> list_events(db::Session& session, const Contract& contract);

/// Who represents this person: as the paper needs it.
struct Mandate {
  RepresentativeId id;
  std::string name, relation, document;
  std::optional<Day> valid_until;
};
/// Valid on some day from the first to the last.
std::vector<Mandate> list_mandates(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                                   Day first, Day last);
std::optional<Mandate> find_mandate(db::Session& session, const MunicipalityCode& municipality,
                                    const RepresentativeId& id);

/// "before", "after" or "none", with its basis in words.
struct Rule {
  std::string needs = "before", basis;
};
Rule find_rule(db::Session& session, const MunicipalityCode& municipality, std::string_view service_type, Day on);

/// A referral of this house that is accepted or in service, with its contract if there is one. Where none is needed
/// there is none to show.
struct Row {
  ReferralId referral;
  std::string referral_number, service_name, referral_state;
  std::optional<Day> appointment_on;
  std::string number;  // of the contract; empty: none
  std::optional<State> state;
  std::optional<Day> sign_due_on, end_on;
  bool waits = false;  // terms that are not signed yet
};
std::vector<Row> list_of_house(db::Session& session, const access::Scope& scope, Day today);
std::vector<Row> list_ended(db::Session& session, const access::Scope& scope);

/// Contracts of one person that were put before her, of referrals not shielded; newest first.
std::vector<ReferralId> list_of_person(db::Session& session, const MunicipalityCode& municipality,
                                       const PersonId& person);

}  // namespace gishe::contracts::store
