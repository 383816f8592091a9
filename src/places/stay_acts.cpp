#include "places/stay_acts.h"

#include <algorithm>

#include "base/text.h"
#include "places/places_access.h"
#include "places/waiting_store.h"
#include "platform/office/act.h"
#include "referrals/referrals.h"

namespace gishe::places {
namespace {

using access::Action;

struct Allowed {
  Stay stay;
  const char* rule;
};
Result<Allowed> find_own(db::Session& session, const Actor& actor, Action action, const StayId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  auto stay = store::find_stay(session, access::scope(actor, action), id);
  if (!stay) return not_found;
  const auto decision = access::decide(actor, action, facts_of(session, actor, *stay));
  if (!decision.allowed) return *decision.no;
  return Allowed{std::move(*stay), decision.rule};
}

Refusals why_not_note(const Change& c, bool needed) {
  const auto length = text::length(c.note);
  if (needed && length < decision_length_min) return {Refusal(decision_needed, "note")};
  if (!text::is_plain(c.note, text::Lines::many)) return {Refusal(not_plain_text, "note")};
  if (length > note_length_max) return {Refusal(too_long, "note", {{"max", std::to_string(note_length_max)}})};
  return {};
}

Refusals extend_to(const Stay& stay, const Change& c, Day today, Stay& after) {
  Refusals no = why_not_note(c, true);
  const auto until = Day::from_person(text::tidy(c.until));
  if (text::tidy(c.until).empty()) {
    no.emplace_back(required, "until");
  } else if (!until) {
    no.emplace_back(not_a_date, "until");
  } else if (*until < today) {
    no.emplace_back(day_passed, "until");
  } else if (stay.planned_end_on && *until <= *stay.planned_end_on) {
    no.emplace_back(not_later, "until");
  } else if (stay.longest_until_on && *stay.longest_until_on < *until) {
    no.push_back(Refusal(longer_than_allowed, "until", {{"day", written(*stay.longest_until_on)}}));
  }
  if (until) after.planned_end_on = until;
  return no;
}

Refusals end_with(const Change& c, Day today, Stay& after) {
  Refusals no = why_not_note(c, c.reason == "other");
  if (c.reason.empty())
    no.emplace_back(required, "reason");
  else if (!text::one_of(end_reasons, c.reason))
    no.emplace_back(not_in_list, "reason");
  if (c.destination.empty())
    no.emplace_back(required, "destination");
  else if (!text::one_of(destinations, c.destination))
    no.emplace_back(not_in_list, "destination");
  after.ended_on = today;
  after.end_reason = c.reason;
  after.destination = c.destination;
  return no;
}

Refusals move_to(db::Tx& tx, const Office& office, const Stay& stay, const Change& c, Stay& after) {
  Refusals no = why_not_note(c, false);
  if (!c.place) return {Refusal(required, "place")};
  const auto place = store::find_place(tx, stay.municipality, *c.place);
  if (!place || place->service != stay.service) return {Refusal(not_in_list, "place")};
  if (!place->in_use_on(office.today())) no.emplace_back(place_not_in_use, "place");
  Guest guest;
  if (stay.referral) guest = store::guest_of(tx, stay.from_municipality, *stay.referral, office.today());
  if (!may_suit(*place, guest)) no.emplace_back(place_does_not_fit, "place");
  after.place = place->id;
  return no;
}

Refusals admit_with(db::Tx& tx, const Office& office, const Change& c, Verb verb, Stay& after) {
  const Day today = office.today();
  after.admitted_on = today;
  if (verb == Verb::admit_in_emergency) {
    after.in_emergency = true;
    after.papers_due_on = due_by_rule(tx, "places.papers", after.municipality, today);
  }
  const auto service = directory::find_service(tx, after.service);
  if (!service) return {Refusal(not_found)};
  return set_days(tx, *service, c.until, today, after);
}

/// What the verb does to the row, or why it cannot.
Refusals apply(db::Tx& tx, const Office& office, const Stay& stay, const Change& c, Verb verb, Stay& after) {
  switch (verb) {
    case Verb::admit:
    case Verb::admit_in_emergency:
      return admit_with(tx, office, c, verb, after);
    case Verb::bring_papers:
      after.papers_due_on.reset();
      return why_not_note(c, false);
    case Verb::extend:
      return extend_to(stay, c, office.today(), after);
    case Verb::move:
      return move_to(tx, office, stay, c, after);
    case Verb::end:
      return end_with(c, office.today(), after);
    case Verb::release:
      after.ended_on = office.today();
      after.end_reason = c.reason.empty() ? "did_not_come" : c.reason;
      return {};
    case Verb::reserve:
      break;
  }
  return {Refusal(not_from_this_state)};
}

/// A place beyond the capacity goes with the one it was made for.
void close_extra_place(db::Tx& tx, const Office& office, const Stay& stay) {
  const auto place = store::find_place(tx, stay.municipality, stay.place);
  if (place && place->beyond_capacity) store::close_place(tx, *place, office.today().plus_days(-1), place->decision);
}

}  // namespace

Result<Done> tell_referral(db::Tx& tx, Office& office, const Actor& actor, const Stay& stay,
                           std::string_view no_contract) {
  if (!stay.referral) return Done{};
  const auto referral = referrals::find_referral(tx, access::scope(actor, Action::deliver_service), *stay.referral);
  if (!referral || referral->state != referrals::State::accepted) return Done{};
  referrals::Step step;
  step.id = referral->id;
  step.verb = "start_service";
  step.version = referral->version;
  step.reason = stay.state == State::emergency_admitted ? std::string_view("emergency") : no_contract;
  const auto state = referrals::take_step_in(tx, office, actor, step);
  if (!state && state.refusals().front().is(referrals::contract_needed))
    return Refusal(referrals::contract_needed, "no_contract");
  if (!state) return state.refusals();
  return Done{};
}

Result<Stay> step_by_house(db::Tx& tx, Office& office, const Actor& actor, const Stay& stay, const Change& change,
                           Verb verb, const char* rule) {
  const Transition* transition = find_transition(stay.state, verb);
  if (!transition) return not_from_this_state;
  store::lock_service(tx, stay.service);
  Stay after = stay;
  after.state = transition->to;
  after.version = stay.version + 1;
  Change c = change;
  c.note = text::tidy(c.note, text::Lines::many);
  if (auto no = apply(tx, office, stay, c, verb, after); !no.empty()) return no;
  switch (store::update_stay(tx, after, office.now())) {
    case store::Stored::changed_meanwhile:
      return changed_meanwhile;
    case store::Stored::place_taken:
      return Refusal(place_taken, "place");
    case store::Stored::yes:
      break;
  }
  if (after.state == State::ended) close_extra_place(tx, office, after);
  const auto on = verb == Verb::end || verb == Verb::release ? after.ended_on : after.planned_end_on;
  store::insert_event(tx, after,
                      {after.version, office.now(), actor.account, verb, stay.state, after.state, after.place, on,
                       after.end_reason, c.note});
  office.note(tx, actor,
              {"stay." + std::string(verb_name(verb)),
               stay.municipality,
               "stay",
               stay.id.value,
               rule,
               after.end_reason,
               {{"state", std::string(state_name(stay.state)), std::string(state_name(after.state))}}});
  keep_figures(tx, office, stay.municipality, stay.service);
  return after;
}

Result<Stay> take_step_in(db::Tx& tx, Office& office, const Actor& actor, const Change& change, Verb verb) {
  auto own = find_own(tx, actor, Action::keep_placements, change.id);
  if (!own) return own.refusals();
  if (own->stay.version != change.version) return changed_meanwhile;
  const bool comes = verb == Verb::admit || verb == Verb::admit_in_emergency;
  if ((comes || verb == Verb::release) && store::is_offered(tx, own->stay.municipality, own->stay.id))
    return offer_waits;
  if (verb == Verb::release && own->stay.state != State::reserved) return not_from_this_state;
  auto stay = step_by_house(tx, office, actor, own->stay, change, verb, own->rule);
  if (!stay || !comes) return stay;
  if (auto told = tell_referral(tx, office, actor, *stay, change.no_contract); !told) return told.refusals();
  return stay;
}

Result<Done> take_step(Office& office, const Actor& actor, const Change& change, Verb verb, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "stay." + std::string(verb_name(verb)),
                     {change.id.text(), std::to_string(change.version), change.until, change.reason, change.destination,
                      change.note, change.place ? change.place->text() : "", change.no_contract},
                     [&]() -> Result<Done> {
                       const auto stay = take_step_in(tx, office, actor, change, verb);
                       if (!stay) return stay.refusals();
                       return Done{};
                     });
  });
}

