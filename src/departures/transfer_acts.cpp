#include "departures/transfer_acts.h"

#include <algorithm>

#include "base/public_number.h"
#include "base/text.h"
#include "departures/leaving.h"
#include "platform/office/act.h"
#include "platform/visitors/receipt.h"
#include "staff/staff.h"

// The side that offers.
namespace gishe::departures {
namespace {

using access::Action;

constexpr visitors::Kind number_kind{"T", "person_transfer", not_found, not_found};
constexpr int expired_at_once_max = 200;

ledger::Line line_about(const people::AllowedPerson& allowed, const char* action) {
  const people::Person& p = allowed.person;
  return {action, p.municipality, "person", p.pseudonym, allowed.rule, "", {}};
}

/// Who there may take it over; of a shielded file only the one who was named in the offer.
std::vector<people::Colleague> receivers_of(db::Session& session, const MunicipalityCode& to, Day today) {
  return people::list_holders(session, Action::receive_person, to, today);
}

Result<AccountId> find_named(db::Session& session, const MunicipalityCode& to, std::string_view email, Day today) {
  const auto typed = text::tidy(email);
  if (typed.empty()) return Refusal(required, "named_email");
  for (const auto& who : receivers_of(session, to, today)) {
    if (who.email == typed) return who.account;
  }
  return Refusal(no_such_receiver, "named_email");
}

void tell_receivers(db::Tx& tx, const Office& office, const Transfer& t) {
  std::vector<AccountId> told;
  if (t.sensitivity == Sensitivity::shielded) {
    told.push_back(t.named);
  } else {
    for (const auto& who : receivers_of(tx, t.to_municipality, office.today())) told.push_back(who.account);
  }
  people::tell_accounts(tx, office, told, "transfer_waits");
}

Result<Done> offer_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& id, const NewTransfer& typed) {
  const auto allowed = people::allowed_person(tx, actor, Action::move_person, id);
  if (!allowed) return allowed.refusals();
  const people::Person& p = allowed->person;
  if (auto closed = people::why_closed(tx, p.municipality, id)) return *closed;
  const auto before = store::find_latest(tx, p.municipality, id);
  if (before && before->state == TransferState::offered) return offered_already;
  if (auto no = why_not_transfer(typed, office.today()); !no.empty()) return no;
  Transfer t;
  const auto desks = staff::list_desks(tx, office.today());
  t.to_municipality = MunicipalityCode::parse(typed.to).value_or(MunicipalityCode{});
  if (t.to_municipality == p.municipality || std::find(desks.begin(), desks.end(), t.to_municipality) == desks.end())
    return Refusal(no_desk_there, "to");
  t.sensitivity = p.sensitivity;
  if (p.sensitivity == Sensitivity::shielded) {
    const auto named = find_named(tx, t.to_municipality, typed.named_email, office.today());
    if (!named) return named.refusals();
    t.named = *named;
  }
  t.id = TransferId::make();
  t.municipality = p.municipality;
  t.number = visitors::write_receipt(office, number_kind, t.municipality, [&](const std::string& number) {
               return store::number_is_taken(tx, t.municipality, number);
             }).number;
  t.person = id;
  t.moves_on = *Day::from_person(text::tidy(typed.moves_on));
  t.ground = typed.ground;
  t.consent_how = typed.ground == "consent" ? typed.consent_how : "";
  t.note = text::tidy(typed.note, text::Lines::many);
  t.offered_by = actor.account;
  t.offered_at = office.now();
  t.answer_due_on = due_by_rule(tx, "transfer.answer", t.municipality, office.today());
  store::insert_transfer(tx, t);
  tell_receivers(tx, office, t);
  office.note(tx, actor, line_about(*allowed, "person.transfer_offered"));
  return Done{};
}

}  // namespace

Result<OpenedMove> open_move(Office& office, const Actor& actor, const PersonId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedMove> {
    const auto allowed = people::allowed_person(session, actor, Action::move_person, id);
    if (!allowed) return allowed.refusals();
    line = line_about(*allowed, "person.opened");
    OpenedMove opened{allowed->person, store::find_latest(session, allowed->person.municipality, id), {}};
    const bool gone = opened.latest && opened.latest->state == TransferState::received;
    opened.items = gone ? store::list_items(session, opened.latest->municipality, opened.latest->id.value)
                        : list_going_over(session, actor, opened.person);
    return opened;
  });
}

Result<Done> offer_transfer(Office& office, const Actor& actor, const PersonId& id, const NewTransfer& typed,
                            std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(
        tx, office, actor, once_key, "departures.offer",
        {id.text(), typed.to, typed.moves_on, typed.ground, typed.consent_how, typed.note, typed.named_email},
        [&] { return offer_in(tx, office, actor, id, typed); });
  });
}

Result<Done> withdraw_transfer(Office& office, const Actor& actor, const PersonId& id, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "departures.withdraw", {id.text()}, [&]() -> Result<Done> {
      const auto allowed = people::allowed_person(tx, actor, Action::move_person, id);
      if (!allowed) return allowed.refusals();
      auto t = store::find_latest(tx, allowed->person.municipality, id);
      if (!t) return not_found;
      if (t->state != TransferState::offered) return not_from_this_state;
      t->state = TransferState::withdrawn;
      t->ended_at = office.now();
      if (!store::update_transfer(tx, *t, actor.account)) return changed_meanwhile;
      office.note(tx, actor, line_about(*allowed, "person.transfer_withdrawn"));
      return Done{};
    });
  });
}

int expire_transfers(Office& office) {
  const auto past = office.db.read(
      [&](db::Session& session) { return store::list_past(session, office.today(), expired_at_once_max); });
  int expired = 0;
  for (Transfer t : past) {
    const auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
      t.state = TransferState::expired;
      t.ended_at = office.now();
      if (!store::update_transfer(tx, t, {})) return changed_meanwhile;
      people::tell_accounts(tx, office, {t.offered_by}, "transfer_answered");
      office.note(tx, Actor{},
                  {"transfer.expired", t.municipality, "person_transfer", t.id.value, "system/deadline", "", {}});
      return Done{};
    });
    if (done) ++expired;
  }
  return expired;
}

}  // namespace gishe::departures
