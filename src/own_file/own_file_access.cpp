#include "own_file/own_file_access.h"

namespace gishe::own_file {

std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const OwnAccess& own, Day today) {
  auto facts = people::facts_of(session, actor, own.municipality, own.person);
  if (!facts) return std::nullopt;
  const bool holds = !own.mandate || people::mandate_holds(session, own.municipality, own.person, *own.mandate, today);
  if (own.account == actor.account && !own.ended_at && holds) facts->relations |= access::self;
  return facts;
}

Result<Allowed> allowed_person(db::Session& session, const Actor& actor, access::Action action, const PersonId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  const auto facts = people::facts_of(session, actor, id);
  if (!facts) return not_found;
  const auto decision = access::decide(actor, action, *facts);
  if (!decision.allowed) return *decision.no;
  auto person = people::find_person(session, access::scope(actor, action), id);
  if (!person) return not_found;
  return Allowed{std::move(*person), decision.rule};
}

}  // namespace gishe::own_file
