#include <algorithm>

#include "base/text.h"
#include "people/alarm.h"
#include "people/alarm_store.h"
#include "people/identifier.h"
#include "people/person_acts.h"
#include "people/person_search.h"
#include "people/shielded.h"
#include "platform/db/wall.h"
#include "territory/territory.h"

namespace gishe::people {
namespace {

using access::Action;

std::string digest_of(const NewPerson& n) {
  return secrets::digest(text::join({n.given_name, n.middle_name, n.family_name, n.sex, n.born_on, n.identifier_kind,
                                     n.identifier, n.identifier_reason, n.settlement, n.address, n.phone, n.email,
                                     n.contact_rule, text::join(n.target_groups, ",")},
                                    "\x1f"));
}

/// Whoever holds this number, also behind a shield or a bar: a number stands on one open file.
std::optional<PersonId> find_holder(db::Session& session, const MunicipalityCode& home, std::string_view kind,
                                    std::string_view hash) {
  const db::BeyondTheWall to_compare;
  return store::find_holder(session, home, kind, hash);
}

/// Is this number, or somebody like this, known already? `scope`: whom the actor finds by searching; whom it does not
/// hold is neither compared nor named.
std::optional<Refusal> why_known(db::Session& session, const Office& office, const access::Scope& scope,
                                 const CheckedPerson& fresh, std::string_view hash, bool looked_at) {
  if (!hash.empty()) {
    if (const auto known = find_by_number(session, scope, fresh.identifier_kind, hash)) {
      return Refusal(number_known, "identifier", {{"id", known->id.text()}});
    }
    const auto& home = scope.municipality();
    const auto holder = find_holder(session, home, fresh.identifier_kind, hash);
    // To an account on the conflict list she is absent here, too: the new row is set apart (keep).
    if (holder && !store::is_barred(session, home, *holder, scope.account()))
      return Refusal(ask_coordinator, "identifier");
  }
  if (looked_at) return std::nullopt;
  const auto list =
      list_candidates(session, office.vault, scope, fresh.person, fresh.identifier_kind, fresh.identifier);
  if (!list.empty()) return Refusal(maybe_known);
  return std::nullopt;
}

void keep(db::Tx& tx, Office& office, const Actor& actor, CheckedPerson& fresh, const std::string& hash) {
  Person& p = fresh.person;
  p.id = PersonId::make();
  p.pseudonym = Uuid::make();
  p.municipality = actor.post.municipality;
  const bool shielded = p.sensitivity == Sensitivity::shielded;
  std::optional<db::BeyondTheWall> until_named;
  if (shielded) until_named.emplace();
  store::insert_person(tx, {p, actor.account, office.now()});
  store::insert_name_keys(tx, p);
  store::join_team(tx, p.municipality, p.id, actor.account, office.today());
  if (shielded) store::name_account(tx, p.municipality, p.id, actor.account, office.now());
  if (hash.empty()) return;
  const bool apart = shielded || find_holder(tx, p.municipality, fresh.identifier_kind, hash).has_value();
  store::insert_identifier(
      tx, p.municipality, p.id,
      {fresh.identifier_kind, hash, office.vault.seal(fresh.identifier, seal_context(p.id)), p.identifier_masked,
       fresh.check_digit_good ? "check_digit" : "reason", fresh.identifier_reason, apart},
      office.now());
}

Result<std::string> register_in(db::Tx& tx, Office& office, const Actor& actor, const NewPerson& typed,
                                const char* rule) {
  auto fresh = check_new_person(typed, office.today());
  if (!fresh) return fresh.refusals();
  const Person& p = fresh->person;
  if (!p.settlement.empty() && !territory::find_settlement(tx, p.settlement)) return Refusal(not_in_list, "settlement");
  std::string hash;
  if (!fresh->identifier.empty()) hash = identifier_hash(office.vault, fresh->identifier_kind, fresh->identifier);
  const auto scope = access::scope(actor, Action::find_person);
  if (auto no = why_known(tx, office, scope, *fresh, hash, typed.duplicates_seen)) return *no;
  keep(tx, office, actor, *fresh, hash);
  office.note(tx, actor,
              {"person.registered",
               p.municipality,
               "person",
               p.pseudonym,
               rule,
               fresh->identifier_reason.empty() ? "" : "failed_check_digit",
               {}});
  if (!hash.empty()) tell_named_accounts(tx, office, actor, p.municipality, fresh->identifier_kind, hash, p.id);
  raise_alarms(tx, office, actor,
               {"registered", p.given_name + ' ' + p.family_name, fresh->identifier_kind, fresh->identifier, {}, rule});
  return p.id.text();
}

access::Decision decide_on(const Actor& actor, const NewPerson& typed) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = typed.sensitivity;
  // Who registers a shielded person is the first account named for her.
  if (typed.sensitivity == Sensitivity::shielded) facts.relations |= access::named;
  return access::decide(actor, Action::register_person, facts);
}

}  // namespace

Result<PersonId> register_person_in(db::Tx& tx, Office& office, const Actor& actor, const NewPerson& typed) {
  const auto decision = decide_on(actor, typed);
  if (!decision.allowed) return *decision.no;
  const auto id = register_in(tx, office, actor, typed, decision.rule);
  if (!id) return id.refusals();
  return PersonId::parse(*id).value_or(PersonId{});
}

Result<PersonId> register_person(Office& office, const Actor& actor, const NewPerson& typed,
                                 std::string_view once_key) {
  try {
    return office.db.write([&](db::Tx& tx) -> Result<PersonId> {
      const auto decision = decide_on(actor, typed);
      if (!decision.allowed) return *decision.no;
      auto id = jobs::once(tx, office.clock, actor, once_key, "people.register", digest_of(typed),
                           [&] { return register_in(tx, office, actor, typed, decision.rule); });
      if (!id) return id.refusals();
      return PersonId::parse(*id).value_or(PersonId{});
    });
  } catch (const db::Conflict&) {
    // Two desks registered the same number in the same moment; the other one was first.
    return Refusal(ask_coordinator, "identifier");
  }
}

}  // namespace gishe::people
