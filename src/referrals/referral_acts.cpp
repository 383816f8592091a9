#include "referrals/referral_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"
#include "referrals/referral_access.h"

namespace gishe::referrals {
namespace {

/// The record for this actor and action together with the rule that allowed it; else not_found or not_your_function.
struct Allowed {
  Record record;
  access::Facts facts;
  const char* rule;
};
Result<Allowed> ask_access(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  auto record = store::find(session, access::scope(actor, action), id);
  if (!record) return not_found;
  const auto facts = facts_of(session, actor, *record);
  const auto decision = access::decide(actor, action, facts);
  if (!decision.allowed) return *decision.no;
  return Allowed{std::move(*record), facts, decision.rule};
}

/// Under an agreement no more places are held than agreed; who already waits under it holds one.
std::optional<Refusal> why_not_place(db::Tx& tx, const Record& record, const Transition& transition) {
  const bool takes_one = transition.to == State::accepted || transition.to == State::waitlisted;
  if (!takes_one || record.state == State::waitlisted || record.agreement.is_nil()) return std::nullopt;
  const auto agreement = store::find_agreement(tx, record.municipality, record.agreement, store::Lock::yes);
  if (agreement && store::count_used(tx, record.municipality, record.agreement) >= agreement->quota.places)
    return Refusal(quota_used);
  return std::nullopt;
}

PlacesPort places;
WhyNotBegin why_not_begin = nullptr;

/// What the places say to the step; true: they keep the service's figures themselves.
Result<bool> ask_places(db::Tx& tx, Office& office, const Actor& actor, const Record& record, State to,
                        std::optional<Day> on) {
  if (!places.step || record.state == to) return false;
  Asked asked{record, record.sensitivity, {}, to, on};
  if (to == State::waitlisted) asked.needs = store::needs_of(tx, record);
  return places.step(tx, office, actor, asked);
}

void move_place(db::Tx& tx, const Transition& transition, Record& record, Instant now) {
  if (transition.place == PlaceEffect::take) {
    // A provider may accept beyond his own figure; then there is nothing to give back later.
    const auto service = directory::find_service(tx, record.to_service);
    if (!service || service->capacity.places_free <= 0) return;
    directory::shift_places_free(tx, record.to_service, -1, now);
    record.place_taken = true;
  } else if (transition.place == PlaceEffect::give_back && record.place_taken) {
    directory::shift_places_free(tx, record.to_service, 1, now);
    record.place_taken = false;
  }
}

Result<State> step_in(db::Tx& tx, Office& office, const Actor& actor, const Step& step, Verb verb) {
  auto allowed = ask_access(tx, actor, any_transition(verb).action, step.id);
  if (!allowed) return allowed.refusals();
  if (verb == Verb::start_service && step.reason.empty() && find_transition(allowed->record.state, verb)) {
    if (auto no = why_not_start(tx, allowed->record, office.today())) return *no;
  }
  return step_on(tx, office, actor, allowed->record, step, verb, allowed->rule);
}

std::string digest_of(const Step& step) {
  return secrets::digest(fmt::format("{}|{}|{}|{}:{}|{}:{}|{}", step.id.text(), step.verb, step.version,
                                     step.reason.size(), step.reason, step.note.size(), step.note, step.on));
}

ledger::Line line_about(const Allowed& allowed, const char* action) {
  return {action, allowed.record.municipality, "referral", allowed.record.id.value, allowed.rule, "", {}};
}

void fill(db::Session& session, const Actor& actor, Opened& opened) {
  const auto facts = facts_of(session, actor, opened.record);
  for (const Transition& t : transitions()) {
    const bool by_hand =
        t.who != Side::system && t.verb != Verb::open && t.verb != Verb::send && t.verb != Verb::take_offer;
    if (by_hand && t.from == opened.record.state && access::decide(actor, t.action, facts).allowed &&
        !(t.verb == Verb::ask && opened.record.questions_asked >= questions_max)) {
      opened.possible.push_back(t.verb);
    }
  }
  opened.package = store::package_of(session, opened.record);
  opened.events = store::list_events(session, opened.record);
  opened.messages = store::list_messages(session, opened.record);
  opened.needs = store::needs_of(session, opened.record);
}

bool is_by_hand(Verb verb) { return verb != Verb::send && any_transition(verb).who != Side::system; }

Step tidied(const Step& asked) {
  Step step = asked;
  step.note = text::tidy(step.note, text::Lines::many);
  step.on = text::tidy(step.on);
  return step;
}

}  // namespace

Result<State> step_on(db::Tx& tx, Office& office, const Actor& actor, const Record& record, const Step& step, Verb verb,
                      const char* rule, std::string_view who) {
  const Transition* transition = find_transition(record.state, verb);
  if (step.version != record.version) return changed_meanwhile;
  if (!transition) return not_from_this_state;

  const auto on = step.on.empty() ? std::nullopt : Day::from_person(step.on);
  auto no = why_not_step(record, step, on, office.today());
  if (!no.empty()) return no;
  if (auto refusal = why_not_place(tx, record, *transition)) return *refusal;

  Record after = after_step(record, *transition, step, on, actor.account, office.now());
  const auto kept = ask_places(tx, office, actor, record, transition->to, on);
  if (!kept) return kept.refusals();
  if (*kept) {
    after.place_taken = false;
  } else {
    move_place(tx, *transition, after, office.now());
  }
  if (!make_happen(tx, office, actor, {*transition, record, after, step.reason, step.note, rule, std::string(who)})) {
    return changed_meanwhile;
  }
  return after.state;
}

void set_places(PlacesPort port) { places = port; }

void ask_contract_with(WhyNotBegin asked) { why_not_begin = asked; }

std::optional<Refusal> why_not_start(db::Session& session, const Referral& referral, Day today) {
  return why_not_begin ? why_not_begin(session, referral, today) : std::nullopt;
}

Standing standing_of(db::Session& session, const Actor& actor, const words::Words& words, const Referral& referral,
                     Day today) {
  return places.standing ? places.standing(session, actor, words, referral, today) : Standing{};
}

Result<State> take_step_in(db::Tx& tx, Office& office, const Actor& actor, const Step& asked) {
  const auto verb = verb_from(asked.verb);
  if (!verb || !is_by_hand(*verb)) return Refusal(not_in_list, "verb");
  return step_in(tx, office, actor, tidied(asked), *verb);
}

Result<State> take_step(Office& office, const Actor& actor, const Step& asked, std::string_view once_key) {
  const auto verb = verb_from(asked.verb);
  if (!verb || *verb == Verb::take_offer || !is_by_hand(*verb)) return Refusal(not_in_list, "verb");
  const Step step = tidied(asked);
  const auto reached = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "take_step", digest_of(step), [&]() -> Result<std::string> {
      const auto state = step_in(tx, office, actor, step, *verb);
      if (!state) return state.refusals();
      return std::string(state_name(*state));
    });
  });
  if (!reached) return reached.refusals();
  return state_from(*reached).value_or(State::draft);
}

