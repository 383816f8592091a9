#include "answers/answer_link.h"

#include "base/text.h"
#include "platform/office/act.h"
#include "platform/visitors/link_token.h"

namespace gishe::answers {
namespace {

constexpr std::string_view use_of_hash = "answer_link";
constexpr std::size_t said_max = 120;

using referrals::State;

/// A link that works now, whatever is wrong otherwise: one answer.
Result<Seen> find_working(db::Session& session, const Office& office, std::string_view token) {
  const auto read = visitors::read_link_token(office, use_of_hash, token);
  const auto link = read ? store::find_by_hash(session, read->municipality, read->hash) : std::nullopt;
  if (!link || link->state != "open" || link->expires_on < office.today()) return link_gone;
  auto referral = referrals::find_for_link(session, link->municipality, link->referral);
  if (!referral || kind_for(referral->referral.state) != link->kind) return link_gone;
  return Seen{*link, std::move(*referral)};
}

/// A link that never was counts against the network it comes from; one that was used or is over does not: whoever holds
/// it has not guessed.
void count_if_guessed(Office& office, std::string_view token, const Refusals& refusals, std::string_view remote) {
  if (!refusals.front().is(link_gone)) return;
  const auto read = visitors::read_link_token(office, use_of_hash, token);
  const bool known = read && office.db.read([&](db::Session& session) {
    return store::find_by_hash(session, read->municipality, read->hash).has_value();
  });
  if (known) return;
  office.db.write([&](db::Tx& tx) { visitors::count_wrong_link(tx, office, use_of_hash, remote); });
}

ledger::Line line_about(const AnswerLink& link, const char* action, const char* rule) {
  return {action, link.municipality, "referral", link.referral.value, rule, link.kind, {}};
}

Result<referrals::Referral> ask_sender(db::Session& session, const Actor& actor, const ReferralId& id) {
  bool shielded = false;
  auto referral = referrals::ask_referral(session, actor, access::Action::withdraw_referral, id, &shielded);
  if (!referral) return referral.refusals();
  if (shielded) return not_for_shielded;
  return referral;
}

void send_by_mail(db::Tx& tx, Office& office, const AnswerLink& link, const std::string& number,
                  const std::string& address) {
  if (link.sent_to.empty()) return;
  post::Message message;
  message.to = link.sent_to;
  message.kind = "answer_link";
  message.values = {{"number", number}, {"link", address}};
  post::queue(tx, office.clock, message);
}

}  // namespace

std::string_view kind_for(State state) {
  if (state == State::sent || state == State::delivered || state == State::waitlisted) return "answer";
  return state == State::accepted || state == State::in_service ? "outcome" : "";
}

std::vector<std::string_view> verbs_of(const AnswerLink& link, State state, bool may_ask) {
  if (link.kind == "outcome") {
    if (state == State::accepted) return {"complete", "no_show", "not_started"};
    return {"complete", "no_show"};
  }
  std::vector<std::string_view> verbs = {"accept", "decline"};
  if (may_ask && state != State::waitlisted) verbs.push_back("ask");
  return verbs;
}

Refusals why_not_person(const Person& person) {
  Refusals no;
  const auto check = [&](const std::string& said, const char* field) {
    if (said.empty()) {
      no.emplace_back(required, field);
    } else if (!text::is_plain(said)) {
      no.emplace_back(not_plain_text, field);
    } else if (text::length(said) > said_max) {
      no.push_back(Refusal(too_long, field, {{"max", std::to_string(said_max)}}));
    }
  };
  check(person.name, "name");
  check(person.post, "post");
  check(person.organisation, "organisation");
  return no;
}

Result<Standing> find_standing(db::Session& session, const Actor& actor, const ReferralId& id) {
  const auto referral = ask_sender(session, actor, id);
  if (!referral) return referral.refusals();
  return Standing{*referral, store::find_latest(session, referral->municipality, id)};
}

Result<Made> make_link(Office& office, const Actor& actor, const ReferralId& id, std::string_view typed) {
  const std::string email = text::tidy(std::string(typed));
  if (!email.empty() && !post::is_address(email)) return Refusal(not_in_list, "email");
  Made made;
  const auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto referral = ask_sender(tx, actor, id);
    if (!referral) return referral.refusals();
    const auto kind = kind_for(referral->state);
    if (kind.empty()) return not_from_this_state;
    const auto before = store::find_latest(tx, referral->municipality, id);
    if (before && before->state == "open") store::close(tx, *before, "withdrawn", office.now());
    const std::string token = visitors::draw_link_token(referral->municipality);
    made.address = office.public_address + "/answer/" + token;
    made.link = {Uuid::make(),
                 referral->municipality,
                 id,
                 std::string(kind),
                 "open",
                 due_by_rule(tx, "answer_link.valid", referral->municipality, office.today()),
                 email,
                 "",
                 actor.account,
                 office.now()};
    store::insert(tx, made.link, office.vault.keyed_hash(use_of_hash, token));
    send_by_mail(tx, office, made.link, referral->number, made.address);
    office.note(
        tx, actor,
        line_about(made.link, "referral.link_made", access::scope(actor, access::Action::withdraw_referral).rule()));
    return Done{};
  });
  if (!done) return done.refusals();
  return made;
}

