#include "referrals/referral.h"

#include <algorithm>
#include <cassert>

#include "base/text.h"

namespace gishe::referrals {
namespace {

constexpr std::string_view state_names[state_count] = {
    "draft",   "sent",      "delivered", "info_requested", "accepted", "waitlisted",  "declined",
    "expired", "withdrawn", "revoked",   "in_service",     "no_show",  "not_started", "completed"};
constexpr std::string_view verb_names[verb_count] = {
    "send",     "open",    "ask",         "answer",   "accept", "waitlist", "decline", "start_service",
    "complete", "no_show", "not_started", "withdraw", "revoke", "escalate", "expire",  "take_offer"};
constexpr std::string_view stage_names[] = {"waiting", "answered", "closed"};
constexpr std::string_view side_names[] = {"sender", "receiver", "supervisor", "system"};

template <std::size_t n>
std::optional<int> place_in(const std::string_view (&names)[n], std::string_view name) {
  const auto at = std::find(std::begin(names), std::end(names), name);
  if (at == std::end(names)) return std::nullopt;
  return static_cast<int>(at - std::begin(names));
}

using enum State;
using access::Action;
using S = Side;
using C = ClockEffect;
using P = PackageEffect;
using L = PlaceEffect;

// facts.md §3.7. Ours beside it: a waiting person may be accepted or declined later, a question that is never answered
// may end in a refusal, and revoking differs from withdrawing only in who does it and why.
constexpr Transition table[] = {
    // from, verb, to, who, action, reason, message, tell, clock, package, place
    {draft, Verb::send, sent, S::sender, Action::send_referral, false, "referral_new", Tell::receiver, C::start,
     P::open, L::none},
    {sent, Verb::open, delivered, S::receiver, Action::open_referral, false, "", Tell::nobody, C::none, P::none,
     L::none},

    {sent, Verb::ask, info_requested, S::receiver, Action::ask_question, false, "referral_question", Tell::sender,
     C::pause, P::none, L::none},
    {delivered, Verb::ask, info_requested, S::receiver, Action::ask_question, false, "referral_question", Tell::sender,
     C::pause, P::none, L::none},
    {info_requested, Verb::answer, delivered, S::sender, Action::answer_question, false, "referral_answer",
     Tell::receiver, C::resume, P::none, L::none},

    {sent, Verb::accept, accepted, S::receiver, Action::accept_referral, false, "referral_answered", Tell::sender,
     C::stop, P::none, L::take},
    {delivered, Verb::accept, accepted, S::receiver, Action::accept_referral, false, "referral_answered", Tell::sender,
     C::stop, P::none, L::take},
    {waitlisted, Verb::accept, accepted, S::receiver, Action::accept_referral, false, "referral_answered", Tell::sender,
     C::none, P::none, L::take},

    {sent, Verb::waitlist, waitlisted, S::receiver, Action::waitlist_referral, false, "referral_answered", Tell::sender,
     C::stop, P::none, L::none},
    {delivered, Verb::waitlist, waitlisted, S::receiver, Action::waitlist_referral, false, "referral_answered",
     Tell::sender, C::stop, P::none, L::none},

    {sent, Verb::decline, declined, S::receiver, Action::decline_referral, true, "referral_answered", Tell::sender,
     C::stop, P::close, L::none},
    {delivered, Verb::decline, declined, S::receiver, Action::decline_referral, true, "referral_answered", Tell::sender,
     C::stop, P::close, L::none},
    {info_requested, Verb::decline, declined, S::receiver, Action::decline_referral, true, "referral_answered",
     Tell::sender, C::stop, P::close, L::none},
    {waitlisted, Verb::decline, declined, S::receiver, Action::decline_referral, true, "referral_answered",
     Tell::sender, C::none, P::close, L::none},

    {accepted, Verb::start_service, in_service, S::receiver, Action::deliver_service, false, "referral_answered",
     Tell::sender, C::none, P::none, L::none},
    {in_service, Verb::complete, completed, S::receiver, Action::deliver_service, true, "referral_answered",
     Tell::sender, C::none, P::close, L::give_back},
    {accepted, Verb::no_show, no_show, S::receiver, Action::deliver_service, false, "referral_answered", Tell::sender,
     C::none, P::close, L::give_back},
    {in_service, Verb::no_show, no_show, S::receiver, Action::deliver_service, false, "referral_answered", Tell::sender,
     C::none, P::close, L::give_back},
    {accepted, Verb::not_started, not_started, S::receiver, Action::deliver_service, false, "referral_answered",
     Tell::sender, C::none, P::close, L::give_back},
    {in_service, Verb::not_started, not_started, S::receiver, Action::deliver_service, false, "referral_answered",
     Tell::sender, C::none, P::close, L::give_back},

    {draft, Verb::withdraw, withdrawn, S::sender, Action::withdraw_referral, true, "", Tell::nobody, C::none, P::none,
     L::none},
    {sent, Verb::withdraw, withdrawn, S::sender, Action::withdraw_referral, true, "referral_closed", Tell::receiver,
     C::stop, P::close, L::none},
    {delivered, Verb::withdraw, withdrawn, S::sender, Action::withdraw_referral, true, "referral_closed",
     Tell::receiver, C::stop, P::close, L::none},
    {info_requested, Verb::withdraw, withdrawn, S::sender, Action::withdraw_referral, true, "referral_closed",
     Tell::receiver, C::stop, P::close, L::none},
    {waitlisted, Verb::withdraw, withdrawn, S::sender, Action::withdraw_referral, true, "referral_closed",
     Tell::receiver, C::none, P::close, L::none},
    {accepted, Verb::withdraw, withdrawn, S::sender, Action::withdraw_referral, true, "referral_closed", Tell::receiver,
     C::none, P::close, L::give_back},

    {draft, Verb::revoke, revoked, S::supervisor, Action::revoke_referral, true, "", Tell::nobody, C::none, P::none,
     L::none},
    {sent, Verb::revoke, revoked, S::supervisor, Action::revoke_referral, true, "referral_closed", Tell::receiver,
     C::stop, P::close, L::none},
    {delivered, Verb::revoke, revoked, S::supervisor, Action::revoke_referral, true, "referral_closed", Tell::receiver,
     C::stop, P::close, L::none},
    {info_requested, Verb::revoke, revoked, S::supervisor, Action::revoke_referral, true, "referral_closed",
     Tell::receiver, C::stop, P::close, L::none},
    {waitlisted, Verb::revoke, revoked, S::supervisor, Action::revoke_referral, true, "referral_closed", Tell::receiver,
     C::none, P::close, L::none},
    {accepted, Verb::revoke, revoked, S::supervisor, Action::revoke_referral, true, "referral_closed", Tell::receiver,
     C::none, P::close, L::give_back},

    {sent, Verb::escalate, sent, S::supervisor, Action::escalate_referral, false, "referral_reminder", Tell::receiver,
     C::none, P::none, L::none},
    {delivered, Verb::escalate, delivered, S::supervisor, Action::escalate_referral, false, "referral_reminder",
     Tell::receiver, C::none, P::none, L::none},
    {info_requested, Verb::escalate, info_requested, S::supervisor, Action::escalate_referral, false,
     "referral_question", Tell::sender, C::none, P::none, L::none},
    {waitlisted, Verb::escalate, waitlisted, S::supervisor, Action::escalate_referral, false, "referral_reminder",
     Tell::receiver, C::none, P::none, L::none},
    {accepted, Verb::escalate, accepted, S::supervisor, Action::escalate_referral, false, "referral_reminder",
     Tell::receiver, C::none, P::none, L::none},
    {in_service, Verb::escalate, in_service, S::supervisor, Action::escalate_referral, false, "referral_reminder",
     Tell::receiver, C::none, P::none, L::none},

    {waitlisted, Verb::take_offer, accepted, S::sender, Action::answer_offer, false, "", Tell::nobody, C::none, P::none,
     L::take},

    {sent, Verb::expire, expired, S::system, Action::see_overdue, false, "referral_expired",
     Tell::sender_and_supervisor, C::stop, P::close, L::none},
    {delivered, Verb::expire, expired, S::system, Action::see_overdue, false, "referral_expired",
     Tell::sender_and_supervisor, C::stop, P::close, L::none},
};

Refusals note_faults(const Step& step, bool required_here) {
  Refusals no;
  if (step.note.empty()) {
    if (required_here) no.emplace_back(required, "note");
  } else if (!text::is_plain(step.note, text::Lines::many)) {
    no.emplace_back(not_plain_text, "note");
  } else if (text::length(step.note) > note_length_max) {
    no.push_back(Refusal(too_long, "note", {{"max", std::to_string(note_length_max)}}));
  }
  return no;
}

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<int>(state)]; }
std::string_view verb_name(Verb verb) { return verb_names[static_cast<int>(verb)]; }
std::string_view side_name(Side side) { return side_names[static_cast<int>(side)]; }
std::string_view stage_name(Stage stage) { return stage_names[static_cast<int>(stage)]; }