Result<Record> find_allowed(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id,
                            const char** rule) {
  auto allowed = ask_access(session, actor, action, id);
  if (!allowed) return allowed.refusals();
  *rule = allowed->rule;
  return allowed->record;
}

Result<Referral> ask_referral(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id,
                              bool* shielded) {
  auto allowed = ask_access(session, actor, action, id);
  if (!allowed) return allowed.refusals();
  if (shielded) *shielded = allowed->facts.sensitivity == Sensitivity::shielded;
  return Referral(allowed->record);
}

std::vector<std::pair<std::string, std::string>> package_of(db::Session& session, const Actor& actor,
                                                            const ReferralId& id) {
  const auto allowed = ask_access(session, actor, access::Action::open_referral, id);
  return allowed ? store::package_of(session, allowed->record) : store::Package{};
}

Result<Opened> open_referral(Office& office, const Actor& actor, const ReferralId& id) {
  return office.db.write([&](db::Tx& tx) -> Result<Opened> {
    auto allowed = ask_access(tx, actor, access::Action::open_referral, id);
    if (!allowed) return allowed.refusals();
    Opened opened;
    opened.record = allowed->record;
    opened.as_receiver =
        access::scope(actor, access::Action::open_referral).territory() == access::Territory::addressed;
    const Transition* first = opened.as_receiver ? find_transition(opened.record.state, Verb::open) : nullptr;
    if (first) {
      const Record before = opened.record;
      opened.record = after_step(before, *first, {}, std::nullopt, actor.account, office.now());
      if (!make_happen(tx, office, actor, {*first, before, opened.record, "", "", allowed->rule}))
        return changed_meanwhile;
    } else {
      office.note(tx, actor, line_about(*allowed, "referral.opened"));
    }
    fill(tx, actor, opened);
    return opened;
  });
}

Result<Opened> print_letter(Office& office, const Actor& actor, const ReferralId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Opened> {
    auto allowed = ask_access(session, actor, access::Action::print_letter, id);
    if (!allowed) return allowed.refusals();
    // The letter goes to the receiver: where he may no longer read the package, it may not be printed for him either.
    if (!package_is_open(allowed->record.state)) return not_from_this_state;
    line = line_about(*allowed, "referral.letter_printed");
    Opened opened;
    opened.record = allowed->record;
    fill(session, actor, opened);
    return opened;
  });
}

