#pragma once
#include <span>

#include "referrals/referrals.h"

/// The life of a referral as one table: every step that exists, who may take it and what it does. Pure.
namespace gishe::referrals {

/// What moves a referral. Stored in referral_event by name; locale "referral.verb.NAME".
enum class Verb {
  send,
  open,
  ask,
  answer,
  accept,
  waitlist,
  decline,
  start_service,
  complete,
  no_show,
  not_started,
  withdraw,
  revoke,
  escalate,
  expire,
  take_offer
};
inline constexpr int verb_count = 16;
inline constexpr int state_count = 14;
std::string_view verb_name(Verb verb);
std::optional<Verb> verb_from(std::string_view name);

enum class Side { sender, receiver, supervisor, system };
std::string_view side_name(Side side);

/// What a step does to the deadline for the receiver's answer.
enum class ClockEffect { none, start, pause, resume, stop };
/// What it does to the receiver's right to read the package.
enum class PackageEffect { none, open, close };
/// What it does to the service's free places.
enum class PlaceEffect { none, take, give_back };
/// Who is told that something happened (never what).
enum class Tell { nobody, sender, receiver, sender_and_supervisor };

struct Transition {
  State from;
  Verb verb;
  State to;
  Side who;
  access::Action action;  // asked of access, except for Side::system
  bool needs_reason;      // a code of reasons_for(verb)
  const char* message;    // post kind; empty: nobody is told
  Tell tell;
  ClockEffect clock;
  PackageEffect package;
  PlaceEffect place;
};
/// Every step that exists. What is not here is refused with not_from_this_state.
std::span<const Transition> transitions();
const Transition* find_transition(State from, Verb verb);
/// The same side and action hold for a verb from every state.
const Transition& any_transition(Verb verb);

/// Where a referral stands in lists.
enum class Stage { waiting, answered, closed };
Stage stage_of(State state);
std::string_view stage_name(Stage stage);
std::optional<Stage> stage_from(std::string_view name);

inline constexpr std::string_view withdrawal_reasons[] = {
    "person_refused", "need_met", "sent_by_mistake", "other_service", "person_died", "person_moved", "other"};
inline constexpr std::string_view revocation_reasons[] = {"wrong_receiver", "consent_withdrawn", "too_much_sent",
                                                          "misuse", "other"};
inline constexpr std::string_view outcome_codes[] = {
    "goal_met", "partly_met", "continues_elsewhere", "person_left", "person_died", "person_moved", "other"};
inline constexpr std::string_view urgencies[] = {"normal", "soon", "emergency"};
inline constexpr std::string_view legal_grounds[] = {"consent", "legal_duty", "public_task", "vital_interest"};
inline constexpr std::string_view consent_ways[] = {"written", "oral_recorded", "representative"};
/// The codes a step's reason must be one of; empty for steps without reason.
std::span<const std::string_view> reasons_for(Verb verb);

inline constexpr std::size_t note_length_max = 1000;
inline constexpr int questions_max = 1;
inline constexpr int appointment_days_max = 366;

/// Everything of a referral that its own folder knows.
struct Record : Referral {
  std::string kind = "referral", reason, legal_ground, consent_how;
  Sensitivity sensitivity = Sensitivity::personal;
  QuotaAgreementId agreement;  // nil: none
  std::optional<Instant> delivered_at, paused_at, escalated_at;
  int paused_days = 0, questions_asked = 0;
  std::optional<Day> expected_on;
  bool place_taken = false;
  std::string outcome_code, outcome_note;
  AccountId answered_by;
  Instant changed_at;
};

/// Everything a step may leave wrong in its own words: the reason, the date, the text. Empty: none.
Refusals why_not_step(const Record& record, const Step& step, std::optional<Day> on, Day today);
/// The record after the step: state, clock, reason, dates, version + 1. The step must exist and be without refusals.
Record after_step(const Record& record, const Transition& transition, const Step& step, std::optional<Day> on,
                  const AccountId& by, Instant now);

/// Code of the deadline rule for an urgency: "referral.answer", "referral.answer_soon" …
std::string deadline_rule_for(std::string_view urgency);

}  // namespace gishe::referrals
