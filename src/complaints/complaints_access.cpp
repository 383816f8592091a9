#include "complaints/complaints_access.h"

#include <algorithm>

namespace gishe::complaints {

access::Decision decide_on(db::Session& session, const Actor& actor, const Complaint& complaint) {
  access::Facts facts;
  facts.municipality = complaint.municipality;
  facts.sensitivity = Sensitivity::personal;
  const auto barred = store::list_barred(session, complaint);
  if (std::find(barred.begin(), barred.end(), actor.account) != barred.end()) facts.relations |= access::barred;
  return access::decide(actor, access::Action::handle_complaint, facts);
}

Result<Allowed> allowed_complaint(db::Session& session, const Actor& actor, const ComplaintId& id) {
  if (!access::function_may(actor, access::Action::handle_complaint)) return not_your_function;
  const auto scope = access::scope(actor, access::Action::handle_complaint);
  auto found = store::find(session, scope, id);
  if (!found) return not_found;
  const auto decision = decide_on(session, actor, *found);
  if (!decision.allowed) return *decision.no;
  return Allowed{std::move(*found), decision.rule};
}

}  // namespace gishe::complaints
