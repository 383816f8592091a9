#include "protection/protection_access.h"

#include <algorithm>

#include "protection/signal_store.h"

namespace gishe::protection {

access::Facts intake_facts(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = Sensitivity::shielded;
  facts.relations = access::named;
  return facts;
}

access::Facts capacity_facts() {
  access::Facts facts;
  facts.sensitivity = Sensitivity::working;
  return facts;
}

/// Whoever must signal may, with the password alone too, and what she wrote herself is not kept from her.
static Sensitivity to_its_author(Sensitivity level) {
  return level == Sensitivity::shielded ? level : std::min(level, Sensitivity::personal);
}

access::Facts new_signal_facts(const Actor& actor, Sensitivity sensitivity) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = to_its_author(sensitivity);
  facts.relations = access::named;
  return facts;
}

access::Facts signal_facts(db::Session& session, const Actor& actor, const ChildSignal& signal) {
  access::Facts facts;
  facts.municipality = signal.municipality;
  facts.sensitivity = signal.sensitivity;
  for (const auto& recipient : signal.recipients) {
    const bool sent = recipient.state != RecipientState::written;
    if (sent && recipient.has_account() && recipient.organisation == actor.post.organisation) {
      facts.to_organisation = recipient.organisation;
      facts.to_municipality = recipient.organisation_municipality;
    }
  }
  if (signal.author == actor.account) {
    facts.relations |= access::self;
    facts.sensitivity = to_its_author(signal.sensitivity);
  }
  if (signal_names(session, signal, actor.account)) facts.relations |= access::named;
  return facts;
}

access::Facts commission_facts(const MunicipalityCode& municipality) {
  access::Facts facts;
  facts.municipality = municipality;
  facts.sensitivity = Sensitivity::sensitive;
  return facts;
}

}  // namespace gishe::protection
