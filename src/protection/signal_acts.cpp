#include "protection/signal_acts.h"

#include "base/text.h"
#include "platform/office/unused_number.h"
#include "protection/crew.h"
#include "protection/crisis_store.h"
#include "protection/protection_access.h"
#include "protection/rules_store.h"
#include "protection/words.h"
#include "staff/staff.h"

namespace gishe::protection {
namespace {

using access::Action;

ledger::Line line_about(const ChildSignal& s, std::string_view action, std::string_view rule) {
  return {std::string(action), s.municipality, "child_signal", s.id.value, std::string(rule), {}, {}};
}

struct Allowed {
  ChildSignal signal;
  std::string rule;
};
Result<Allowed> allowed_signal(db::Session& session, const Office& office, const Actor& actor, Action action,
                               const ChildSignalId& id) {
  auto signal = read_signal(session, office, id);
  access::Facts facts;
  if (signal) facts = signal_facts(session, actor, *signal);
  const auto decision = access::decide(actor, action, facts);
  if (!decision.allowed) return *decision.no;
  if (!signal) return not_found;
  return Allowed{std::move(*signal), decision.rule};
}

/// The officers of a receiving house; for a shielded child the only ones of it who will know.
std::vector<AccountId> officers_of(db::Session& session, const Office& office, const Recipient& r) {
  if (!r.has_account()) return {};
  return list_child_officers(session, r.organisation_municipality, r.organisation, office.today());
}

void tell_officers(db::Tx& tx, Office& office, const ChildSignal& signal) {
  for (const auto& r : signal.recipients) {
    for (const auto& id : officers_of(tx, office, r)) {
      const auto officer = staff::find_account(tx, id);
      if (!officer || officer->email.empty()) continue;
      post::queue(tx, office.clock,
                  {officer->email,
                   words::from_code(officer->language).value_or(words::Language::bg),
                   "child_signal",
                   {{"link", office.public_address + "/sign-in"}}});
    }
  }
}

std::string digest_of(const NewSignal& n) {
  return content_digest({n.words.child, n.words.where, n.words.danger, n.words.adults, n.words.contact, n.kind,
                         text::join(n.recipients, ","), n.crisis ? n.crisis->text() : std::string()});
}

std::vector<AccountId> named_for(db::Session& session, const Office& office, const ChildSignal& signal) {
  std::vector<AccountId> named{signal.author};
  for (const auto& r : signal.recipients) {
    for (const auto& officer : officers_of(session, office, r)) named.push_back(officer);
  }
  return named;
}

/// One step of one recipient, in this transaction.
Result<Done> move(db::Tx& tx, Office& office, const Actor& actor, const Allowed& allowed, const Recipient& after,
                  SignalVerb verb) {
  const Recipient* before = allowed.signal.find_recipient(after.kind);
  const auto* step = find_signal_step(before->state, verb);
  if (!step) return not_from_this_state;
  Recipient moved = after;
  moved.state = step->to;
  if (!move_recipient(tx, office, allowed.signal, moved, step->from, verb, actor.account)) return changed_meanwhile;
  auto line = line_about(allowed.signal, "child_signal." + std::string(recipient_state_name(step->to)), allowed.rule);
  line.reason = after.kind;
  office.note(tx, actor, line);
  return Done{};
}

}  // namespace

std::vector<Recipient> recipients_of(db::Session& session, const Office& office, const Actor& actor,
                                     const NewSignal& signal) {
  const auto known = list_receivers(session, actor.post.municipality);
  const auto rule = minute_rule(session, "signal.inform_others", actor.post.municipality, office.today());
  std::vector<Recipient> recipients;
  for (const auto kind : recipient_kinds) {
    if (!text::one_of(signal.recipients, kind)) continue;
    Recipient r;
    r.kind = kind;
    r.channel = "phone";
    for (const auto& one : known) {
      if (one.kind != kind) continue;
      r.organisation = one.organisation;
      r.organisation_municipality = one.organisation_municipality;
      r.name = one.name;
      r.phone = one.phone;
    }
    if (r.has_account() && officers_of(session, office, r).empty()) r.organisation = {};  // nobody there reads it
    r.due_at = office.now().plus_seconds(rule.minutes * 60);
    if (r.has_account()) {
      r.channel = "account";
      r.state = RecipientState::sent;
      r.sent_at = office.now();
    }
    recipients.push_back(std::move(r));
  }
  return recipients;
}

Result<ChildSignalId> send_signal_in(db::Tx& tx, Office& office, const Actor& actor, const NewSignal& asked) {
  NewSignal n = asked;
  ChildSignal s;
  if (n.crisis) {
    if (!crisis_visible(tx, access::scope(actor, Action::keep_crisis), *n.crisis)) return not_found;
    s.sensitivity = Sensitivity::shielded;
  }
  const auto decision = access::decide(actor, Action::signal_child, new_signal_facts(actor, s.sensitivity));
  if (!decision.allowed) return *decision.no;
  auto no = why_not_signal(n.words);
  s.id = ChildSignalId::make();
  s.municipality = actor.post.municipality;
  s.kind = n.kind;
  s.crisis = n.crisis;
  s.author = actor.account;
  s.author_function = function_name(actor.post.function);
  s.words = n.words;
  s.written_at = office.now();
  s.recipients = recipients_of(tx, office, actor, n);
  if (s.recipients.empty()) no.emplace_back(no_recipient, "recipients");
  if (!no.empty()) return no;
  s.number = unused_number(s.municipality, office.today(), "C-",
                           [&](const std::string& number) { return signal_number_taken(tx, s.municipality, number); });
  const bool shielded = s.sensitivity == Sensitivity::shielded;
  insert_signal(tx, office, s, shielded ? named_for(tx, office, s) : std::vector<AccountId>{});
  if (n.crisis) finish_task_of(tx, s.municipality, *n.crisis, "signal_child", actor.account, office.now());
  office.note(tx, actor, line_about(s, "child_signal.written", decision.rule));
  tell_officers(tx, office, s);
  return s.id;
}

Result<ChildSignalId> send_signal(Office& office, const Actor& actor, const NewSignal& signal,
                                  std::string_view once_key) {
  const auto sent = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "child_signal.send", digest_of(signal),
                      [&]() -> Result<std::string> {
                        const auto id = send_signal_in(tx, office, actor, signal);
                        if (!id) return id.refusals();
                        return id->text();
                      });
  });
  if (!sent) return sent.refusals();
  return ChildSignalId::parse(*sent).value_or(ChildSignalId{});
}

