#pragma once
#include "cases/assessment.h"
#include "cases/cases_access.h"

/// The verbs on an assessment. Each: access (assess_needs) → rule → store → ledger, in one transaction.
namespace gishe::cases {

/// Refuses being_written, not_from_this_state (closed case). Takes the instrument in force today.
Result<AssessmentId> start_assessment(Office& office, const Actor& actor, const CaseId& id, std::string_view reason,
                                      std::string_view once_key);

struct WhichAssessment {
  CaseId of;
  AssessmentId id;
  std::int64_t version = 0;
};
/// The answers of one domain as they stand in the form; what is left empty is taken away.
Result<Done> save_domain(Office& office, const Actor& actor, const WhichAssessment& which, std::string_view domain,
                         const std::vector<Answer>& answers, std::string_view once_key);
struct Views {
  std::string participants, places, own_view, child_view, strengths;
};
Result<Done> save_views(Office& office, const Actor& actor, const WhichAssessment& which, const Views& views,
                        std::string_view once_key);
/// Locks it, writes what comes out, supersedes the one before. Refuses unanswered, and a missing own view.
Result<Done> complete_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                                 std::string_view once_key);
/// The person has read it: signed or refused.
Result<Done> share_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                              std::string_view signature, std::string_view once_key);
Result<Done> cancel_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                               std::string_view once_key);
/// A locked one is never changed: a new one begins with its answers.
Result<AssessmentId> correct_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                                        std::string_view once_key);

/// The case closes: what is being written ends with it.
void cancel_written_assessment(db::Tx& tx, const Office& office, const CaseFile& file);

}  // namespace gishe::cases
