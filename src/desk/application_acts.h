#pragma once
#include <string>
#include <string_view>

#include "desk/application.h"
#include "platform/office/office.h"

/// The officer's verbs on an application already taken. Each: access → rule → store → ledger, in one transaction;
/// `version` is the one her page showed (changed_meanwhile otherwise). take_application stands in desk.h, sending in
/// sending.h.
namespace gishe::desk {

struct ServiceChoice {
  ApplicationId application;
  ApplicationLineId line;
  ServiceId service;
  std::int64_t version = 0;
};
/// Sets the route and puts the service's papers on the list. Refuses service_closed, service_does_not_fit.
Result<Done> choose_service(Office& office, const Actor& actor, const ServiceChoice& choice, std::string_view once_key);

struct PaperChange {
  ApplicationId application;
  std::string code, state;     // one of paper_states
  std::string waived_because;  // needed for "waived"
  std::int64_t version = 0;
};
/// Lines whose service asks for the paper follow: missing → awaiting_papers and a task; nothing missing → back.
Result<Done> change_paper(Office& office, const Actor& actor, const PaperChange& change, std::string_view once_key);

struct LineDecision {
  ApplicationId application;
  ApplicationLineId line;
  std::string outcome;          // granted, partly, refused
  std::string reasons, remedy;  // both needed for a refusal (facts.md §3.3)
  std::int64_t version = 0;
};
Result<Done> decide_line(Office& office, const Actor& actor, const LineDecision& decision, std::string_view once_key);

struct LineEnd {
  ApplicationId application;
  ApplicationLineId line;
  std::int64_t version = 0;
};
/// The person no longer wants it. Refuses referral_still_open: the referral is withdrawn first, on its own page.
Result<Done> withdraw_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key);
/// Decided and told: nothing more to do.
Result<Done> close_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key);
/// Papers that did not come in time.
Result<Done> expire_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key);

Result<Done> close_task(Office& office, const Actor& actor, const TaskId& task, std::string_view once_key);

}  // namespace gishe::desk