Result<ChildSignal> open_own_signal(Office& office, const Actor& actor, const ChildSignalId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<ChildSignal> {
    auto allowed = allowed_signal(session, office, actor, Action::open_signal, id);
    if (!allowed) return allowed.refusals();
    line = line_about(allowed->signal, "child_signal.read_by_author", allowed->rule);
    return std::move(allowed->signal);
  });
}

Result<ChildSignal> open_received_signal(Office& office, const Actor& actor, const ChildSignalId& id) {
  return office.db.write([&](db::Tx& tx) -> Result<ChildSignal> {
    auto allowed = allowed_signal(tx, office, actor, Action::receive_signal, id);
    if (!allowed) return allowed.refusals();
    for (auto& r : allowed->signal.recipients) {
      if (r.organisation != actor.post.organisation || r.state != RecipientState::sent) continue;
      Recipient after = r;
      after.opened_at = office.now();
      after.opened_by = actor.account;
      if (const auto moved = move(tx, office, actor, *allowed, after, SignalVerb::open); !moved)
        return moved.refusals();
      after.state = RecipientState::opened;
      r = after;
      return std::move(allowed->signal);
    }
    office.note(tx, actor, line_about(allowed->signal, "child_signal.read", allowed->rule));
    return std::move(allowed->signal);
  });
}

Result<Done> tell_recipient(Office& office, const Actor& actor, const Telling& told, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "child_signal.tell",
                     {told.id.text(), told.recipient, told.channel, told.whom}, [&]() -> Result<Done> {
                       const auto allowed = allowed_signal(tx, office, actor, Action::open_signal, told.id);
                       if (!allowed) return allowed.refusals();
                       const Recipient* r = allowed->signal.find_recipient(told.recipient);
                       if (!r || r->has_account()) return not_found;
                       Refusals no;
                       Recipient after = *r;
                       after.channel = told.channel;
                       after.told_whom = told.whom;
                       after.sent_at = office.now();
                       if (!text::one_of(told_channels, told.channel)) no.emplace_back(not_in_list, "channel");
                       check_words(no, "whom", after.told_whom, Must::say, told_length_max);
                       if (!no.empty()) return no;
                       return move(tx, office, actor, *allowed, after, SignalVerb::send);
                     });
  });
}

static Result<Done> acknowledge_in(db::Tx& tx, Office& office, const Actor& actor, const Acknowledgement& a) {
  const bool as_author = !a.recipient.empty();
  const auto allowed =
      allowed_signal(tx, office, actor, as_author ? Action::open_signal : Action::receive_signal, a.id);
  if (!allowed) return allowed.refusals();
  const Recipient* mine = nullptr;
  for (const auto& r : allowed->signal.recipients) {
    if (as_author ? r.kind == a.recipient && !r.has_account() : r.organisation == actor.post.organisation) mine = &r;
  }
  if (!mine) return not_found;
  Recipient after = *mine;
  after.incoming_number = text::tidy(a.number);
  Refusals no;
  if (after.incoming_number.empty()) no.emplace_back(required, "number");
  if (!text::is_plain(a.number)) no.emplace_back(not_plain_text, "number");
  if (text::length(after.incoming_number) > number_length_max)
    no.push_back(Refusal(too_long, "number", {{"max", std::to_string(number_length_max)}}));
  if (!no.empty()) return no;
  after.acknowledged_at = office.now();
  after.acknowledged_by = actor.account;
  return move(tx, office, actor, *allowed, after, SignalVerb::acknowledge);
}

Result<Done> acknowledge_signal(Office& office, const Actor& actor, const Acknowledgement& a,
                                std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "child_signal.acknowledge", {a.id.text(), a.recipient, a.number},
                     [&] { return acknowledge_in(tx, office, actor, a); });
  });
}

}  // namespace gishe::protection
