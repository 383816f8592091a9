#include "agreements/agreement_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "agreements/agreements_access.h"
#include "agreements/who_is_told.h"
#include "base/text.h"
#include "directory/directory.h"
#include "platform/office/act.h"
#include "platform/office/unused_number.h"
#include "referrals/referrals.h"
#include "territory/territory.h"

namespace gishe::agreements {
namespace {

std::string new_number(db::Session& session, const MunicipalityCode& municipality, Day today) {
  return unused_number(
      [&](int digits) {
        return fmt::format("{}-A-{:02}-{:04}", municipality.text, today.year() % 100, digits % 10'000);
      },
      [&](const std::string& number) { return store::number_is_taken(session, municipality, number); });
}

/// Event and ledger line of a step that has been stored.
void make_known(db::Tx& tx, Office& office, const Actor& actor, const Record& before, const Record& after, Verb verb,
                Side side, const char* rule) {
  store::Event event;
  event.seq = after.version;
  event.at = office.now();
  event.verb = verb_name(verb);
  event.side = side_name(side);
  event.reason = after.reason;
  event.note = after.note;
  event.by = side == Side::system ? AccountId{} : actor.account;
  event.from = before.state;
  event.to = after.state;
  event.terms = after.terms;
  store::insert_event(tx, after, event);
  ledger::Line line;
  line.action = "agreement." + std::string(verb_name(verb));
  line.municipality = after.municipality;
  line.kind = "agreement";
  line.subject = after.id.value;
  line.rule = rule;
  line.reason = after.reason;
  line.changes = {{"state", std::string(state_name(before.state)), std::string(state_name(after.state))}};
  office.note(tx, actor, line);
}

/// No second agreement for the same route on the same days.
std::optional<Refusal> why_not_route(db::Session& session, const Record& record) {
  for (const Record& other :
       store::list_on_route(session, record.municipality, record.to_municipality, record.service_type)) {
    if (other.id == record.id) continue;
    if (is_negotiated(other.state)) return Refusal(being_negotiated, "service_type", {{"number", other.number}});
    if (overlap(other.terms, record.terms)) return Refusal(same_route, "from", {{"number", other.number}});
  }
  return std::nullopt;
}

bool in_one_zone(db::Session& session, const MunicipalityCode& a, const MunicipalityCode& b, Day on) {
  const auto zone = territory::zone_of(session, a, on);
  return std::find(zone.begin(), zone.end(), b) != zone.end();
}

Refusals faults_in(db::Session& session, const Actor& actor, const NewAgreement& asked, Day today) {
  auto no = why_not_terms(asked.terms, today);
  if (asked.service_type == "state_desk" || !text::one_of(directory::service_types, asked.service_type)) {
    no.emplace_back(asked.service_type.empty() ? required : not_in_list, "service_type");
  }
  if (asked.to == actor.post.municipality) {
    no.emplace_back(with_oneself, "to");
  } else if (!territory::find_municipality(session, asked.to)) {
    no.emplace_back(asked.to.empty() ? required : not_in_list, "to");
  } else if (!anybody_answers(session, asked.to, today)) {
    no.emplace_back(nobody_to_ask, "to");
  }
  return no;
}

Result<std::string> ask_in(db::Tx& tx, Office& office, const Actor& actor, const NewAgreement& asked) {
  Record r;
  r.id = AgreementRequestId::make();
  r.municipality = actor.post.municipality;
  r.to_municipality = asked.to;
  r.service_type = asked.service_type;
  r.terms = asked.terms;
  r.asked_by = actor.account;
  r.changed_at = office.now();
  const auto decision = access::decide(actor, access::Action::keep_agreements, facts_of(r));
  if (!decision.allowed) return *decision.no;
  if (auto no = faults_in(tx, actor, asked, office.today()); !no.empty()) return no;
  if (auto no = why_not_route(tx, r)) return *no;
  r.number = new_number(tx, r.municipality, office.today());
  r.answer_due = due_by_rule(tx, "agreement.answer", r.to_municipality, office.today());
  store::insert(tx, r);
  make_known(tx, office, actor, r, r, Verb::ask, Side::asker, decision.rule);
  tell(tx, office, r.to_municipality, r.number, "/agreements/" + r.id.text(), "agreement_asked");
  return r.id.text();
}

std::string digest_of(const Terms& t) {
  return fmt::format("{}|{}|{}|{}|{}", t.places, t.unit_cost_cents_per_day, t.from.iso(), t.until.iso(), t.words);
}

/// What a step does beyond the record itself.
void carry_out(db::Tx& tx, Office& office, Record& after, Verb verb) {
  if (verb == Verb::accept) {
    after.rests_on_zone = in_one_zone(tx, after.municipality, after.to_municipality, office.today());
    referrals::NewQuota quota{after.municipality, after.to_municipality, after.service_type,
                              after.number,       after.terms.places,    after.terms.unit_cost_cents_per_day,
                              after.terms.from,   after.terms.until};
    after.quota = referrals::add_quota(tx, quota);
  }
  if (is_negotiated(after.state)) {
    const auto& whose = turn_of(after.state) == Side::asked ? after.to_municipality : after.municipality;
    after.answer_due = due_by_rule(tx, "agreement.answer", whose, office.today());
  }
  if (after.state == State::ending && after.quota) {
    referrals::end_quota(tx, after.municipality, *after.quota, after.terms.until);
  }
}

const char* letter_of(Verb verb) {
  if (verb == Verb::give_notice || verb == Verb::leave_zone) return "agreement_ends";
  return verb == Verb::counter ? "agreement_asked" : "agreement_answered";
}

Result<std::string> step_in(db::Tx& tx, Office& office, const Actor& actor, const Step& step) {
  const auto record = store::find(tx, step.id, actor.post.municipality);
  const auto side = record ? side_of(actor, *record) : std::nullopt;
  if (!side) return access::function_may(actor, access::Action::keep_agreements) ? not_found : not_your_function;
  const auto decision = access::decide(actor, action_of(*side), facts_of(*record));
  if (!decision.allowed) return *decision.no;
  if (step.version != record->version) return changed_meanwhile;
  const Transition* transition = find_transition(record->state, step.verb, *side);
  if (!transition || record->over(office.today())) return not_from_this_state;
  const Day first_end = due_by_rule(tx, "agreement.notice", record->municipality, office.today());
  if (auto no = why_not_step(*record, step, office.today(), first_end); !no.empty()) return no;
  Record after = after_step(*record, *transition, step, office.now());
  if (step.verb == Verb::accept || step.verb == Verb::counter) {
    if (auto no = why_not_route(tx, after)) return *no;
  }
  carry_out(tx, office, after, step.verb);
  if (!store::update(tx, after)) return changed_meanwhile;
  make_known(tx, office, actor, *record, after, step.verb, *side, decision.rule);
  tell(tx, office, *side == Side::asker ? after.to_municipality : after.municipality, after.number,
       "/agreements/" + after.id.text(), letter_of(step.verb));
  return std::string(state_name(after.state));
}

Seen seen_of(db::Session& session, const Actor& actor, const Record& record, Day today) {
  Seen seen;
  seen.record = record;
  seen.side = side_of(actor, record);
  if (record.quota) seen.used = referrals::count_quota_used(session, record.municipality, *record.quota);
  const Day soon = due_by_rule(session, "agreement.expiring", record.municipality, today);
  seen.expiring = is_binding(record.state) && !record.over(today) && record.terms.until <= soon;
  return seen;
}

/// The last day on which both plan in one zone, when they do not on the agreement's own last day. Leaving has one day,
/// so halving finds it; one that would begin only after it ends before it begins.
Day last_day_together(db::Session& session, const Record& r, Day today) {
  const auto in_zone = [&](Day on) { return in_one_zone(session, r.municipality, r.to_municipality, on); };
  Day together = in_zone(r.terms.from) ? r.terms.from : today, apart = r.terms.until;
  if (!in_zone(together)) return today.plus_days(-1);
  while (together.days_until(apart) > 1) {
    const Day middle = together.plus_days(together.days_until(apart) / 2);
    (in_zone(middle) ? together : apart) = middle;
  }
  return together;
}

}  // namespace

Result<AgreementRequestId> ask_to_agree(Office& office, const Actor& actor, const NewAgreement& typed,
                                        std::string_view once_key) {
  NewAgreement asked = typed;
  asked.terms.words = text::tidy(asked.terms.words, text::Lines::many);
  const auto content = content_digest({"ask", asked.to.text, asked.service_type, digest_of(asked.terms)});
  try {
    const auto id = office.db.write([&](db::Tx& tx) -> Result<std::string> {
      return jobs::once(tx, office.clock, actor, once_key, "ask_to_agree", content,
                        [&] { return ask_in(tx, office, actor, asked); });
    });
    if (!id) return id.refusals();
    return AgreementRequestId::parse(*id).value_or(AgreementRequestId{});
  } catch (const db::Conflict&) {  // two asked at the same moment
    return Refusal(being_negotiated, "service_type");
  }
}

Result<State> take_step(Office& office, const Actor& actor, const Step& typed, std::string_view once_key) {
  Step step = typed;
  step.note = text::tidy(step.note, text::Lines::many);
  const auto content =
      content_digest({step.id.text(), verb_name(step.verb), std::to_string(step.version), step.reason, step.note,
                      step.terms ? digest_of(*step.terms) : "", step.on ? step.on->iso() : ""});
  const auto reached = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "agreement_step", content,
                      [&] { return step_in(tx, office, actor, step); });
  });
  if (!reached) return reached.refusals();
  return state_from(*reached).value_or(State::asked);
}