Result<Done> extend(Office& office, const Actor& actor, const Change& change, std::string_view once_key) {
  return take_step(office, actor, change, Verb::extend, once_key);
}
Result<Done> extend_in(db::Tx& tx, Office& office, const Actor& actor, const Change& change) {
  const auto stay = take_step_in(tx, office, actor, change, Verb::extend);
  if (!stay) return stay.refusals();
  return Done{};
}
Result<Done> end_stay(Office& office, const Actor& actor, const Change& change, std::string_view once_key) {
  return take_step(office, actor, change, Verb::end, once_key);
}
Result<Done> end_stay_in(db::Tx& tx, Office& office, const Actor& actor, const Change& change) {
  const auto stay = take_step_in(tx, office, actor, change, Verb::end);
  if (!stay) return stay.refusals();
  return Done{};
}

Result<OpenedStay> open_stay(Office& office, const Actor& actor, const StayId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedStay> {
    auto own = find_own(session, actor, Action::see_beds, id);
    if (!own) return own.refusals();
    line = {"stay.opened", own->stay.municipality, "stay", own->stay.id.value, own->rule, "", {}};
    OpenedStay opened;
    opened.stay = std::move(own->stay);
    opened.events = store::list_events(session, opened.stay);
    return opened;
  });
}

std::optional<Stay> find_stay(db::Session& session, const access::Scope& scope, const StayId& id) {
  return store::find_stay(session, scope, id);
}

std::vector<Stay> list_stays(db::Session& session, const access::Scope& scope, const ReferralId& referral) {
  return store::list_of_referral(session, scope, referral);
}

bool has_stay(db::Session& session, const MunicipalityCode& home, const PersonId& person) {
  return store::has_stay(session, home, person);
}

bool ever_stayed(db::Session& session, const MunicipalityCode& home, const PersonId& person) {
  return store::ever_stayed(session, home, person);
}

std::vector<PersonDays> days_in_month(db::Session& session, const access::Scope& scope, int year, int month) {
  const auto first = Day::of(year, month, 1);
  if (!first) return {};
  const Day last = Day::of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1)->plus_days(-1);
  std::vector<PersonDays> rows;
  for (const Stay& stay : store::list_between(session, scope, *first, last)) {
    const int days = days_within(stay, *first, last, last);
    if (days == 0) continue;
    const auto same =
        std::find_if(rows.begin(), rows.end(), [&](const PersonDays& row) { return row.referral == *stay.referral; });
    if (same != rows.end())
      same->days += days;
    else
      rows.push_back({*stay.referral, stay.from_municipality, stay.organisation, stay.service, days});
  }
  return rows;
}

}  // namespace gishe::places
