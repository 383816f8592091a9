#pragma once
#include "departures/death_store.h"

/// A file that goes over to another municipality: one side offers, the other takes it over or declines.
namespace gishe::departures {

using TransferId = Id<struct TransferKind>;

/// Stored; locale "departures.transfer.NAME".
enum class TransferState { offered, received, declined, withdrawn, expired };
std::string_view state_name(TransferState state);
std::optional<TransferState> transfer_state_from(std::string_view name);

inline constexpr std::string_view grounds[] = {"consent", "legal_duty"};
inline constexpr std::string_view consent_ways[] = {"written", "oral_recorded", "representative"};
inline constexpr std::size_t note_max = 2000;
inline constexpr int days_ahead_max = 60;

struct Transfer {
  TransferId id;
  MunicipalityCode municipality, to_municipality;
  std::string number;
  std::int64_t version = 1;
  PersonId person;
  TransferState state = TransferState::offered;
  Day moves_on;
  std::string ground, consent_how, note;
  AccountId named;  // there, for a shielded file; else nil
  AccountId offered_by;
  Instant offered_at;
  Day answer_due_on;
  std::optional<Instant> ended_at;
  std::string reason;
  std::optional<PersonId> new_person;
  Sensitivity sensitivity = Sensitivity::personal;  // the person's, now
};

struct NewTransfer {
  std::string to, moves_on, ground, consent_how, note;
  std::string named_email;  // asked for a shielded file only
};
/// What is wrong with it by itself, each at its field. Pure.
Refusals why_not_transfer(const NewTransfer& typed, Day today);

}  // namespace gishe::departures