std::vector<Seen> list_agreements(db::Session& session, const Actor& actor, Day today) {
  std::vector<Seen> seen;
  if (!access::function_may(actor, access::Action::see_agreements)) return seen;
  for (const Record& r : store::list_of(session, actor.post.municipality)) {
    const auto action =
        r.municipality == actor.post.municipality ? access::Action::see_agreements : access::Action::answer_agreement;
    if (access::decide(actor, action, facts_of(r)).allowed) seen.push_back(seen_of(session, actor, r, today));
  }
  return seen;
}

Result<Seen> open_agreement(db::Session& session, const Actor& actor, const AgreementRequestId& id, Day today) {
  if (!access::function_may(actor, access::Action::see_agreements)) return not_your_function;
  const auto record = store::find(session, id, actor.post.municipality);
  const auto side = record ? side_of(actor, *record) : std::nullopt;
  if (!side) return not_found;
  const auto action = *side == Side::asker ? access::Action::see_agreements : access::Action::answer_agreement;
  if (!access::decide(actor, action, facts_of(*record)).allowed) return not_found;
  Seen seen = seen_of(session, actor, *record, today);
  seen.events = store::list_events(session, *record);
  seen.first_end = due_by_rule(session, "agreement.notice", record->municipality, today);
  if (access::decide(actor, action_of(*side), facts_of(*record)).allowed && !record->over(today)) {
    for (const Transition& t : transitions()) {
      if (t.from == record->state && t.who == *side) seen.possible.push_back(t.verb);
    }
  }
  return seen;
}

