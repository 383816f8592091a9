#include "own_file/own_access_acts.h"

#include <algorithm>

#include "base/text.h"
#include "own_file/own_access_store.h"
#include "own_file/own_file_access.h"
#include "staff/staff.h"

namespace gishe::own_file {
namespace {

using access::Action;

ledger::Line line_about(const Allowed& allowed, const char* action, std::string_view reason = {}) {
  const auto& p = allowed.person;
  return {action, p.municipality, "person", p.pseudonym, allowed.rule, std::string(reason), {}};
}

/// For the desk a shielded file has no such door, even for who is named: what a screen at home shows, others see.
Result<Allowed> allowed_at_the_desk(db::Session& session, const Actor& actor, const PersonId& id) {
  auto allowed = allowed_person(session, actor, Action::open_own_access, id);
  if (allowed && allowed->person.sensitivity == Sensitivity::shielded) return in_person_only;
  return allowed;
}

struct Holder {
  PersonId person;
  std::string name;
  std::optional<RepresentativeId> mandate;
};
Result<Holder> find_holder(db::Session& session, const Actor& actor, const people::Person& p, std::string_view typed,
                           Day today) {
  if (typed == "self") {
    const auto age = p.age(today);
    if (age && *age < own_account_age) return Refusal(too_young, "holder");
    return Holder{p.id, p.full_name(), std::nullopt};
  }
  const auto scope = access::scope(actor, Action::open_own_access);
  for (const auto& r : people::list_representatives(session, scope, p.id, today)) {
    if (r.id.text() == typed) return Holder{r.representative, r.name, r.id};
  }
  return Refusal(typed.empty() ? required : no_mandate, "holder");
}

std::optional<Refusal> why_not_check(std::string_view code) {
  if (code.empty()) return Refusal(required, "identity_check");
  if (!text::one_of(identity_checks(), code)) return Refusal(not_in_list, "identity_check");
  return std::nullopt;
}

/// One human being, one account.
std::optional<Refusal> why_not_account(db::Session& session, const OwnAccess& row) {
  const auto owner = store::find_holder(session, row.municipality, row.account);
  if (owner && *owner != row.holder) return Refusal(address_of_other, "email");
  const auto other = store::find_account(session, row.municipality, row.holder);
  if (other && *other != row.account) return Refusal(other_address, "email");
  for (const auto& open : store::list_of_account(session, row.municipality, row.account)) {
    if (open.person == row.person) return Refusal(already_open, "holder");
  }
  return std::nullopt;
}

Result<Opened> open_in(db::Tx& tx, Office& office, const Actor& actor, const NewAccess& typed) {
  const auto allowed = allowed_at_the_desk(tx, actor, typed.person);
  if (!allowed) return allowed.refusals();
  const auto closing = people::find_closing(tx, allowed->person.municipality, typed.person);
  if (closing && closing->because == "died") return people::file_closed;  // who moved may still read hers
  const auto holder = find_holder(tx, actor, allowed->person, typed.holder, office.today());
  Refusals no;
  if (!holder) no = holder.refusals();
  if (auto bad = why_not_check(typed.identity_check)) no.push_back(*bad);
  if (!no.empty()) return no;
  const auto account = staff::open_account_for_person(tx, office, actor, typed.email, holder->name);
  if (!account) {
    if (account.refusals().front().is(staff::email_taken)) return Refusal(address_of_other, "email");
    return account.refusals();
  }
  OwnAccess row;
  row.id = OwnAccessId::make();
  row.municipality = allowed->person.municipality;
  row.account = account->id;
  row.person = typed.person;
  row.holder = holder->person;
  row.mandate = holder->mandate;
  row.identity_check = typed.identity_check;
  row.opened_by = actor.account;
  row.opened_at = office.now();
  if (auto taken = why_not_account(tx, row)) return *taken;
  store::insert(tx, row);
  auto line = line_about(*allowed, "person.own_access_opened", typed.identity_check);
  line.changes = {{"account", "", row.account.text()}};
  office.note(tx, actor, line);
  return Opened{account->link, text::tidy(typed.email), allowed->person.full_name(), holder->name};
}

/// The link leaves this process once, in the first answer; a second one to the same form has none.
template <class Act>
Result<Opened> once(Office& office, const Actor& actor, std::string_view once_key, std::string_view act,
                    const std::string& digest, Act&& run) {
  Opened opened;
  auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    opened = {};
    const auto answer = jobs::once(tx, office.clock, actor, once_key, act, digest, [&]() -> Result<std::string> {
      auto ran = run(tx);
      if (!ran) return ran.refusals();
      opened = *ran;
      return std::string("done");
    });
    if (!answer) return answer.refusals();
    return Done{};
  });
  if (!done) return done.refusals();
  return opened;
}

