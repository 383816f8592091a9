#include "referrals/referral_access.h"

#include <algorithm>

#include "people/people.h"
#include "referrals/referral_store.h"

namespace gishe::referrals {

access::Facts facts_of(db::Session& session, const Actor& actor, const Record& record) {
  access::Facts facts;
  facts.municipality = record.municipality;
  facts.to_municipality = record.to_municipality;
  facts.to_organisation = record.to_organisation;
  facts.sensitivity = record.sensitivity;

  const Post& post = actor.post;
  const bool of_the_town = post.organisation.is_nil();
  if (of_the_town && post.municipality == record.municipality) facts.relations |= access::sender;
  if (of_the_town ? post.municipality == record.to_municipality : post.organisation == record.to_organisation) {
    facts.relations |= access::receiver;
  }
  if (package_is_open(record.state)) facts.relations |= access::package_open;

  // A person's ties are kept where the person lives; the receiver's own municipality knows nothing of them.
  if (const auto person = people::facts_of(session, actor, record.municipality, record.person)) {
    facts.sensitivity = std::max(facts.sensitivity, person->sensitivity);
    facts.relations |= person->relations & (access::on_team | access::barred | access::named);
  }
  if ((facts.relations & access::named) && !store::is_named(session, record, actor.account)) {
    facts.relations &= ~static_cast<unsigned>(access::named);
  }
  return facts;
}

bool exists_for(db::Session& session, const Actor& actor, const Record& record) {
  const auto facts = facts_of(session, actor, record);
  if (facts.relations & access::barred) return false;
  return facts.sensitivity != Sensitivity::shielded || (facts.relations & access::named);
}

}  // namespace gishe::referrals
