#include "guard/emergency_acts.h"

#include <algorithm>

#include "base/text.h"
#include "platform/office/act.h"
#include "staff/staff.h"

namespace gishe::guard {
namespace {

using access::Action;

constexpr std::int64_t day_seconds = 86'400;
constexpr int review_rows = 100;

std::vector<AccountId> officers_of_data_protection(db::Session& session, const MunicipalityCode& municipality, Day on) {
  std::vector<AccountId> ids;
  for (const auto& who : people::list_holders(session, Action::see_accesses, municipality, on))
    ids.push_back(who.account);
  return ids;
}

/// The file meant, if this door may open it: the same answer for absent, shielded and barred.
std::optional<people::Person> find_meant(db::Session& session, const Office& office, const Actor& actor,
                                         const EmergencyRequest& request) {
  const auto scope = access::scope(actor, Action::break_glass);
  auto person = request.person ? people::find_person(session, scope, *request.person)
                               : people::find_numbered(session, office, scope, request.number);
  if (person && person->sensitivity == Sensitivity::shielded) person.reset();
  return person;
}

bool opens_for(db::Session& session, const Actor& actor, const PersonId& person) {
  const auto facts = people::facts_of(session, actor, person);
  return facts && access::decide(actor, Action::open_person, *facts).allowed;
}

Result<std::string> break_in(db::Tx& tx, Office& office, const Actor& actor, const EmergencyRequest& request) {
  const auto person = find_meant(tx, office, actor, request);
  if (!person) return Refusal(no_such_file, request.person ? "" : "number");
  const auto facts = people::facts_of(tx, actor, person->id);
  if (!facts) return no_such_file;
  const auto decision = access::decide(actor, Action::break_glass, *facts);
  if (!decision.allowed) return no_such_file;
  if (opens_for(tx, actor, person->id)) return opens_anyway;
  const auto now = office.now();
  const auto limits = store::find_limits(tx, person->municipality, office.today());
  store::lock_account(tx, actor.account);
  if (store::opened_lately(tx, person->municipality, person->id, actor.account,
                           now.plus_seconds(-60 * limits.pause_minutes)))
    return Refusal(opened_lately, {}, {{"hours", std::to_string((limits.pause_minutes + 59) / 60)}});
  if (store::count_opened_since(tx, actor.account, now.plus_seconds(-day_seconds)) >= limits.a_day_max)
    return Refusal(too_many_today, {}, {{"max", std::to_string(limits.a_day_max)}});
  Opening o;
  o.id = EmergencyOpeningId::make();
  o.municipality = person->municipality;
  o.person = person->id;
  o.account = actor.account;
  o.reason_code = request.reason_code;
  o.reason = text::tidy(request.reason);
  o.opened_at = now;
  o.ends_at = now.plus_seconds(60 * limits.minutes);
  const auto days = jobs::find_rule(tx, "emergency.review", o.municipality, office.today());
  o.review_due_on = plus_working_days(office.today(), days ? days->days : 0);
  store::insert_opening(tx, o);
  office.note(tx, actor,
              {"person.emergency_begun",
               o.municipality,
               "person",
               person->pseudonym,
               decision.rule,
               o.reason_code,
               {{"reason", "", o.reason}}});
  people::tell_keepers(tx, office, *person, "emergency_opened", actor.account,
                       officers_of_data_protection(tx, o.municipality, office.today()));
  return o.id.text();
}

void end(db::Tx& tx, const Office& office, const Actor& actor, const Opening& o, Instant at, const char* why) {
  store::end_opening(tx, o, at);
  office.note(tx, actor, {"emergency.ended", o.municipality, "emergency", o.id.value, "", why, {}});
}

/// What reading gave: never rolled back, because a clock that went back ends the opening for good.
struct Read {
  Refusals no;
  InEmergency seen;
};

Read read_in(db::Tx& tx, Office& office, const Actor& actor, const EmergencyOpeningId& id) {
  Read read;
  const auto opening = store::find_opening(tx, actor.post.municipality, id);
  auto facts =
      opening && opening->account == actor.account ? people::facts_of(tx, actor, opening->person) : std::nullopt;
  // Shielded or barred since it began: not there any more, not even its end.
  if (!facts || facts->sensitivity == Sensitivity::shielded || (facts->relations & access::barred)) {
    read.no.emplace_back(not_found);
    return read;
  }
  const auto state = running(*opening, office.now());
  if (state == Running::clock_went_back) end(tx, office, actor, *opening, opening->last_read_at, "clock_went_back");
  if (state != Running::yes) {
    read.no.emplace_back(time_is_over);
    return read;
  }
  facts->relations |= access::emergency;
  const auto decision = access::decide(actor, Action::open_in_emergency, *facts);
  const auto scope = access::scope(actor, Action::open_in_emergency);
  auto person = decision.allowed ? people::find_person(tx, scope, opening->person) : std::nullopt;
  if (!person) {
    read.no.emplace_back(not_found);
    return read;
  }
  store::note_read(tx, *opening, office.now());
  office.note(tx, actor,
              {"person.opened_in_emergency",
               person->municipality,
               "person",
               person->pseudonym,
               decision.rule,
               opening->reason_code,
               {}});
  read.seen.representatives = people::list_representatives(tx, scope, person->id, office.today());
  read.seen.opening = *opening;
  read.seen.person = std::move(*person);
  return read;
}

}  // namespace

Result<EmergencyOpeningId> break_glass(Office& office, const Actor& actor, const EmergencyRequest& request,
                                       std::string_view once_key) {
  if (!access::function_may(actor, Action::break_glass)) return not_your_function;
  Refusals no = why_not_reasons(request.reason_code, request.reason);
  if (!request.person && !people::is_whole_number(request.number))
    no.insert(no.begin(), Refusal(request.number.empty() ? required : not_a_number, "number"));
  if (!no.empty()) return no;
  auto begun = office.db.write([&](db::Tx& tx) -> Result<EmergencyOpeningId> {
    const auto digest = content_digest(
        {request.person ? request.person->text() : std::string(), request.number, request.reason_code, request.reason});
    const auto id = jobs::once(tx, office.clock, actor, once_key, "guard.break_glass", digest,
                               [&] { return break_in(tx, office, actor, request); });
    if (!id) return id.refusals();
    return EmergencyOpeningId::parse(*id).value_or(EmergencyOpeningId{});
  });
  if (!begun && begun.refusals().front().is(no_such_file)) {
    people::note_look_up(office, actor, {"opened", request.number, {}, {}, request.person, ""});
  }
  return begun;
}

Result<InEmergency> open_in_emergency(Office& office, const Actor& actor, const EmergencyOpeningId& id) {
  if (!access::function_may(actor, Action::open_in_emergency)) return not_your_function;
  auto read = office.db.write([&](db::Tx& tx) { return read_in(tx, office, actor, id); });
  if (!read.no.empty()) return read.no;
  return std::move(read.seen);
}

Result<Done> end_emergency(Office& office, const Actor& actor, const EmergencyOpeningId& id) {
  if (!access::function_may(actor, Action::open_in_emergency)) return not_your_function;
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto opening = store::find_opening(tx, actor.post.municipality, id);
    if (!opening || opening->account != actor.account) return not_found;
    if (!opening->ended_at) end(tx, office, actor, *opening, office.now(), "given_back");
    return Done{};
  });
}