std::optional<State> state_from(std::string_view name) {
  const auto at = place_in(state_names, name);
  return at ? std::optional(static_cast<State>(*at)) : std::nullopt;
}
std::optional<Verb> verb_from(std::string_view name) {
  const auto at = place_in(verb_names, name);
  return at ? std::optional(static_cast<Verb>(*at)) : std::nullopt;
}
std::optional<Stage> stage_from(std::string_view name) {
  const auto at = place_in(stage_names, name);
  return at ? std::optional(static_cast<Stage>(*at)) : std::nullopt;
}

bool package_is_open(State state) {
  switch (state) {
    case sent:
    case delivered:
    case info_requested:
    case accepted:
    case waitlisted:
    case in_service:
      return true;
    default:
      return false;
  }
}

bool is_open(State state) { return state == draft || package_is_open(state); }

Stage stage_of(State state) {
  switch (state) {
    case draft:
    case sent:
    case delivered:
    case info_requested:
      return Stage::waiting;
    case accepted:
    case waitlisted:
    case in_service:
      return Stage::answered;
    default:
      return Stage::closed;
  }
}

std::span<const Transition> transitions() { return table; }

const Transition* find_transition(State from, Verb verb) {
  const auto at = std::find_if(std::begin(table), std::end(table),
                               [&](const Transition& t) { return t.from == from && t.verb == verb; });
  return at == std::end(table) ? nullptr : at;
}

