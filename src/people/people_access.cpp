#include "people/circle_store.h"
#include "people/people.h"
#include "people/person_store.h"

namespace gishe::people {

bool is_named_for_somebody(db::Session& session, const AccountId& account) {
  return store::is_named_anywhere(session, account);
}

std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const PersonId& id) {
  return facts_of(session, actor, actor.post.municipality, id);
}

std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const MunicipalityCode& home,
                                      const PersonId& id) {
  const auto row = store::find_facts(session, home, id, actor.account);
  if (!row) return std::nullopt;
  access::Facts facts;
  facts.municipality = home;
  facts.sensitivity = row->sensitivity;
  if (row->on_team) facts.relations |= access::on_team;
  if (row->named) facts.relations |= access::named;
  if (row->barred) facts.relations |= access::barred;
  return facts;
}

}  // namespace gishe::people
