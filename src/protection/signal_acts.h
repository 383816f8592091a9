#pragma once
#include "protection/protection.h"
#include "protection/signal_store.h"

/// The verbs on signals. Each: access → rule → store → ledger, in one transaction.
namespace gishe::protection {

struct NewSignal {
  SignalWords words;
  std::vector<std::string> recipients;  // of recipient_kinds, at least one
  std::string kind = "danger";
  std::optional<CrisisContactId> crisis;
};
/// Who would receive it and how, before it is sent: what the author is shown.
std::vector<Recipient> recipients_of(db::Session& session, const Office& office, const Actor& actor,
                                     const NewSignal& signal);
/// Receivers with an account have it at once; the others are told by the author (tell_recipient). About a child of a
/// crisis contact it is L4: the receivers' officers are named for it by this act.
Result<ChildSignalId> send_signal(Office& office, const Actor& actor, const NewSignal& signal,
                                  std::string_view once_key);
Result<ChildSignalId> send_signal_in(db::Tx& tx, Office& office, const Actor& actor, const NewSignal& signal);

/// What was sent, for its author. Leaves a ledger line.
Result<ChildSignal> open_own_signal(Office& office, const Actor& actor, const ChildSignalId& id);
/// For an officer it is addressed to; the first opening is a step of its own.
Result<ChildSignal> open_received_signal(Office& office, const Actor& actor, const ChildSignalId& id);

struct Telling {
  ChildSignalId id;
  std::string recipient, channel, whom;
};
/// The author told a recipient who has no account here, and says how and whom.
Result<Done> tell_recipient(Office& office, const Actor& actor, const Telling& telling, std::string_view once_key);

struct Acknowledgement {
  ChildSignalId id;
  std::string recipient;  // empty: the receiving officer's own
  std::string number;     // under which the receiver entered it
};
/// By the receiving officer, or by the author for a recipient without an account who gave the number.
Result<Done> acknowledge_signal(Office& office, const Actor& actor, const Acknowledgement& acknowledgement,
                                std::string_view once_key);

}  // namespace gishe::protection