const Transition& any_transition(Verb verb) {
  return *std::find_if(std::begin(table), std::end(table), [&](const Transition& t) { return t.verb == verb; });
}

std::span<const std::string_view> reasons_for(Verb verb) {
  switch (verb) {
    case Verb::decline:
      return decline_reasons;
    case Verb::withdraw:
      return withdrawal_reasons;
    case Verb::revoke:
      return revocation_reasons;
    case Verb::complete:
      return outcome_codes;
    case Verb::start_service:
      return no_contract_reasons;
    default:
      return {};
  }
}

Refusals why_not_step(const Record& record, const Step& step, std::optional<Day> on, Day today) {
  const auto verb = verb_from(step.verb);
  assert(verb);
  if (*verb == Verb::ask && record.questions_asked >= questions_max) return {Refusal(no_question_left)};

  Refusals no;
  const auto reasons = reasons_for(*verb);
  if (!reasons.empty()) {
    if (step.reason.empty()) {
      if (any_transition(*verb).needs_reason) no.emplace_back(required, "reason");
    } else if (!text::one_of(reasons, step.reason)) {
      no.emplace_back(not_in_list, "reason");
    }
  }
  // "Other" alone tells the other side nothing.
  const bool said = step.reason == "person_died" || step.reason == "person_moved";
  const bool speaks =
      *verb == Verb::ask || *verb == Verb::answer || (*verb == Verb::complete && !said) || step.reason == "other";
  for (auto& refusal : note_faults(step, speaks)) no.push_back(std::move(refusal));

  const bool dated = *verb == Verb::accept || *verb == Verb::waitlist;
  if (dated && step.on.empty() && *verb == Verb::accept) {
    no.emplace_back(required, "on");
  } else if (dated && !step.on.empty()) {
    if (!on) {
      no.emplace_back(not_a_date, "on");
    } else if (*on < today) {
      no.emplace_back(day_passed, "on");
    } else if (today.plus_days(appointment_days_max) < *on) {
      no.emplace_back(day_too_far, "on");
    }
  }
  return no;
}

Record after_step(const Record& record, const Transition& transition, const Step& step, std::optional<Day> on,
                  const AccountId& by, Instant now) {
  Record next = record;
  next.state = transition.to;
  next.version = record.version + 1;
  next.changed_at = now;
  switch (transition.clock) {
    case ClockEffect::pause:
      next.paused_at = now;
      break;
    case ClockEffect::resume:
    case ClockEffect::stop:
      if (record.paused_at) {
        // Whole civil days: a question answered the same day costs the receiver nothing and gives nothing.
        const int days = local_time(*record.paused_at).day.days_until(local_time(now).day);
        next.paused_days += days;
        if (next.answer_due_on) next.answer_due_on = next.answer_due_on->plus_days(days);
        next.paused_at.reset();
      }
      break;
    default:
      break;
  }
  switch (transition.verb) {
    case Verb::open:
      next.delivered_at = now;
      break;
    case Verb::ask:
      ++next.questions_asked;
      if (!next.delivered_at) next.delivered_at = now;
      break;
    case Verb::accept:
    case Verb::take_offer:
      next.appointment_on = on;
      next.appointment_note = step.note;
      break;
    case Verb::waitlist:
      next.expected_on = on;
      next.appointment_note = step.note;
      break;
    case Verb::decline:
      next.decline_reason = step.reason;
      next.decline_suggestion = step.note;
      break;
    case Verb::complete:
      next.outcome_code = step.reason;
      next.outcome_note = step.note;
      break;
    case Verb::escalate:
      next.escalated_at = now;
      break;
    default:
      break;
  }
  if (transition.who == Side::receiver && transition.verb != Verb::open) next.answered_by = by;
  return next;
}

std::string deadline_rule_for(std::string_view urgency) {
  if (urgency == "soon" || urgency == "emergency") return "referral.answer_" + std::string(urgency);
  return "referral.answer";
}

}  // namespace gishe::referrals