Result<Done> withdraw_link(Office& office, const Actor& actor, const ReferralId& id, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "withdraw_link", {id.text()}, [&]() -> Result<Done> {
      const auto referral = ask_sender(tx, actor, id);
      if (!referral) return referral.refusals();
      const auto link = store::find_latest(tx, referral->municipality, id);
      if (!link || !store::close(tx, *link, "withdrawn", office.now())) return not_from_this_state;
      office.note(
          tx, actor,
          line_about(*link, "referral.link_withdrawn", access::scope(actor, access::Action::withdraw_referral).rule()));
      return Done{};
    });
  });
}

Result<Seen> look(Office& office, std::string_view token, std::string_view remote) {
  auto seen = office.db.read([&](db::Session& session) -> Result<Seen> {
    if (auto wait = visitors::why_link_waits(session, office, use_of_hash, remote, wait_first)) return *wait;
    return find_working(session, office, token);
  });
  if (!seen) count_if_guessed(office, token, seen.refusals(), remote);
  return seen;
}

Result<Seen> identify(Office& office, std::string_view token, const Person& person, std::string_view remote) {
  auto no = why_not_person(person);
  auto seen = office.db.write([&](db::Tx& tx) -> Result<Seen> {
    if (auto wait = visitors::why_link_waits(tx, office, use_of_hash, remote, wait_first)) return *wait;
    auto found = find_working(tx, office, token);
    if (!found) return found.refusals();
    if (!no.empty()) return no;
    const auto state = referrals::open_by_link(tx, office, found->link.municipality, found->link.referral);
    if (!state) return state.refusals();
    store::note_opening(tx, found->link, person.said(), office.now());
    return find_working(tx, office, token);
  });
  if (!seen) count_if_guessed(office, token, seen.refusals(), remote);
  return seen;
}

Result<State> answer(Office& office, std::string_view token, const Person& person, referrals::Step step,
                     std::string_view remote) {
  auto no = why_not_person(person);
  const auto done = office.db.write([&](db::Tx& tx) -> Result<State> {
    if (auto wait = visitors::why_link_waits(tx, office, use_of_hash, remote, wait_first)) return *wait;
    const auto found = find_working(tx, office, token);
    if (!found) return found.refusals();
    if (!no.empty()) return no;
    const auto verbs = verbs_of(found->link, found->referral.referral.state, found->referral.may_ask);
    if (!text::one_of(verbs, step.verb)) return Refusal(required, "verb");
    if (!store::close(tx, found->link, "used", office.now())) return link_gone;
    step.id = found->link.referral;
    if (step.verb == "complete" && found->referral.referral.state == State::accepted) {
      referrals::Step begin;
      begin.id = step.id;
      begin.verb = "start_service";
      const auto begun = referrals::take_step_by_link(tx, office, found->link.municipality, begin, person.said());
      if (!begun) return begun.refusals();
    }
    auto reached = referrals::take_step_by_link(tx, office, found->link.municipality, step, person.said());
    if (reached) office.note(tx, Actor{}, line_about(found->link, "referral.link_used", "none/anywhere/link"));
    return reached;
  });
  if (!done) count_if_guessed(office, token, done.refusals(), remote);
  return done;
}

}  // namespace gishe::answers
