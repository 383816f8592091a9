#include "contracts/contract_acts.h"

#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"
#include "platform/office/act.h"
#include "platform/office/unused_number.h"

namespace gishe::contracts {
namespace {

using access::Action;

constexpr Verb by_hand[] = {Verb::change,  Verb::offer, Verb::take_back, Verb::sign,
                            Verb::propose, Verb::drop,  Verb::end};

/// An end is said after the package has closed too, of a contract that was signed.
Action action_of(Verb verb) { return verb == Verb::end ? Action::report_progress : Action::deliver_service; }

bool may_be_made(const referrals::Referral& referral) {
  return referral.state == referrals::State::accepted || referral.state == referrals::State::in_service;
}

std::string value_in(const std::vector<std::pair<std::string, std::string>>& package, std::string_view field) {
  const auto at = std::ranges::find(package, field, &std::pair<std::string, std::string>::first);
  return at == package.end() ? "" : at->second;
}

/// The sender sees what was put before the person, not what is being written.
void hide_drafts(std::optional<Contract>& contract) {
  if (!contract) return;
  if (!contract->was_offered()) return contract.reset();
  if (contract->in_force()) std::erase_if(contract->terms, [](const Terms& t) { return !t.signed_on; });
}

std::optional<Day> due_of(db::Session& session, const Seen& seen, Day today) {
  if (seen.contract && seen.contract->state == State::offered) return seen.contract->sign_due_on;
  if (seen.contract && is_running(seen.contract->state)) {
    const Terms* now = seen.contract->in_force();
    const Day soon = due_by_rule(session, "contract.expiring", seen.referral.municipality, today);
    return now && now->end_on && *now->end_on <= soon ? now->end_on : std::nullopt;
  }
  if (seen.rule.needs == "none" || (seen.contract && seen.contract->state == State::ended)) return std::nullopt;
  const auto served = referrals::find_served(session, seen.referral.municipality, seen.referral.id);
  if (served && served->started_on)
    return due_by_rule(session, "contract.after_start", seen.referral.municipality, *served->started_on);
  return seen.referral.appointment_on;
}

/// The house learns no names of representatives that it was not sent.
std::vector<store::Mandate> mandates_between(db::Session& session, const Actor& actor,
                                             const referrals::Referral& referral, Day from, Day until) {
  const auto package = referrals::package_of(session, actor, referral.id);
  if (value_in(package, "representative").empty()) return {};
  return store::list_mandates(session, referral.municipality, referral.person, from, until);
}

/// What the house may do while the package is open.
void fill_for_receiver(db::Session& session, const Actor& actor, Seen& seen, Day today) {
  const bool open = referrals::ask_referral(session, actor, Action::deliver_service, seen.referral.id).ok();
  if (!seen.contract) {
    if (!open || !may_be_made(seen.referral) || seen.rule.needs == "none") return;
    seen.possible.push_back(Verb::make);
    seen.sent_name = value_in(referrals::package_of(session, actor, seen.referral.id), "name");
    return;
  }
  for (const Verb verb : by_hand) {
    if (after(*seen.contract, verb) && (open || verb == Verb::end)) seen.possible.push_back(verb);
  }
  if (seen.may(Verb::sign))
    seen.mandates =
        mandates_between(session, actor, seen.referral, local_time(seen.contract->pending()->made_at).day, today);
}

Result<Seen> look(db::Session& session, const Actor& actor, const ReferralId& id, Day today) {
  Seen seen;
  auto action = Action::open_referral;
  auto referral = referrals::ask_referral(session, actor, action, id);
  if (!referral) {
    // Who has no papers of her own here gets the answer that an absent one gets.
    if (!access::function_may(actor, Action::report_progress)) return referral.refusals();
    action = Action::report_progress;
    referral = referrals::ask_referral(session, actor, action, id);
    if (!referral) return referral.refusals();
  }
  seen.allowed_by = access::scope(actor, action).rule();
  seen.as_receiver = access::scope(actor, action).territory() == access::Territory::addressed;
  seen.referral = *referral;
  seen.contract = store::find(session, referral->municipality, id);
  if (action == Action::report_progress && (!seen.contract || !seen.contract->in_force())) return not_found;
  if (!seen.as_receiver) hide_drafts(seen.contract);
  seen.rule = rule_of(session, seen.referral, today);
  seen.due_on = due_of(session, seen, today);
  if (seen.contract) seen.events = store::list_events(session, *seen.contract);
  if (seen.as_receiver) fill_for_receiver(session, actor, seen, today);
  return seen;
}

/// Before it is offered to the person, and once more when it is signed.
std::optional<Refusal> why_not_another(db::Session& session, const Contract& contract) {
  if (store::runs_elsewhere(session, contract)) return Refusal(has_one);
  return std::nullopt;
}

Result<Done> make_in(db::Tx& tx, Office& office, const Actor& actor, const TermsStep& step,
                     const referrals::Referral& referral) {
  if (!may_be_made(referral)) return not_from_this_state;
  if (rule_of(tx, referral, office.today()).needs == "none") return not_needed;
  Contract c;
  c.municipality = referral.municipality;
  c.referral = referral.id;
  c.person = referral.person;
  c.organisation = referral.to_organisation;
  c.service = referral.to_service;
  c.party_name = step.party_name;
  c.changed_at = office.now();
  c.version = 1;
  if (auto no = why_not_terms(step.terms, nullptr, office.today()); !no.empty()) return no;
  if (auto no = why_not_another(tx, c)) return *no;
  c.number = unused_number(c.municipality, office.today(), "C", [&](const std::string& number) {
    return store::number_is_taken(tx, c.municipality, number);
  });
  c.terms = {step.terms};
  c.terms.front().seq = 1;
  store::insert(tx, c);
  store::insert_terms(tx, c, c.terms.front());
  make_known(tx, office, actor, c, c, Verb::make, access::scope(actor, Action::deliver_service).rule(), "");
  return Done{};
}

Result<Done> write_in(db::Tx& tx, Office& office, const Actor& actor, const TermsStep& step) {
  const auto referral = referrals::ask_referral(tx, actor, Action::deliver_service, step.referral);
  if (!referral) return referral.refusals();
  const auto before = store::find(tx, referral->municipality, step.referral);
  if ((before ? before->version : 0) != step.version) return changed_meanwhile;
  if (!before) return make_in(tx, office, actor, step, *referral);
  const Verb verb = is_running(before->state) ? Verb::propose : Verb::change;
  const auto to = after(*before, verb);
  if (!to) return not_from_this_state;
  const Terms* amends = before->in_force();
  if (auto no = why_not_terms(step.terms, amends, office.today()); !no.empty()) return no;
  Contract next = *before;
  next.version = before->version + 1;
  next.changed_at = office.now();
  if (verb == Verb::change) next.party_name = step.party_name;
  Terms terms = step.terms;
  terms.seq = verb == Verb::change ? 1 : amends->seq + 1;
  if (!store::update(tx, next)) return changed_meanwhile;
  if (verb == Verb::change) {
    store::update_terms(tx, next, terms);
  } else {
    store::insert_terms(tx, next, terms);
  }
  make_known(tx, office, actor, *before, next, verb, access::scope(actor, Action::deliver_service).rule(),
             verb == Verb::propose ? terms.reason : "");
  return Done{};
}

Refusals sign(db::Session& session, const Actor& actor, const referrals::Referral& referral, const Contract& before,
              const Step& step, Day today, Contract& next, Terms& terms) {
  const Day on = step.signature.on.value_or(today);
  std::vector<RepresentativeId> mandates;
  for (const auto& mandate : mandates_between(session, actor, referral, on, on)) mandates.push_back(mandate.id);
  if (auto no = why_not_signed(step.signature, before, mandates, today); !no.empty()) return no;
  if (auto no = why_not_another(session, before)) return {*no};
  terms = *before.pending();
  terms.signed_on = step.signature.on;
  terms.signed_by = step.signature.by;
  terms.representative = step.signature.by == "representative" ? step.signature.representative : std::nullopt;
  terms.for_provider = step.signature.for_provider;
  next.sign_due_on = std::nullopt;
  return {};
}

/// What the verb does beside the state. Fills `terms` when they are signed.
Refusals carry_out(db::Tx& tx, const Office& office, const Actor& actor, const referrals::Referral& referral,
                   const Contract& before, const Step& step, Contract& next, std::optional<Terms>& terms) {
  const Day today = office.today();
  switch (step.verb) {
    case Verb::offer:
      if (auto no = why_not_another(tx, before)) return {*no};
      next.sign_due_on = due_by_rule(tx, "contract.sign", before.municipality, today);
      return {};
    case Verb::take_back:
      next.sign_due_on = std::nullopt;
      return {};
    case Verb::sign:
      terms.emplace();
      return sign(tx, actor, referral, before, step, today, next, *terms);
    case Verb::end:
      if (auto no = why_not_ended(step.ending, before, today); !no.empty()) return no;
      next.ended_on = step.ending.on;
      next.end_ground = step.ending.ground;
      next.end_note = step.ending.note;
      return {};
    default:
      return {};
  }
}

Result<Done> step_in(db::Tx& tx, Office& office, const Actor& actor, const Step& step) {
  const auto referral = referrals::ask_referral(tx, actor, action_of(step.verb), step.referral);
  if (!referral) return referral.refusals();
  const auto before = store::find(tx, referral->municipality, step.referral);
  if (!before) return not_found;
  if (before->version != step.version) return changed_meanwhile;
  const auto to = after(*before, step.verb);
  if (!to || std::ranges::count(by_hand, step.verb) == 0) return not_from_this_state;
  Contract next = *before;
  next.state = *to;
  next.version = before->version + 1;
  next.changed_at = office.now();
  std::optional<Terms> terms;
  if (auto no = carry_out(tx, office, actor, *referral, *before, step, next, terms); !no.empty()) return no;
  if (!store::update(tx, next)) return changed_meanwhile;
  if (terms) store::update_terms(tx, next, *terms);
  if (step.verb == Verb::drop || step.verb == Verb::end) {
    if (const Terms* waits = before->pending()) store::delete_terms(tx, next, waits->seq);
  }
  make_known(tx, office, actor, *before, next, step.verb, access::scope(actor, action_of(step.verb)).rule(),
             step.verb == Verb::end ? next.end_note : "");
  return Done{};
}

std::string digest_of(const Terms& t) {
  return content_digest({std::to_string(t.fee_cents), t.fee_per, t.start_on.iso(), t.end_on ? t.end_on->iso() : "",
                         t.content, t.rights, t.duties, t.reason});
}

}  // namespace

bool Seen::may(Verb verb) const { return std::ranges::count(possible, verb) > 0; }

store::Rule rule_of(db::Session& session, const referrals::Referral& referral, Day today) {
  const auto service = directory::find_service(session, referral.to_service);
  return store::find_rule(session, referral.municipality, service ? service->type : "", today);
}

void make_known(db::Tx& tx, Office& office, const Actor& actor, const Contract& before, const Contract& after,
                Verb verb, const char* rule, const std::string& note) {
  store::Event event;
  event.seq = after.version;
  event.at = office.now();
  event.verb = verb_name(verb);
  event.by = verb == Verb::close ? AccountId{} : actor.account;
  event.from = before.state;
  event.to = after.state;
  event.reason = verb == Verb::end || verb == Verb::close ? after.end_ground : "";
  event.note = note;
  store::insert_event(tx, after, event);
  ledger::Line line;
  line.action = "contract." + std::string(verb_name(verb));
  line.municipality = after.municipality;
  line.kind = "referral";
  line.subject = after.referral.value;
  line.rule = rule;
  line.reason = event.reason;
  line.changes = {{"contract", std::string(state_name(before.state)), std::string(state_name(after.state))}};
  office.note(tx, actor, line);
}

Result<Seen> open_contract(Office& office, const Actor& actor, const ReferralId& referral) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Seen> {
    auto seen = look(session, actor, referral, office.today());
    if (seen)
      line = {"contract.opened", seen->referral.municipality, "referral", referral.value, seen->allowed_by, "", {}};
    return seen;
  });
}

