#pragma once
#include "complaints/complaint_store.h"

/// Facts for platform/access about a complaint.
namespace gishe::complaints {

struct Allowed {
  Complaint complaint;
  const char* rule;
};
/// not_found for who is barred from it exactly as for none.
Result<Allowed> allowed_complaint(db::Session& session, const Actor& actor, const ComplaintId& id);
access::Decision decide_on(db::Session& session, const Actor& actor, const Complaint& complaint);

}  // namespace gishe::complaints