AgreementRequestId record_signed(db::Tx& tx, const Signed& agreed, Instant at) {
  Record r;
  r.id = AgreementRequestId::make();
  r.municipality = agreed.from;
  r.to_municipality = agreed.to;
  r.service_type = agreed.service_type;
  r.number = agreed.number;
  r.state = State::in_force;
  r.terms = {agreed.places, agreed.unit_cost_cents_per_day, agreed.valid_from, agreed.valid_until, ""};
  r.rests_on_zone = in_one_zone(tx, agreed.from, agreed.to, agreed.valid_from);
  r.quota = referrals::add_quota(tx, {agreed.from, agreed.to, agreed.service_type, agreed.number, agreed.places,
                                      agreed.unit_cost_cents_per_day, agreed.valid_from, agreed.valid_until});
  r.changed_at = at;
  store::insert(tx, r);
  return r.id;
}

int end_with_zone(Office& office) {
  constexpr int at_once = 500;
  const Day today = office.today();
  return office.db.write([&](db::Tx& tx) {
    int ended = 0;
    for (const Record& record : store::list_resting_on_zone(tx, today, at_once)) {
      if (in_one_zone(tx, record.municipality, record.to_municipality, record.terms.until)) continue;
      Step step;
      step.verb = Verb::leave_zone;
      step.on = last_day_together(tx, record, today);
      const Transition* transition = find_transition(record.state, step.verb, Side::system);
      if (!transition) continue;
      Record after = after_step(record, *transition, step, office.now());
      carry_out(tx, office, after, step.verb);
      if (!store::update(tx, after)) continue;
      make_known(tx, office, Actor{}, record, after, step.verb, Side::system, "system");
      for (const auto& whom : {after.municipality, after.to_municipality})
        tell(tx, office, whom, after.number, "/agreements/" + after.id.text(), letter_of(step.verb));
      ++ended;
    }
    return ended;
  });
}

}  // namespace gishe::agreements