Result<Done> write_terms(Office& office, const Actor& actor, const TermsStep& typed, std::string_view once_key) {
  TermsStep step = typed;
  step.party_name = text::tidy(step.party_name);
  for (std::string* words : {&step.terms.content, &step.terms.rights, &step.terms.duties, &step.terms.reason})
    *words = text::tidy(*words, text::Lines::many);
  if (step.terms.fee_cents == 0) step.terms.fee_per.clear();
  step.terms.made_by = actor.account;
  step.terms.made_at = office.now();
  if (!text::is_plain(step.party_name)) return Refusal(not_plain_text, "party_name");
  if (text::length(step.party_name) > name_length_max)
    return Refusal(too_long, "party_name", {{"max", std::to_string(name_length_max)}});
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "contract_terms",
                     {step.referral.text(), std::to_string(step.version), step.party_name, digest_of(step.terms)},
                     [&] { return write_in(tx, office, actor, step); });
  });
}

Result<Done> take_step(Office& office, const Actor& actor, const Step& typed, std::string_view once_key) {
  Step step = typed;
  step.signature.for_provider = text::tidy(step.signature.for_provider);
  step.ending.note = text::tidy(step.ending.note, text::Lines::many);
  const Signature& s = step.signature;
  const Ending& e = step.ending;
  const std::string said =
      content_digest({s.on ? s.on->iso() : "", s.by, s.representative ? s.representative->text() : "", s.for_provider,
                      e.on ? e.on->iso() : "", e.ground, e.note});
  try {
    return office.db.write([&](db::Tx& tx) {
      return once_done(tx, office, actor, once_key, "contract_" + std::string(verb_name(step.verb)),
                       {step.referral.text(), std::to_string(step.version), said},
                       [&] { return step_in(tx, office, actor, step); });
    });
  } catch (const db::Conflict&) {  // two houses' papers signed at the same moment
    return has_one;
  }
}

}  // namespace gishe::contracts
