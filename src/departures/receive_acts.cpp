#include "base/text.h"
#include "departures/leaving.h"
#include "departures/transfer_acts.h"
#include "platform/db/wall.h"
#include "platform/office/act.h"

// The side that takes a file over.
namespace gishe::departures {
namespace {

using access::Action;

struct Allowed {
  Transfer transfer;
  people::Person person;  // there
  std::string rule;
};

Result<Allowed> allowed_transfer(db::Session& session, const Actor& actor, const TransferId& id) {
  if (!access::function_may(actor, Action::receive_person)) return not_your_function;
  const auto t = store::find_for_receiver(session, access::scope(actor, Action::receive_person), id);
  if (!t) return not_found;
  auto facts = people::facts_of(session, actor, t->municipality, t->person);
  if (!facts) return not_found;
  facts->to_municipality = t->to_municipality;
  if (t->named == actor.account) facts->relations |= access::named;
  const auto decision = access::decide(actor, Action::receive_person, *facts);
  if (!decision.allowed) return *decision.no;
  auto person = store::find_offered(session, *t);
  if (!person) return not_found;
  return Allowed{*t, std::move(*person), decision.rule};
}

ledger::Line line_about(const Allowed& a, const char* action) {
  return {action, a.person.municipality, "person", a.person.pseudonym, a.rule, "", {}};
}

Result<std::string> receive_in(db::Tx& tx, Office& office, const Actor& actor, const TransferId& id,
                               std::int64_t version) {
  const db::BeyondTheWall into_the_other_town;
  auto allowed = allowed_transfer(tx, actor, id);
  if (!allowed) return allowed.refusals();
  Transfer& t = allowed->transfer;
  if (t.state != TransferState::offered) return not_from_this_state;
  if (t.version != version) return changed_meanwhile;
  if (t.answer_due_on < office.today()) return offer_over;
  if (auto closed = people::why_closed(tx, t.municipality, t.person)) return *closed;
  int position = 0;
  for (auto& item : list_going_over(tx, actor, allowed->person)) {
    item.goes_on = may_go_on(tx, t.to_municipality, item, office.today());
    store::insert_item(tx, t.municipality, t.id.value, ++position, item);
  }
  const auto over = people::carry_over_in(tx, office, actor, t.municipality, t.person, allowed->rule.c_str());
  if (!over) return over.refusals();
  const Day closed_on = std::min(t.moves_on, office.today());
  end_everything(tx, office, actor, allowed->person, {"moved", closed_on}, Left::moved);
  t.state = TransferState::received;
  t.ended_at = office.now();
  t.new_person = over->id;
  if (!store::update_transfer(tx, t, actor.account)) return changed_meanwhile;
  people::tell_accounts(tx, office, {t.offered_by}, "transfer_answered");
  office.note(tx, actor, line_about(*allowed, "person.transfer_received"));
  return over->id.text();
}

}  // namespace

Result<OpenedTransfer> open_transfer(Office& office, const Actor& actor, const TransferId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedTransfer> {
    const db::BeyondTheWall into_the_other_town;
    auto allowed = allowed_transfer(session, actor, id);
    if (!allowed) return allowed.refusals();
    line = line_about(*allowed, "person.transfer_opened");
    const Transfer& t = allowed->transfer;
    OpenedTransfer opened{t, std::nullopt, {}};
    if (t.state == TransferState::offered) {
      opened.items = list_going_over(session, actor, allowed->person);
      for (auto& item : opened.items) item.goes_on = may_go_on(session, t.to_municipality, item, office.today());
      opened.person = std::move(allowed->person);
    } else {
      opened.items = store::list_items(session, t.municipality, t.id.value);
    }
    return opened;
  });
}

Result<PersonId> receive_person(Office& office, const Actor& actor, const TransferId& id, std::int64_t version,
                                std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<PersonId> {
    const auto made = jobs::once(tx, office.clock, actor, once_key, "departures.receive", content_digest({id.text()}),
                                 [&] { return receive_in(tx, office, actor, id, version); });
    if (!made) return made.refusals();
    return PersonId::parse(*made).value_or(PersonId{});
  });
}

Result<Done> decline_transfer(Office& office, const Actor& actor, const TransferId& id, std::int64_t version,
                              std::string_view reason, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "departures.decline", {id.text(), reason}, [&]() -> Result<Done> {
      const db::BeyondTheWall into_the_other_town;
      auto allowed = allowed_transfer(tx, actor, id);
      if (!allowed) return allowed.refusals();
      Transfer& t = allowed->transfer;
      if (t.state != TransferState::offered) return not_from_this_state;
      if (t.version != version) return changed_meanwhile;
      t.reason = text::tidy(reason);
      if (t.reason.empty()) return Refusal(required, "reason");
      if (!text::is_plain(t.reason)) return Refusal(not_plain_text, "reason");
      if (text::length(t.reason) > words_max) return Refusal(too_long, "reason", {{"max", std::to_string(words_max)}});
      t.state = TransferState::declined;
      t.ended_at = office.now();
      if (!store::update_transfer(tx, t, actor.account)) return changed_meanwhile;
      people::tell_accounts(tx, office, {t.offered_by}, "transfer_answered");
      office.note(tx, actor, line_about(*allowed, "person.transfer_declined"));
      return Done{};
    });
  });
}

}  // namespace gishe::departures
