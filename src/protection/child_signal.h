#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/instant.h"
#include "base/refusal.h"
#include "base/sensitivity.h"

/// A signal about a child in danger (чл. 7 ЗЗДет): what exactly is sent, to whom, and when each of them read and
/// acknowledged it. Pure.
namespace gishe::protection {

enum class RecipientState { written, sent, opened, acknowledged };
enum class SignalVerb { send, open, acknowledge };
enum class SignalSide { author, receiver };
inline constexpr int recipient_state_count = 4, signal_verb_count = 3;
std::string_view recipient_state_name(RecipientState state);
RecipientState recipient_state_from(std::string_view name);
std::string_view signal_verb_name(SignalVerb verb);

struct SignalStep {
  RecipientState from;
  SignalVerb verb;
  RecipientState to;
  SignalSide who;  // of a recipient without an account here the author writes down what that side did
};
std::span<const SignalStep> signal_steps();
const SignalStep* find_signal_step(RecipientState from, SignalVerb verb);

inline constexpr std::string_view recipient_kinds[] = {"child_protection", "police"};
/// How somebody without an account here was told; locale "protection.channel.NAME".
inline constexpr std::string_view told_channels[] = {"phone", "paper", "in_person"};
inline constexpr std::size_t danger_length_max = 2000, child_length_max = 300, told_length_max = 200,
                             number_length_max = 60;

/// What exactly is sent; nothing else goes along.
struct SignalWords {
  std::string child;    // name, age, or what is known of both
  std::string where;    // where the child is now: an institution, never a shelter's address
  std::string danger;   // what happened or threatens
  std::string adults;   // who is with the child; who is dangerous
  std::string contact;  // how to reach who signals
};
/// Tidies the texts. Refuses nothing said about the child or the danger.
Refusals why_not_signal(SignalWords& words);

struct Recipient {
  std::string kind;  // one of recipient_kinds
  RecipientState state = RecipientState::written;
  OrganisationId organisation;  // nil: told by phone or on paper
  MunicipalityCode organisation_municipality;
  std::string name, phone;
  std::string channel = "account";
  std::string told_whom;
  std::optional<Instant> sent_at, opened_at, acknowledged_at;
  AccountId opened_by, acknowledged_by;
  std::string incoming_number;
  Instant due_at;

  bool has_account() const { return !organisation.is_nil(); }
  bool overdue(Instant now) const { return state != RecipientState::acknowledged && now > due_at; }
};

struct ChildSignal {
  ChildSignalId id;
  MunicipalityCode municipality;
  std::string number;
  std::string kind = "danger";  // danger, commission
  Sensitivity sensitivity = Sensitivity::sensitive;
  std::optional<CrisisContactId> crisis;
  AccountId author;
  std::string author_function;
  SignalWords words;
  Instant written_at;
  std::int64_t version = 1;
  std::vector<Recipient> recipients;

  Recipient* find_recipient(std::string_view kind_of);
  const Recipient* find_recipient(std::string_view kind_of) const;
};

}  // namespace gishe::protection
