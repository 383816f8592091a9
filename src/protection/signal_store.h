#pragma once
#include <optional>
#include <vector>

#include "platform/office/office.h"
#include "protection/child_signal.h"

/// Every statement on signals. Lists take a Scope; a single signal is read with the facts that decide about it.
namespace gishe::protection {

struct SignalReceiver {
  MunicipalityCode municipality;
  std::string kind;
  OrganisationId organisation;  // nil: no account there
  MunicipalityCode organisation_municipality;
  std::string name, phone;
};
void store_receiver(db::Tx& tx, const SignalReceiver& receiver);
std::vector<SignalReceiver> list_receivers(db::Session& session, const MunicipalityCode& municipality);

bool signal_number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// With recipients, their first event, and the accounts for which it exists (of a shielded child).
void insert_signal(db::Tx& tx, const Office& office, const ChildSignal& signal, const std::vector<AccountId>& named);
/// By id, whoever asks; callers decide with signal_facts. The words are unsealed.
std::optional<ChildSignal> read_signal(db::Session& session, const Office& office, const ChildSignalId& id);
bool signal_names(db::Session& session, const ChildSignal& signal, const AccountId& account);
/// Writes one recipient where its state still is `from`, and the event. False: somebody was faster.
bool move_recipient(db::Tx& tx, const Office& office, const ChildSignal& signal, const Recipient& after,
                    RecipientState from, SignalVerb verb, const AccountId& by);

struct SignalEvent {
  std::string recipient;
  Instant at;
  AccountId by;
  SignalVerb verb;
};
std::vector<SignalEvent> list_signal_events(db::Session& session, const ChildSignal& signal);

/// Own ones, newest first; of a shielded child only where this account is named.
std::vector<ChildSignal> list_own_signals(db::Session& session, const Office& office, const access::Scope& scope,
                                          int limit);
/// Those addressed to the scope's organisation: not acknowledged first, oldest first.
std::vector<ChildSignal> list_received_signals(db::Session& session, const Office& office, const access::Scope& scope,
                                               int limit);
/// Sent from one crisis contact; the caller has decided about the contact.
std::vector<ChildSignal> list_signals_of(db::Session& session, const Office& office,
                                         const MunicipalityCode& municipality, const CrisisContactId& crisis);

}  // namespace gishe::protection