Listed list_referrals(db::Session& session, const Actor& actor, Stage stage, const std::optional<store::After>& after,
                      int limit) {
  const auto scope = access::scope(actor, access::Action::list_referrals);
  Listed listed;
  listed.as_receiver = scope.territory() == access::Territory::addressed;
  auto rows = store::list_page(session, scope, stage, after, limit + 1);
  if (rows.size() > static_cast<std::size_t>(limit)) {
    rows.pop_back();
    listed.next = store::After{rows.back().answer_due_on.value_or(Day{}), rows.back().id};
  }
  // The statement knows places and levels; the ties (team, named, barred) are asked row by row, like for one record.
  std::erase_if(rows, [&](const Record& row) {
    return !access::decide(actor, access::Action::list_referrals, facts_of(session, actor, row)).allowed;
  });
  listed.rows = std::move(rows);
  return listed;
}

std::optional<Referral> find_referral(db::Session& session, const access::Scope& scope, const ReferralId& id) {
  auto record = store::find(session, scope, id);
  if (!record) return std::nullopt;
  return static_cast<Referral>(std::move(*record));
}

std::vector<Referral> list_for_sources(db::Session& session, const access::Scope& scope,
                                       const std::vector<Uuid>& sources) {
  auto records = store::list_for_sources(session, scope, sources);
  return {std::make_move_iterator(records.begin()), std::make_move_iterator(records.end())};
}

std::vector<Referral> list_open_of_person(db::Session& session, const access::Scope& scope, const PersonId& person) {
  auto records = store::list_open_of_person(session, scope, person);
  return {std::make_move_iterator(records.begin()), std::make_move_iterator(records.end())};
}

std::vector<Referral> list_addressed(db::Session& session, const access::Scope& scope, int limit) {
  std::vector<Referral> list;
  for (const Stage stage : {Stage::waiting, Stage::answered}) {
    for (auto& record : store::list_page(session, scope, stage, std::nullopt, limit)) {
      list.push_back(static_cast<Referral>(std::move(record)));
    }
  }
  return list;
}

std::vector<Referral> list_emergencies(db::Session& session, const Actor& actor, int limit) {
  std::vector<Referral> list;
  for (const Stage stage : {Stage::waiting, Stage::answered}) {
    for (auto& record : list_referrals(session, actor, stage, std::nullopt, limit).rows) {
      if (record.urgency == "emergency" && record.state != State::in_service) {
        list.push_back(static_cast<Referral>(std::move(record)));
      }
    }
  }
  return list;
}

std::vector<Referral> list_overdue(db::Session& session, const Actor& actor, Day today, int limit) {
  const auto scope = access::scope(actor, access::Action::list_referrals);
  std::vector<Referral> late;
  for (auto& record : store::list_overdue(session, scope, today, limit)) {
    if (exists_for(session, actor, record)) late.push_back(static_cast<Referral>(std::move(record)));
  }
  return late;
}

std::int64_t count_sent_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account) {
  return store::count_sent_by(session, municipality, account);
}

void hand_over_in(db::Tx& tx, Office&, const Actor& actor, const AccountId& from, const AccountId& to) {
  store::hand_over(tx, actor.post.municipality, from, to);
}

void person_level_changed(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level) {
  store::set_sensitivity(tx, municipality, person, std::max(level, Sensitivity::personal));
}

int expire_overdue(Office& office) {
  constexpr int at_once_max = 500;
  const Day today = office.today();
  const auto late = office.db.read([&](db::Session& session) {
    std::vector<Record> past_grace;
    for (auto& record : store::list_past_due(session, today, at_once_max)) {
      const auto grace = jobs::find_rule(session, "referral.grace", record.municipality, today);
      const Day last = record.answer_due_on->plus_days(grace ? grace->days : 0);
      if (last < today) past_grace.push_back(std::move(record));
    }
    return past_grace;
  });
  int expired = 0;
  for (const Record& record : late) {
    const Transition* transition = find_transition(record.state, Verb::expire);
    if (!transition) continue;
    const Record after = after_step(record, *transition, {}, std::nullopt, {}, office.now());
    // Somebody may have answered in the meantime: then the version has moved and nothing happens.
    const auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
      if (!make_happen(tx, office, Actor{}, {*transition, record, after, "", "", "system/deadline"}))
        return changed_meanwhile;
      return Done{};
    });
    if (done) ++expired;
  }
  return expired;
}

}  // namespace gishe::referrals
