#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/instant.h"
#include "base/refusal.h"

/// One matter of one shielded person: a contact (she asked for shelter here) or a resident (the crisis centre took her
/// in). Pure.
namespace gishe::protection {

enum class CrisisKind { contact, resident };
enum class CrisisState { open, referred, admitted, leaving, closed };
enum class CrisisVerb { open, refer, refused, admit, plan_exit, stay_on, close };
inline constexpr int crisis_state_count = 5, crisis_verb_count = 7;
std::string_view crisis_kind_name(CrisisKind kind);
std::string_view crisis_state_name(CrisisState state);
std::string_view crisis_verb_name(CrisisVerb verb);
CrisisState crisis_state_from(std::string_view name);

struct CrisisStep {
  CrisisKind kind;
  CrisisState from;
  CrisisVerb verb;
  CrisisState to;
};
std::span<const CrisisStep> crisis_steps();
const CrisisStep* find_crisis_step(CrisisKind kind, CrisisState from, CrisisVerb verb);

/// How she came; locale "protection.came.NAME". Why a matter ends; locale "protection.ended.NAME".
inline constexpr std::string_view crisis_channels[] = {"came", "phone", "police", "hospital", "other"};
inline constexpr std::string_view contact_endings[] = {"sheltered", "safe_with_others", "went_back", "out_of_reach",
                                                       "other"};
inline constexpr std::string_view resident_endings[] = {"own_home", "relatives", "other_service", "went_back", "other"};
std::span<const std::string_view> endings_of(CrisisKind kind);
/// What must be done; locale "protection.task.NAME"; due by the rule "crisis." + name.
inline constexpr std::string_view crisis_tasks[] = {"signal_child", "transport",   "papers",   "assessment",
                                                    "legal_help",   "safety_plan", "exit_plan"};
inline constexpr std::size_t told_words_max = 2000, plan_words_max = 2000, children_max = 12;

struct Crisis {
  CrisisContactId id;
  MunicipalityCode municipality;
  PersonId person;
  CrisisKind kind = CrisisKind::contact;
  CrisisState state = CrisisState::open;
  std::string channel;
  OrganisationId organisation;
  std::optional<ReferralId> referral;       // sent from here, or by which she came
  std::optional<ReferralId> exit_referral;  // of a resident: the way home
  std::optional<StayId> stay;
  std::string told;
  Instant opened_at;
  AccountId opened_by;
  std::int64_t version = 1;
};

struct CrisisTask {
  Uuid id;
  std::string kind, note;
  Day due_on;
  Instant made_at;
  std::optional<Instant> done_at;
};

/// Steps to safety, agreed with her; its own record at L4.
struct SafetyPlan {
  std::string steps, safe_word, people, documents;
  Instant written_at;
  int seq = 0;  // 0: none yet
};
Refusals why_not_plan(SafetyPlan& plan);

}  // namespace gishe::protection
