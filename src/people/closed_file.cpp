#include "people/closed_file_store.h"
#include "people/file_standing.h"
#include "people/identifier.h"
#include "people/person_acts.h"
#include "people/person_search.h"
#include "platform/db/wall.h"

// A file that is not worked on any more, and what of it goes over to another municipality.
namespace gishe::people {

std::optional<Closing> find_closing(db::Session& session, const MunicipalityCode& municipality, const PersonId& id) {
  return store::find_closing(session, municipality, id);
}

std::optional<Refusal> why_closed(db::Session& session, const MunicipalityCode& municipality, const PersonId& id) {
  if (store::find_merged_into(session, municipality, id)) return Refusal(merged_file, "", {{"id", id.text()}});
  if (store::find_restriction(session, municipality, id)) return Refusal(restricted_file);
  if (store::find_closing(session, municipality, id)) return Refusal(file_closed);
  return std::nullopt;
}

std::optional<PersonId> leads_to(db::Session& session, const Actor& actor, access::Action action, const PersonId& id) {
  const auto kept = store::find_merged_into(session, actor.post.municipality, id);
  const auto facts = kept ? facts_of(session, actor, *kept) : std::nullopt;
  return facts && access::decide(actor, action, *facts).allowed ? kept : std::nullopt;
}

bool close_file_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const PersonId& id,
                   const Closing& closing) {
  return store::set_closing(tx, municipality, id, closing.because, closing.on, office.now());
}

bool reopen_file_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const PersonId& id) {
  return store::set_closing(tx, municipality, id, "", std::nullopt, office.now());
}

Result<CarriedOver> carry_over_in(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& from,
                                  const PersonId& id, const char* rule) {
  const db::BeyondTheWall from_there;
  const auto source = store::find_unseen(tx, from, id);
  if (!source) return not_found;
  const MunicipalityCode& home = actor.post.municipality;
  auto number = store::find_identifier(tx, from, id);
  const bool shielded = source->sensitivity == Sensitivity::shielded;
  if (number && !shielded) {
    if (const auto holder = store::find_holder(tx, home, number->kind, number->hash)) {
      if (store::find_closing(tx, home, *holder)) store::set_closing(tx, home, *holder, "", std::nullopt, office.now());
      store::join_team(tx, home, *holder, actor.account, office.today());
      return CarriedOver{*holder, true};
    }
  }
  Person p = *source;
  p.id = PersonId::make();
  p.pseudonym = Uuid::make();
  p.municipality = home;
  p.settlement = {};
  p.address.clear();
  store::insert_person(tx, {p, actor.account, office.now()});
  store::insert_name_keys(tx, p);
  store::join_team(tx, home, p.id, actor.account, office.today());
  if (shielded) store::name_account(tx, home, p.id, actor.account, office.now());
  if (number) {
    const auto clear = office.vault.unseal(number->sealed, seal_context(id));
    if (!clear) throw db::Fault(db::Fault::Kind::broken, "a sealed number does not open");
    number->sealed = office.vault.seal(*clear, seal_context(p.id));
    number->set_apart = shielded;
    store::insert_identifier(tx, home, p.id, *number, office.now());
  }
  office.note(tx, actor, {"person.carried_over", home, "person", p.pseudonym, rule, "", {}});
  return CarriedOver{p.id};
}

}  // namespace gishe::people
