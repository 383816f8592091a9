#include "referrals/referral_words.h"

namespace gishe::referrals {

using page::Values;

Values::Tone tone_of(State state) {
  switch (state) {
    case State::sent:
    case State::delivered:
    case State::info_requested:
      return Values::Tone::wait;
    case State::accepted:
    case State::in_service:
    case State::completed:
      return Values::Tone::go;
    case State::waitlisted:
      return Values::Tone::info;
    case State::declined:
    case State::expired:
    case State::revoked:
      return Values::Tone::stop;
    default:
      return Values::Tone::plain;
  }
}

std::string state_words(const words::Words& w, State state) {
  return w("referral.state." + std::string(state_name(state)));
}

void put_due(Values& values, const words::Words& w, const Record& record, Day today) {
  if (stage_of(record.state) != Stage::waiting || !record.answer_due_on) return;
  if (record.paused_at) {
    values.set("DUE", w("referrals.due.paused")).show("DUE_CALM");
    return;
  }
  const Day due = *record.answer_due_on;
  const words::Values with{{"day", w.day(due)}, {"relative", w.relative(due, today)}};
  constexpr int soon_days = 2;
  if (due < today) {
    values.set("DUE", w.with("referrals.due.late", with)).show("DUE_LATE");
  } else {
    values.set("DUE", w.with("referrals.due.until", with))
        .show(today.days_until(due) <= soon_days ? "DUE_SOON" : "DUE_CALM");
  }
}

std::string code_words(const words::Words& w, std::string_view family, std::string_view code) {
  if (code.empty()) return {};
  return w(std::string(family) + "." + std::string(code));
}

std::string value_words(const words::Words& w, std::string_view field, const std::string& value) {
  if (field == "sex") return code_words(w, "referrals.sex", value);
  if (field == "born_on") {
    if (const auto day = Day::from_iso(value)) return w.day(*day);
  }
  return value;
}

std::string_view reason_family(Verb verb) {
  switch (verb) {
    case Verb::send:
      return "legal_ground";
    case Verb::decline:
      return "decline_reason";
    case Verb::withdraw:
      return "referral.withdrawal_reason";
    case Verb::revoke:
      return "referral.revocation_reason";
    case Verb::complete:
      return "referral.outcome";
    case Verb::start_service:
      return "referral.no_contract_reason";
    default:
      return {};
  }
}

std::vector<Values::Choice> choices_of(const words::Words& w, std::string_view family,
                                       std::span<const std::string_view> codes, std::string_view chosen) {
  std::vector<Values::Choice> choices;
  for (const auto code : codes) choices.push_back({std::string(code), code_words(w, family, code), "", code == chosen});
  return choices;
}

std::string_view segment_of(Verb verb) {
  switch (verb) {
    case Verb::accept:
      return "acceptance";
    case Verb::decline:
      return "decline";
    case Verb::ask:
      return "question";
    case Verb::answer:
      return "answer";
    case Verb::waitlist:
      return "waiting";
    case Verb::start_service:
      return "service-start";
    case Verb::complete:
      return "completion";
    case Verb::no_show:
      return "no-show";
    case Verb::not_started:
      return "not-started";
    case Verb::withdraw:
      return "withdrawal";
    case Verb::revoke:
      return "revocation";
    case Verb::escalate:
      return "escalation";
    default:
      return {};
  }
}

}  // namespace gishe::referrals
