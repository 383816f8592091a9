#include "people/people.h"
#include "people/person_store.h"

namespace gishe::people {

std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const PersonId& id) {
  const auto row = store::find_facts(session, actor.post.municipality, id, actor.account);
  if (!row) return std::nullopt;
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = row->sensitivity;
  if (row->on_team) facts.relations |= access::on_team;
  if (row->named) facts.relations |= access::named;
  if (row->barred) facts.relations |= access::barred;
  return facts;
}

}  // namespace gishe::people
