#pragma once
#include <vector>

#include "cases/assessment.h"
#include "cases/case_file.h"
#include "platform/db/db.h"

/// Every statement on instruments and assessments. Callers hold a case that was allowed: its rows are joined by its id.
namespace gishe::cases::store {

/// The questions in force on a day: the municipality's own, else everybody's.
std::optional<Instrument> find_instrument(db::Session& session, const MunicipalityCode& municipality, Day on,
                                          std::string_view language);
/// Those of one assessment, whatever is in force now.
Instrument instrument_of(db::Session& session, const Assessment& assessment, std::string_view language);

std::optional<Assessment> find_assessment(db::Session& session, const CaseFile& file, const AssessmentId& id);
/// Newest first; at most 50.
std::vector<Assessment> list_assessments(db::Session& session, const CaseFile& file);
std::optional<Assessment> find_in_force(db::Session& session, const CaseFile& file);
std::vector<Answer> list_answers(db::Session& session, const CaseFile& file, const AssessmentId& id);
std::vector<Finding> list_findings(db::Session& session, const CaseFile& file, const AssessmentId& id);

/// Throws db::Conflict (needs_assessment_one_written) when one is being written already.
void insert_assessment(db::Tx& tx, const CaseFile& file, const Assessment& assessment, Instant now);
/// The row whose version is one less; false when somebody was faster.
bool update_assessment(db::Tx& tx, const CaseFile& file, const Assessment& assessment, Instant now);
void set_answer(db::Tx& tx, const CaseFile& file, const AssessmentId& id, const Answer& answer);
void clear_answer(db::Tx& tx, const CaseFile& file, const AssessmentId& id, std::string_view item);
void insert_findings(db::Tx& tx, const CaseFile& file, const AssessmentId& id, const std::vector<Finding>& findings);

}  // namespace gishe::cases::store
