#include "agreements/agreements_access.h"

namespace gishe::agreements {

access::Facts facts_of(const Record& record) {
  access::Facts facts;
  facts.municipality = record.municipality;
  facts.to_municipality = record.to_municipality;
  facts.sensitivity = Sensitivity::working;
  return facts;
}

std::optional<Side> side_of(const Actor& actor, const Record& record) {
  if (!actor.post.organisation.is_nil()) return std::nullopt;
  if (actor.post.municipality == record.municipality) return Side::asker;
  if (actor.post.municipality == record.to_municipality) return Side::asked;
  return std::nullopt;
}

access::Action action_of(Side side) {
  return side == Side::asker ? access::Action::keep_agreements : access::Action::answer_agreement;
}

}  // namespace gishe::agreements