Result<Review> open_review(Office& office, const Actor& actor) {
  const auto scope = access::scope(actor, Action::review_emergency);
  if (scope.none()) return not_your_function;
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Review> {
    line = {"emergencies.opened", scope.municipality(), "", {}, scope.rule(), "", {}};
    Review review{store::list_for_review(session, scope, review_rows), {}};
    for (const auto& row : review.openings) {
      review.openers.push_back(staff::account_name(session, row.opening.account));
    }
    return review;
  });
}

Result<Done> review_emergency(Office& office, const Actor& actor, const EmergencyOpeningId& id,
                              std::string_view verdict, std::string_view note, std::string_view once_key) {
  const auto scope = access::scope(actor, Action::review_emergency);
  if (scope.none()) return not_your_function;
  const std::string words = text::tidy(note);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "guard.review", {id.text(), verdict, words}, [&]() -> Result<Done> {
      auto found = store::find_for_review(tx, scope, id);
      if (!found) return not_found;
      Opening& o = found->opening;
      if (auto no = why_not_review(o, actor.account)) return *no;
      Refusals no;
      if (std::find(std::begin(verdicts), std::end(verdicts), verdict) == std::end(verdicts))
        no.emplace_back(verdict.empty() ? required : not_in_list, "verdict");
      if (words.empty() && verdict == verdicts[1]) no.emplace_back(required, "note");
      if (!text::is_plain(note)) no.emplace_back(not_plain_text, "note");
      if (text::length(words) > reason_max)
        no.push_back(Refusal(too_long, "note", {{"max", std::to_string(reason_max)}}));
      if (!no.empty()) return no;
      o.verdict = verdict;
      o.reviewed_by = actor.account;
      o.reviewed_at = office.now();
      o.review_note = words;
      if (!store::set_verdict(tx, o)) return reviewed_already;
      office.note(tx, actor,
                  {"person.emergency_reviewed",
                   o.municipality,
                   "person",
                   found->pseudonym,
                   scope.rule(),
                   o.verdict,
                   {{"note", "", words}}});
      return Done{};
    });
  });
}

std::int64_t count_unreviewed(db::Session& session, const Actor& actor) {
  return store::count_for_review(session, access::scope(actor, Action::review_emergency));
}

int end_what_is_over(Office& office) {
  return office.db.write([&](db::Tx& tx) {
    int ended = 0;
    for (const Opening& o : store::list_not_ended(tx)) {
      const auto state = running(o, office.now());
      // What still runs is touched, so that a clock put back between two reads is noticed within a minute.
      if (state == Running::yes) {
        store::note_read(tx, o, office.now());
        continue;
      }
      const bool back = state == Running::clock_went_back;
      end(tx, office, Actor{}, o, back ? o.last_read_at : o.ends_at, back ? "clock_went_back" : "time_is_over");
      ++ended;
    }
    return ended;
  });
}

}  // namespace gishe::guard
