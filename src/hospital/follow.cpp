#include "base/text.h"
#include "desk/desk.h"
#include "hospital/discharge_store.h"
#include "hospital/send.h"
#include "platform/office/act.h"

// What a hospital does later with its number and secret, or by its machine.
namespace gishe::hospital {
namespace {

constexpr std::string_view withdrawn_remark = "—";

/// The row may have moved, and the person been shielded, since it was read outside the transaction.
std::optional<Discharge> again(db::Session& session, const Discharge& d) {
  auto kept = store::find_by_number(session, d.municipality, d.number);
  return kept ? std::optional(std::move(kept->record)) : std::nullopt;
}

Result<Discharge> answer(db::Tx& tx, Office& office, const Discharge& d, const HouseStep& step) {
  const std::string words = text::tidy(step.words, text::Lines::many);
  if (words.empty()) return Refusal(required, "words");
  if (!text::is_plain(step.words, text::Lines::many)) return Refusal(not_plain_text, "words");
  if (text::length(words) > words_max) return Refusal(too_long, "words", {{"max", std::to_string(words_max)}});
  auto moved = move_in(tx, office, std::nullopt, d, {"answer", Side::house, "", words});
  if (moved && !desk::answer_returned_in(tx, office, d.municipality, d.application, words)) return changed_meanwhile;
  return moved;
}

Result<Discharge> withdraw(db::Tx& tx, Office& office, const Discharge& d) {
  auto moved = move_in(tx, office, std::nullopt, d, {"withdraw", Side::house});
  if (moved && !desk::withdraw_received_in(tx, office, d.municipality, d.application, withdrawn_remark)) {
    return changed_meanwhile;
  }
  return moved;
}

Result<Discharge> readmit(db::Tx& tx, Office& office, const Discharge& d, const HouseStep& step) {
  const auto day = Day::from_person(text::tidy(step.day));
  if (!day) return Refusal(step.day.empty() ? required : not_a_date, "day");
  if (*day > office.today() || day->days_until(office.today()) > days_back_max) return Refusal(not_in_list, "day");
  for (const auto& event : store::list_events(tx, d)) {
    if (event.verb == "readmit" && event.on == day) return Refusal(already_told, "day");
  }
  if (!d.of_case || !cases::is_open(tx, d.municipality, *d.of_case)) return no_case_open;
  Moved moved{"readmit", Side::house};
  moved.on = day;
  auto after = move_in(tx, office, std::nullopt, d, moved);
  if (after) cases::readmitted_in(tx, office, d.municipality, *d.of_case);
  return after;
}

Seen seen_in(db::Session& session, const Discharge& d) {
  Seen seen;
  seen.discharge = d;
  seen.question = question_of(session, d);
  for (const auto& event : store::list_events(session, d)) {
    if (event.verb == "readmit" && event.on) seen.admissions.push_back(*event.on);
  }
  seen.may_answer = find_transition(d.state, "answer", Side::house);
  seen.may_withdraw = find_transition(d.state, "withdraw", Side::house);
  seen.may_tell_admission = find_transition(d.state, "readmit", Side::house) && d.of_case &&
                            cases::is_open(session, d.municipality, *d.of_case);
  return seen;
}

}  // namespace

std::string question_of(db::Session& session, const Discharge& d) {
  std::string words;
  if (d.state != State::info_requested && d.state != State::declined) return words;
  for (const auto& event : store::list_events(session, d)) {
    if (event.verb == "return" || event.verb == "decline") words = event.note;
  }
  return words;
}

Result<Seen> follow(Office& office, const visitors::Typed& key) {
  const auto opened = visitors::open_receipt(office, receipt_kind, key, store::find_by_number);
  if (!opened) return opened.refusals();
  return office.db.read([&](db::Session& session) { return seen_in(session, *opened); });
}

Result<Discharge> house_step_in(db::Tx& tx, Office& office, const Discharge& stale, const HouseStep& step) {
  const auto d = again(tx, stale);
  if (!d) return not_found;
  if (!find_transition(d->state, step.verb, Side::house)) return not_from_this_state;
  auto after = step.verb == "answer"     ? answer(tx, office, *d, step)
               : step.verb == "withdraw" ? withdraw(tx, office, *d)
                                         : readmit(tx, office, *d, step);
  if (after) {
    office.note(tx, Actor{},
                {"discharge." + step.verb,
                 d->municipality,
                 "application",
                 d->application.value,
                 "none/anywhere/secret",
                 "",
                 {}});
  }
  return after;
}

Result<Done> house_step(Office& office, const visitors::Typed& key, const HouseStep& step, std::string_view once_key) {
  const auto opened = visitors::open_receipt(office, receipt_kind, key, store::find_by_number);
  if (!opened) return opened.refusals();
  try {
    return office.db.write([&](db::Tx& tx) {
      return once_done(tx, office, Actor{}, once_key, "discharge.step",
                       {opened->id.text(), step.verb, step.words, step.day}, [&]() -> Result<Done> {
                         const auto after = house_step_in(tx, office, *opened, step);
                         if (!after) return after.refusals();
                         return Done{};
                       });
    });
  } catch (const db::Conflict&) {  // the same admission told twice in one moment
    return Refusal(already_told, "day");
  }
}

}  // namespace gishe::hospital
