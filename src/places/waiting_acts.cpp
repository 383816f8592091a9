#include "places/waiting_acts.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "places/places_access.h"
#include "places/stay_acts.h"
#include "platform/office/act.h"

namespace gishe::places {
namespace {

using access::Action;

struct Allowed {
  WaitingEntry entry;
  const char* rule;
};
Result<Allowed> find_own(db::Session& session, const Actor& actor, Action action, const WaitingEntryId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  auto entry = store::find_entry(session, access::scope(actor, action), id);
  if (!entry) return not_found;
  const auto decision = access::decide(actor, action, facts_of(session, actor, *entry));
  if (!decision.allowed) return *decision.no;
  return Allowed{std::move(*entry), decision.rule};
}

Refusals why_not_words(const std::string& note) {
  if (!text::is_plain(note, text::Lines::many)) return {Refusal(not_plain_text, "note")};
  if (text::length(note) > note_length_max)
    return {Refusal(too_long, "note", {{"max", std::to_string(note_length_max)}})};
  return {};
}

template <class List>
void check_reason(const List& reasons, const std::string& reason, Refusals& no) {
  if (reason.empty())
    no.emplace_back(required, "reason");
  else if (!text::one_of(reasons, reason))
    no.emplace_back(not_in_list, "reason");
}

Result<Done> step_once(Office& office, const Actor& actor, const EntryChange& c, std::string_view once_key,
                       Action action, WaitingVerb verb,
                       const std::function<Result<Done>(db::Tx&, const Allowed&, const EntryChange&)>& step) {
  EntryChange change = c;
  change.note = text::tidy(c.note, text::Lines::many);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "waiting." + std::string(waiting_verb_name(verb)),
                     {c.id.text(), std::to_string(c.version), c.reason, c.note, c.points,
                      c.place ? c.place->text() : "", c.begins_on},
                     [&]() -> Result<Done> {
                       const auto own = find_own(tx, actor, action, c.id);
                       if (!own) return own.refusals();
                       if (own->entry.version != c.version) return changed_meanwhile;
                       if (!waiting_after(own->entry.state, verb)) return not_from_this_state;
                       if (auto no = why_not_words(change.note); !no.empty()) return no;
                       return step(tx, *own, change);
                     });
  });
}

Result<Done> moved(bool done) {
  if (!done) return changed_meanwhile;
  return Done{};
}

}  // namespace

WaitingRule rule_of(db::Session& session, const MunicipalityCode& municipality, const ServiceId& service) {
  return store::find_rule(session, municipality, service).value_or(WaitingRule{});
}

bool move_entry(db::Tx& tx, const Office& office, const Actor& actor, const WaitingEntry& before, WaitingEntry after,
                const EntryStep& step) {
  after.state = waiting_after(before.state, step.verb).value_or(before.state);
  after.version = before.version + 1;
  if (!store::update_entry(tx, after, office.now())) return false;
  store::WaitingEvent event;
  event.seq = after.version;
  event.at = office.now();
  event.by = actor.account;
  event.verb = step.verb;
  event.from = before.state;
  event.to = after.state;
  event.points = step.points;
  event.reason = step.reason;
  event.note = step.note;
  store::insert_waiting_event(tx, after, event);
  office.note(
      tx, actor,
      {"waiting." + std::string(waiting_verb_name(step.verb)),
       after.municipality,
       "waiting_entry",
       after.id.value,
       step.rule,
       step.reason,
       {{"state", std::string(waiting_state_name(before.state)), std::string(waiting_state_name(after.state))}}});
  return true;
}

Result<Done> order_entry(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key) {
  return step_once(office, actor, change, once_key, Action::order_waiting_list, WaitingVerb::order,
                   [&](db::Tx& tx, const Allowed& own, const EntryChange& c) -> Result<Done> {
                     Refusals no;
                     const auto points = text::whole_number(text::tidy(c.points));
                     if (!points || *points < -points_max || *points > points_max)
                       no.push_back(Refusal(no_such_points, "points", {{"max", std::to_string(points_max)}}));
                     check_reason(order_reasons, c.reason, no);
                     if (text::length(c.note) < decision_length_min) no.emplace_back(decision_needed, "note");
                     if (!no.empty()) return no;
                     WaitingEntry after = own.entry;
                     after.decided_points = static_cast<int>(*points);
                     after.turn = turn_of(rule_of(tx, after.municipality, after.service), after);
                     return moved(move_entry(tx, office, actor, own.entry, after,
                                             {WaitingVerb::order, own.rule, c.reason, c.note, after.decided_points}));
                   });
}

Result<Done> suspend_entry(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key) {
  return step_once(office, actor, change, once_key, Action::order_waiting_list, WaitingVerb::suspend,
                   [&](db::Tx& tx, const Allowed& own, const EntryChange& c) -> Result<Done> {
                     Refusals no;
                     check_reason(suspend_reasons, c.reason, no);
                     if (c.reason == "other" && c.note.empty()) no.emplace_back(required, "note");
                     if (!no.empty()) return no;
                     return moved(move_entry(tx, office, actor, own.entry, own.entry,
                                             {WaitingVerb::suspend, own.rule, c.reason, c.note}));
                   });
}

Result<Done> resume_entry(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key) {
  return step_once(
      office, actor, change, once_key, Action::order_waiting_list, WaitingVerb::resume,
      [&](db::Tx& tx, const Allowed& own, const EntryChange& c) -> Result<Done> {
        return moved(move_entry(tx, office, actor, own.entry, own.entry, {WaitingVerb::resume, own.rule, "", c.note}));
      });
}

Result<OpenedEntry> open_entry(Office& office, const Actor& actor, const WaitingEntryId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedEntry> {
    auto own = find_own(session, actor, Action::see_waiting_list, id);
    if (!own) return own.refusals();
    const WaitingEntry& e = own->entry;
    line = {"waiting.opened", e.municipality, "waiting_entry", e.id.value, own->rule, "", {}};
    OpenedEntry opened;
    opened.rule = rule_of(session, e.municipality, e.service);
    opened.events = store::list_waiting_events(session, e);
    opened.offer = store::find_open_offer(session, e.municipality, e.id);
    opened.before = store::count_before(session, e);
    const Guest guest = store::guest_of(session, e.from_municipality, e.referral, office.today());
    const auto held = store::list_held(session, e.municipality, e.service);
    for (auto& place : store::list_places(session, e.service)) {
      if (place.in_use_on(office.today()) && may_suit(place, guest) &&
          std::find(held.begin(), held.end(), place.id) == held.end())
        opened.free.push_back(std::move(place));
    }
    opened.entry = e;
    return opened;
  });
}

}  // namespace gishe::places