/// A representative this officer may not see has no row here: its address and its buttons would say that she is hidden.
bool sees_holder(db::Session& session, const Actor& actor, const OwnAccess& row) {
  return people::find_person(session, access::scope(actor, Action::open_own_access), row.holder).has_value();
}

/// An open access of that file, at this desk.
Result<OwnAccess> find_row(db::Session& session, const Actor& actor, const Allowed& allowed, const OwnAccessId& id) {
  auto row = store::find(session, allowed.person.municipality, id);
  if (!row || row->person != allowed.person.id || !sees_holder(session, actor, *row)) return not_found;
  if (row->ended_at) return not_from_this_state;
  return *row;
}

}  // namespace

Result<AtTheDesk> open_at_the_desk(Office& office, const Actor& actor, const PersonId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<AtTheDesk> {
    auto allowed = allowed_at_the_desk(session, actor, id);
    if (!allowed) return allowed.refusals();
    line = line_about(*allowed, "person.opened");
    const auto scope = access::scope(actor, Action::open_own_access);
    AtTheDesk desk{allowed->person, people::list_representatives(session, scope, id, office.today()), {}};
    for (auto& row : store::list_of_person(session, allowed->person.municipality, id)) {
      if (!sees_holder(session, actor, row)) continue;
      AtTheDesk::Row shown{row, "", "", true};
      if (row.mandate) {
        shown.holds = people::mandate_holds(session, row.municipality, id, *row.mandate, office.today());
        for (const auto& r : desk.representatives) {
          if (r.id == *row.mandate) shown.holder = r.name;
        }
      }
      if (const auto account = staff::find_account(session, row.account)) shown.email = account->email;
      desk.rows.push_back(std::move(shown));
    }
    return desk;
  });
}

Result<Opened> open_access(Office& office, const Actor& actor, const NewAccess& typed, std::string_view once_key) {
  const auto digest = content_digest({typed.person.text(), typed.holder, typed.email, typed.identity_check});
  return once(office, actor, once_key, "own_access.open", digest,
              [&](db::Tx& tx) { return open_in(tx, office, actor, typed); });
}

Result<Opened> renew_letter(Office& office, const Actor& actor, const PersonId& person, const OwnAccessId& id,
                            std::string_view identity_check, std::string_view once_key) {
  const auto digest = content_digest({id.text(), identity_check});
  return once(office, actor, once_key, "own_access.renew", digest, [&](db::Tx& tx) -> Result<Opened> {
    const auto allowed = allowed_at_the_desk(tx, actor, person);
    if (!allowed) return allowed.refusals();
    const auto row = find_row(tx, actor, *allowed, id);
    if (!row) return row.refusals();
    // The new letter opens everything this account reads, so whoever prints it must be allowed all of it.
    for (const auto& other : store::list_of_account(tx, row->municipality, row->account)) {
      if (!allowed_at_the_desk(tx, actor, other.person).ok()) return not_all_yours;
    }
    if (auto bad = why_not_check(identity_check)) return *bad;
    if (row->mandate && !people::mandate_holds(tx, row->municipality, person, *row->mandate, office.today()))
      return Refusal(no_mandate);
    const auto link = staff::renew_account_of_person(tx, office, actor, row->account);
    if (!link) return link.refusals();
    office.note(tx, actor, line_about(*allowed, "person.own_letter_made", identity_check));
    const auto account = staff::find_account(tx, row->account);
    return Opened{*link, account ? account->email : "", allowed->person.full_name(), account ? account->name : ""};
  });
}

Result<Done> end_access(Office& office, const Actor& actor, const PersonId& person, const OwnAccessId& id,
                        std::string_view reason, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "own_access.end", {id.text(), reason}, [&]() -> Result<Done> {
      const auto allowed = allowed_person(tx, actor, Action::open_own_access, person);
      if (!allowed) return allowed.refusals();
      const auto row = find_row(tx, actor, *allowed, id);
      if (!row) return row.refusals();
      if (!text::one_of(end_reasons(), reason)) return Refusal(reason.empty() ? required : not_in_list, "reason");
      if (!store::end(tx, *row, actor.account, reason, office.now())) return not_from_this_state;
      office.note(tx, actor, line_about(*allowed, "person.own_access_ended", reason));
      return Done{};
    });
  });
}

}  // namespace gishe::own_file
